"""What ``./run`` does: check the address, set up what is missing, load the demo, serve."""

from __future__ import annotations

import os
import subprocess
import sys

from setup import assets, places, python_environment
from setup.places import PYTHON, ROOT, Done, digest, home
from setup.say import line, say


def main(arguments: list[str]) -> int:
    """Set up, then become the server. The exit code when it does not come to that."""
    sys.path.insert(1, str(ROOT / "src"))
    from cotmoc.cli import serve
    from cotmoc.cli.words import Parser
    from cotmoc.domain.errors import Problem

    parser = Parser(prog="./run", description=_about(), language=say("vi", "en"))
    parser.add_argument(
        "--setup", action="store_true", help=say("chỉ thiết lập, không phục vụ", "stop before serving")
    )
    parser.add_argument(
        "--empty", action="store_true", help=say("không nạp tỉnh trình diễn", "without the demo province")
    )
    parser.add_argument(
        "--province",
        default="",
        metavar=say("TÊN", "NAME"),
        help=say(
            "tên tỉnh khi lập bản trống, như «tỉnh Kon Tum»", "its name, at the first start with --empty"
        ),
    )
    serve.add_arguments(parser)
    try:
        args = parser.parse_args(arguments)
        url = serve.address(args)
        if not args.setup:
            serve.check(args, demo=_will_be_demo(empty=args.empty))
    except Problem as problem:
        line(problem.text(say("vi", "en")))
        return problem.entry.exit
    with places.alone():
        python_environment.ensure()
        assets.ensure()
        code = _database(empty=args.empty, province=args.province, url=url)
    if code or args.setup:
        return code
    passed = _without_ours(arguments)
    os.execve(PYTHON, [str(PYTHON), "-m", "cotmoc.cli", "serve", *passed], _environment())


def _without_ours(arguments: list[str]) -> list[str]:
    """The words that the server takes: those that only concern the founding are left out."""
    words = iter(arguments)
    passed = []
    for word in words:
        if word == "--province":
            next(words, None)
        elif word != "--empty" and not word.startswith("--province="):
            passed.append(word)
    return passed


def _about() -> str:
    return say(
        "Thiết lập những gì còn thiếu, nạp tỉnh trình diễn vào cơ sở dữ liệu mới rồi phục vụ.",
        "Set up what is missing, load the demo province into a new database, then serve.",
    )


def _will_be_demo(*, empty: bool) -> bool:
    return (home() / "demo").exists() or not (empty or (home() / "real").exists())


def _database(*, empty: bool, province: str, url: str) -> int:
    """Bring the database up to date and fill a new one; skipped while nothing it depends on has changed."""
    done = Done(home() / "done.json")
    server = os.environ.get("COTMOC_DATABASE_URL", "")
    inputs = digest(
        (ROOT / "src").rglob("migrations/*.py"), python_environment.RUNTIME.read_text("utf-8"), server
    )
    there = bool(server) or (home() / "cotmoc.sqlite3").exists()
    founded = (home() / "demo").exists() or (home() / "real").exists()
    if there and founded and not empty and done.holds("database", inputs):
        return 0
    argv = [PYTHON, "-m", "cotmoc.cli", "setup", *(["--empty"] if empty else [])]
    argv += ["--province", province] if province else []
    code = subprocess.run(argv, check=False, env={**_environment(), "COTMOC_URL": url}).returncode
    if code == 0:
        done.record("database", inputs)
    return code


def _environment() -> dict[str, str]:
    """The environment of the system's own processes: the demo with its pinned day, or a real installation."""
    ours = dict(os.environ)
    demo = home() / "demo"
    if demo.exists() and not ours.get("COTMOC_DEMO"):
        ours["COTMOC_DEMO"] = "1"
        ours.setdefault("COTMOC_TODAY", demo.read_text("utf-8").strip())
    return ours
