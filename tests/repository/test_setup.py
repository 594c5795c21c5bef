"""Set-up skips what is done, does again what has changed, and fails with one line and a hint."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from setup import places, say
from setup.places import ROOT, Done, digest

from tests.repository import sources


def test_a_step_holds_until_its_inputs_change(tmp_path):
    done = Done(tmp_path / "done.json")
    assert not done.holds("fonts", "a")
    done.record("fonts", "a")
    done.record("icons", "b")
    assert done.holds("fonts", "a")
    assert done.holds("icons", "b")
    assert not done.holds("fonts", "b")


def test_a_spoilt_record_counts_as_not_done(tmp_path):
    (tmp_path / "done.json").write_text("{")
    assert not Done(tmp_path / "done.json").holds("fonts", "a")


def test_the_digest_knows_names_bytes_and_words():
    file, other = ROOT / "LICENSE", ROOT / "pyproject.toml"
    assert digest([file]) == digest([file])
    assert len({digest([file]), digest([other]), digest([file, other]), digest([file], "x"), digest([])}) == 5


def test_a_failing_command_tells_its_last_line(tmp_path):
    words = "print('…', flush=True); raise SystemExit('no such package')"
    with pytest.raises(say.Failed, match="no such package"):
        say.run([sys.executable, "-c", words], tmp_path / "log")
    assert "no such package" in (tmp_path / "log").read_text("utf-8")


def test_a_stop_is_one_line_with_a_hint(monkeypatch):
    monkeypatch.setenv("COTMOC_LANG", "en")
    text = str(say.Stop("no registry.", "check the network."))
    assert text == "Cannot go on: no registry. Hint: check the network."
    monkeypatch.setenv("COTMOC_LANG", "vi")
    assert str(say.Stop("a.", "b.")) == "Không thể tiếp tục: a. Gợi ý: b."


@pytest.mark.parametrize("script", ["run", "test", "cotmoc"])
def test_without_python_the_scripts_say_so_in_one_line(script, tmp_path):
    """A machine whose only Python is too old: the scripts' own search finds none that fits."""
    project = tmp_path / "project"
    (project / "setup").mkdir(parents=True)
    for name in (script, "setup/find_python.sh"):
        (project / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
    old = tmp_path / "bin"
    old.mkdir()
    (old / "python3").write_text("#!/bin/sh\nexit 1\n")
    (old / "python3").chmod(0o755)
    (old / "readlink").symlink_to("/usr/bin/readlink")
    result = subprocess.run(
        ["/bin/sh", project / script],
        env={"PATH": str(old), "COTMOC_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "no Python 3.11" in result.stderr
    assert "Hint:" in result.stderr


def test_package_tools_keep_their_caches_in_the_environment(monkeypatch):
    for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR", "npm_config_cache"):
        monkeypatch.delenv(name, raising=False)
    environment = places.tool_environment()
    for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR", "npm_config_cache", "PYTHONPYCACHEPREFIX"):
        assert Path(environment[name]).is_relative_to(places.VENV)


def test_the_commands_can_be_started():
    for name in ("run", "test", "cotmoc", ".ci/run", "setup/lock"):
        assert os.access(ROOT / name, os.X_OK), name


def test_set_up_needs_the_standard_library_only():
    """It runs before any package is there; what needs one runs later, by the environment's own Python."""
    later = {"tinos.py", "translations.py"}
    standard = sys.stdlib_module_names | {"setup", "cotmoc"}
    foreign = [
        sources.place(path, node.lineno)
        for path, tree in sources.modules(ROOT / "setup")
        if path.name not in later
        for node, name in sources.imports(tree)
        if name.partition(".")[0] not in standard
    ]
    assert foreign == []
