# Sourced by the commands in this folder: finds a Python, makes or mends the environment, sets PYTHON.
#
#   . "$ROOT/bin/_environment.sh"
#   make_environment requirements.txt
#
# HERRINGBONE_PYTHON names an interpreter to be tried first, HERRINGBONE_ENV another place than .venv.

ENVIRONMENT=${HERRINGBONE_ENV:-$ROOT/.venv}
TRY_ANOTHER=75 # how _environment.py says that this interpreter will not do

candidates() {
    [ -z "${HERRINGBONE_PYTHON:-}" ] || printf '%s\n' "$HERRINGBONE_PYTHON"
    for version in 3.11 3.12 3.13 3.14; do # the oldest first: the one that every part was tried with
        # Of one version the distribution's, which is built with all optimisations: others take a tenth longer or more.
        [ ! -x "/usr/bin/python$version" ] || printf '%s\n' "/usr/bin/python$version"
        command -v "python$version" || :
        for found in "${PYENV_ROOT:-${HOME:-/nonexistent}/.pyenv}/versions/$version".*/bin/python3 \
            "/opt/homebrew/bin/python$version" "/usr/local/bin/python$version" \
            "/opt/homebrew/opt/python@$version/bin/python$version" \
            "/Library/Frameworks/Python.framework/Versions/$version/bin/python3"; do
            [ ! -x "$found" ] || printf '%s\n' "$found"
        done
    done
    command -v python3 || :
    command -v python || :
}

new_enough() {
    # Asked to say it: a shell runs an empty file as well, and calls that a success.
    [ "$("$1" -c 'import sys; print(sys.version_info >= (3, 11))' 2>/dev/null)" = True ]
}

make_environment() {
    PYTHON=$ENVIRONMENT/bin/python
    export PYTHONPATH="$ROOT" PYTHONSAFEPATH=1
    # Where what was compiled may not be kept, every process compiles all that it loads anew: some seconds each.
    unset PYTHONHOME PYTHONDONTWRITEBYTECODE
    if [ -x "$PYTHON" ] && new_enough "$PYTHON"; then
        "$PYTHON" -I "$ROOT/bin/_environment.py" "$ENVIRONMENT" "$1" && return 0
        code=$?
        [ $code -eq $TRY_ANOTHER ] || exit $code
    fi
    found_one=
    IFS='
'
    for candidate in $(candidates); do
        new_enough "$candidate" || continue
        found_one=yes
        "$candidate" -I "$ROOT/bin/_environment.py" "$ENVIRONMENT" "$1" && { unset IFS; return 0; }
        code=$?
        [ $code -eq $TRY_ANOTHER ] || exit $code
    done
    if [ -z "$found_one" ]; then
        echo "herringbone: no Python 3.11 or later was found. Install one (Debian, Ubuntu: apt install python3 python3-venv;" \
            "macOS: brew install python), or name one in HERRINGBONE_PYTHON." >&2
    else
        echo "herringbone: none of the interpreters above can make an environment. Debian, Ubuntu: apt install python3-venv." >&2
    fi
    exit 1
}
