# Read by ./run, ./test and ./cotmoc: sets ROOT's Python (PYTHON) to one of 3.11 to 3.14, or ends with a hint.
# COTMOC_HOME is made absolute here, so that it means the same from every folder. Compiled modules are kept in
# .venv, not beside the sources; a shell that forbids writing them would make every start four times slower.

COTMOC_HOME=${COTMOC_HOME:-$ROOT/var}
case $COTMOC_HOME in /*) ;; *) COTMOC_HOME=$PWD/$COTMOC_HOME ;; esac
PYTHONPYCACHEPREFIX=$ROOT/.venv/bytecode
PYTHONUTF8=1
unset PYTHONDONTWRITEBYTECODE
export COTMOC_HOME PYTHONPYCACHEPREFIX PYTHONUTF8

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null
}

find_python() {
    for PYTHON in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$PYTHON" >/dev/null 2>&1 && fits "$PYTHON"; then
            return
        fi
    done
    if command -v uv >/dev/null 2>&1; then
        PYTHON=$(UV_PYTHON_DOWNLOADS=never uv python find '>=3.11,<3.15' 2>/dev/null) && return
    fi
    case ${COTMOC_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}} in
    en*) echo "Cannot go on: no Python 3.11, 3.12, 3.13 or 3.14 was found. Hint: sudo apt-get install -y python3 python3-venv (Debian 12, Ubuntu 24.04 or newer)." >&2 ;;
    *) echo "Không thể tiếp tục: không tìm thấy Python 3.11, 3.12, 3.13 hoặc 3.14. Gợi ý: sudo apt-get install -y python3 python3-venv (Debian 12, Ubuntu 24.04 trở lên)." >&2 ;;
    esac
    exit 1
}

# What an installation made by ./run is: the demo province with its pinned day, or a real one.
know_installation() {
    if [ -z "${COTMOC_DEMO:-}" ] && [ -f "$COTMOC_HOME/demo" ]; then
        read -r COTMOC_TODAY_OF_DEMO <"$COTMOC_HOME/demo" || true
        COTMOC_DEMO=1
        COTMOC_TODAY=${COTMOC_TODAY:-$COTMOC_TODAY_OF_DEMO}
        export COTMOC_DEMO COTMOC_TODAY
    fi
}
