"""Legacy Word .doc to .docx by LibreOffice, which works on files: they lie in memory and vanish after.

The folder must be a memory file system. LibreOffice gets a fresh profile there without macros and links,
no network where the kernel allows it, limits of time, memory and file size, and no other import filter.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors import inputs
from cotmoc.domain.errors.entry import Problem

SECONDS = 60
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108
_MEMORY = 3 * 1024**3
_LARGEST = 128 * 1024 * 1024
_MARK = "cotmoc-doc-"
_ONE_AT_A_TIME = threading.Lock()

# The name spaces are asked for one after the other: root may leave the network without a user space.
_CONFINED = """
import ctypes, os, resource, sys
seconds, memory, largest = map(int, sys.argv[1:4])
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
unshare = getattr(ctypes.CDLL(None), "unshare", None)
if unshare is not None and unshare(0x40000000) != 0:
    unshare(0x50000000)
os.execv(sys.argv[4], sys.argv[4:])
"""
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    + "</oor:items>"
)


def program() -> str | None:
    """LibreOffice on this machine."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_docx(data: bytes, *, seconds: float = SECONDS) -> bytes:
    """The document as .docx. Raises NO_CONVERTER, NO_MEMORY_FOLDER, TOO_SLOW or DAMAGED."""
    office = program()
    if office is None:
        raise Problem(inputs.NO_CONVERTER)
    if not in_memory(MEMORY_FOLDER):
        raise Problem(inputs.NO_MEMORY_FOLDER)
    with _ONE_AT_A_TIME:
        _clear_left_over()
        with tempfile.TemporaryDirectory(prefix=f"{_MARK}{os.getpid()}-", dir=MEMORY_FOLDER) as folder:
            return _convert(office, Path(folder), data, seconds)


def in_memory(folder: Path) -> bool:
    """True when the folder is the root of a memory file system."""
    try:
        mounts = Path("/proc/mounts").read_text("utf-8").splitlines()
    except OSError:
        return False
    kinds = [fields[2] for line in mounts if (fields := line.split())[1:2] == [str(folder)]]
    return kinds[-1:] in (["tmpfs"], ["ramfs"]) and os.access(folder, os.W_OK)


def _convert(office: str, folder: Path, data: bytes, seconds: float) -> bytes:
    for name in ("profile/user", "out"):
        (folder / name).mkdir(parents=True)
    (folder / "profile/user/registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    (folder / "van-ban.doc").write_bytes(data)
    limits = [str(int(seconds) + 1), str(_MEMORY), str(_LARGEST)]
    asked = [
        *(office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"),
        *("--nolockcheck", "--infilter=MS Word 97", "--convert-to", "docx:MS Word 2007 XML"),
        *("--outdir", str(folder / "out"), str(folder / "van-ban.doc")),
    ]
    path = os.environ.get("PATH", os.defpath)
    converting = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _CONFINED, *limits, *asked],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8", "PATH": path, "HOME": str(folder), "TMPDIR": str(folder)},
        cwd=folder,
        start_new_session=True,
    )
    try:
        converting.wait(seconds)
    except subprocess.TimeoutExpired:
        raise Problem(errors.TOO_SLOW, seconds=int(seconds)) from None
    finally:
        # LibreOffice leaves the work to a child of its own.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(converting.pid, signal.SIGKILL)
        converting.wait()
    try:
        return (folder / "out" / "van-ban.docx").read_bytes()
    except OSError:
        raise Problem(errors.DAMAGED, kind=".doc") from None


def _clear_left_over() -> None:
    """Folders of processes that were killed while converting."""
    for folder in MEMORY_FOLDER.glob(f"{_MARK}*"):
        owner = folder.name.removeprefix(_MARK).partition("-")[0]
        if owner.isdigit() and not Path("/proc", owner).exists():
            shutil.rmtree(folder, ignore_errors=True)
