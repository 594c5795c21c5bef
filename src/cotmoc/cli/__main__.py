"""``python -m cotmoc.cli``."""

import sys

from cotmoc.cli.main import main

# A process that reads files for an import loads this module again.
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
