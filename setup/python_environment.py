"""The Python environment in ``.venv``: made by uv, by ``venv``, or after installing python3-venv."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from setup.places import PYTHON, READY, ROOT, VENV, Done, digest, log, tool_environment
from setup.say import Failed, Stop, line, run, say, step

RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"
_UV_LOCK = ROOT / "setup" / "uv.lock.txt"
_PACKAGE = "python3-venv"
_SOUND = "import os, sys, sysconfig; sys.exit(not os.path.isdir(sysconfig.get_path('purelib')))"


def ensure(*, development: bool = False, install: bool = True) -> None:
    """Make ``.venv`` hold the locked packages. With ``install=False`` it must already do so.

    Raises Stop with a hint when it cannot.
    """
    locks = [RUNTIME, DEVELOPMENT] if development else [RUNTIME]
    done = Done(VENV / "done.json")
    sound = _sound()
    missing = [lock for lock in locks if not (sound and done.holds(lock.name, digest([lock])))]
    if missing and not install:
        raise Stop(
            say(
                "môi trường Python trong .venv chưa đủ gói.",
                "the Python environment in .venv lacks packages.",
            ),
            say("chạy ./test không kèm --no-install.", "run ./test without --no-install."),
        )
    if not sound:
        _make()
    if missing:
        _install(missing)
        for lock in missing:
            done.record(lock.name, digest([lock]))
    _link_sources()
    READY.touch()


def install_list(lock: Path) -> None:
    """Install one locked list, by uv where there is one and else by pip. Raises Failed."""
    listed = ["--require-hashes", "--no-deps", "-r", str(lock)]
    uv = shutil.which("uv") or shutil.which("uv", path=str(VENV / "bin"))
    if uv is not None:
        try:
            _tool([uv, "pip", "install", "--python", str(PYTHON), *listed])
            return
        except Failed as failed:
            if not (VENV / "bin" / "pip").exists():
                raise
            line(
                say(
                    f"  uv không cài được ({failed.last}); thử pip",
                    f"  uv could not ({failed.last}); trying pip",
                )
            )
    _tool([str(PYTHON), "-m", "pip", "install", *listed])


def _sound() -> bool:
    """Whether ``.venv`` is there and its interpreter still the one its packages were installed for."""
    return (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-c", _SOUND], capture_output=True, check=False).returncode == 0
    )


def _tool(argv: Sequence[str]) -> None:
    run(argv, log(), env=tool_environment())


def _succeeds(*argv: str) -> bool:
    try:
        _tool(argv)
    except (Failed, OSError):
        return False
    return True


def _make() -> None:
    with step(say("Tạo môi trường Python trong .venv", "Making the Python environment in .venv")):
        if _make_with_uv() or _make_with_venv():
            return
        _install_venv_package()
        if not _make_with_venv():
            raise Stop(
                say(
                    "không tạo được môi trường Python trong .venv.",
                    "the environment in .venv cannot be made.",
                ),
                say(f"xem nguyên nhân ở cuối {log()}", f"the reason is at the end of {log()}"),
            )


def _make_with_uv() -> bool:
    uv = shutil.which("uv")
    if uv is None:
        return False
    return _succeeds(uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)) and _sound()


def _make_with_venv() -> bool:
    if _succeeds(sys.executable, "-m", "venv", "--clear", str(VENV)) and (VENV / "bin" / "pip").exists():
        return _sound()
    shutil.rmtree(VENV, ignore_errors=True)
    return False


def _install_venv_package() -> None:
    """Debian splits ``venv`` off: install its package as root or by passwordless sudo, else stop."""
    wanted = Stop(
        say(f"Python trên máy thiếu gói {_PACKAGE}.", f"this machine's Python lacks the package {_PACKAGE}."),
        say(
            f"chạy «sudo apt-get install -y {_PACKAGE}» rồi chạy lại.",
            f"run `sudo apt-get install -y {_PACKAGE}`, then again.",
        ),
    )
    if shutil.which("apt-get") is None:
        raise wanted
    if os.geteuid() == 0:
        before = ["env"]
    elif shutil.which("sudo") and _succeeds("sudo", "-n", "true"):
        before = ["sudo", "-n", "env"]
    else:
        raise wanted
    line(say(f"  cài gói {_PACKAGE} của hệ điều hành", f"  installing the system's package {_PACKAGE}"))
    install = [
        *before,
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "install",
        "-y",
        "--no-install-recommends",
    ]
    own = f"python3.{sys.version_info.minor}-venv"
    if _succeeds(*install, _PACKAGE, own) or (
        _succeeds(*before, "apt-get", "update")
        and (_succeeds(*install, _PACKAGE, own) or _succeeds(*install, _PACKAGE))
    ):
        return
    raise wanted


def _install(locks: Sequence[Path]) -> None:
    count = sum(text.count("==") for text in (lock.read_text("utf-8") for lock in locks))
    with step(
        say(f"Cài {count} gói Python theo danh sách khóa", f"Installing {count} locked Python packages")
    ):
        try:
            _have_installer()
            for lock in locks:
                install_list(lock)
        except Failed as failed:
            raise no_registry("PIP_INDEX_URL, UV_DEFAULT_INDEX", failed) from failed


def _have_installer() -> None:
    """See that uv is there, or at least pip, which then fetches uv: it installs the list ten times faster."""
    if shutil.which("uv") or (VENV / "bin" / "uv").exists():
        return
    if not (VENV / "bin" / "pip").exists():
        _tool([str(PYTHON), "-m", "ensurepip"])
    _succeeds(str(PYTHON), "-m", "pip", "install", "--require-hashes", "-r", str(_UV_LOCK))


def no_registry(settings: str, failed: Failed) -> Stop:
    """The one line for packages that could not be fetched."""
    return Stop(
        say(
            f"không tải được gói ({failed.last[:160]}).",
            f"packages could not be fetched ({failed.last[:160]}).",
        ),
        say(
            f"kiểm tra mạng hoặc địa chỉ kho gói ({settings}) rồi chạy lại; chi tiết trong {log()}",
            f"check the network or the registry's address ({settings}) and run again; details in {log()}",
        ),
    )


def _link_sources() -> None:
    """Make ``cotmoc`` and ``config`` importable from ``src`` without building anything."""
    packages = next((VENV / "lib").glob("python3.*/site-packages"))
    link = packages / "cotmoc.pth"
    wanted = f"{ROOT / 'src'}\n"
    if not link.exists() or link.read_text("utf-8") != wanted:
        link.write_text(wanted, "utf-8")
