"""Lock files pin everything with hashes and name no registry."""

import json
import re
import tomllib

from tests.repository import sources

_LISTS = [
    sources.ROOT / name
    for name in ("requirements.lock", "requirements-dev.lock", "setup/uv.lock.txt", "setup/node.lock.txt")
]
_ENTRY = re.compile(r"^([a-z0-9][a-z0-9._-]*)==\S+.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "deb.debian" + ".org")
_MACHINE = re.compile(r"(?<![\w.~*-])/(?:work|root|home/[a-z]+|tmp/[a-z]+_)/")


def _unhashed(text: str) -> list[str]:
    return [match[1] for match in _ENTRY.finditer(text) if "--hash=sha256:" not in match[0]]


def _addresses(text: str) -> list[str]:
    return [
        word
        for word in text.split()
        if re.match(r"(-i|--index-url|--extra-index-url|--find-links|https?://)", word)
    ]


def _wanted(group: str | None) -> set[str]:
    project = tomllib.loads((sources.ROOT / "pyproject.toml").read_text("utf-8"))
    listed = project["dependency-groups"][group] if group else project["project"]["dependencies"]
    return {re.split(r"[\[<>=!~ ]", line)[0].lower().replace("_", "-") for line in listed}


def test_every_python_package_is_pinned_with_hashes_and_no_address():
    for path in _LISTS:
        text = path.read_text("utf-8")
        assert _unhashed(text) == [], path.name
        assert _addresses(text) == [], path.name


def test_the_locks_hold_what_the_project_asks_for():
    held = {
        path.name: set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", path.read_text("utf-8"), re.MULTILINE))
        for path in _LISTS
    }
    assert _wanted(None) <= held["requirements.lock"]
    assert _wanted("dev") | _wanted("browser") <= held["requirements-dev.lock"]
    assert _wanted("setup") <= held["uv.lock.txt"]
    assert _wanted("node") <= held["node.lock.txt"]
    assert not _wanted("browser") & held["requirements.lock"], "./run installs no browser parts"


def test_the_npm_lock_has_integrity_and_no_address():
    packages = json.loads((sources.ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert installed
    assert [
        name for name, entry in installed.items() if "resolved" in entry or "integrity" not in entry
    ] == []


def test_no_file_names_a_registry_or_a_path_of_one_machine():
    found = [
        sources.place(path, number)
        for path, text in sources.texts()
        for number, line in enumerate(text.splitlines(), 1)
        if any(host in line for host in _HOSTS) or _MACHINE.search(line)
    ]
    assert found == []


def test_the_rules_see_what_they_forbid():
    assert _unhashed("django==5.2.1\nlxml==6 \\\n    --hash=sha256:aa\n") == ["django"]
    assert _addresses("--index-url https://example.invalid/simple\ndjango==5.2.1") != []
    assert all(_MACHINE.search(text) for text in ("see /" + "work/main", "'/" + "root/x'"))
    assert not any(_MACHINE.search(text) for text in ("src/work/x", "../root/x"))
