"""Entry for the scripts at the root: ``python setup run|prepare|test …``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from setup import assets, checks, places, python_environment, serving  # noqa: E402
from setup.say import Stop, line, say  # noqa: E402


def main(arguments: list[str]) -> int:
    """Do what the script at the root asks for; the exit code."""
    purpose, *rest = arguments
    try:
        if purpose == "run":
            return serving.main(rest)
        if purpose == "test":
            return checks.main(rest)
        with places.alone():
            python_environment.ensure()
            assets.ensure()
    except Stop as stop:
        line(str(stop))
        return 1
    except KeyboardInterrupt:
        line(say("Đã dừng theo yêu cầu; chạy lại để tiếp tục.", "Stopped as asked; run again to go on."))
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
