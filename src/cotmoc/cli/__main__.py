"""``python -m cotmoc.cli``."""

import sys

from cotmoc.cli.main import main

sys.exit(main(sys.argv[1:]))
