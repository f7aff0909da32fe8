#!/bin/sh
# Finds what pip cannot install and, on Debian and Ubuntu, installs what is missing.
#   tools/prepare.sh python    prints a Python 3.11 to 3.13 that can make virtual environments
#   tools/prepare.sh browser   prints a Chromium; a Chinese font is then present too
# Only the answer goes to standard output; messages go to standard error.
set -eu

say() { echo "prepare: $*" >&2; }

fail() { say "$*"; exit 1; }

# install PACKAGE…: by apt-get, as root or by sudo without a password; else names them and stops.
install() {
    say "missing system packages: $*"
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        fail "install them yourself:  sudo apt-get install $*"
    fi
    command -v apt-get >/dev/null || fail "this is not Debian or Ubuntu; install the equivalent of: $*"
    $as_root apt-get update -q >&2
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@" >&2
}

# Python ------------------------------------------------------------------------------------------

suits() { "$1" -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1; }

makes_environments() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

candidates() { echo "${PYTHON:-python3.13 python3.12 python3.11 python3 python}"; }

find_python() { # find_python CHECK: first candidate of the right version that also passes CHECK
    for name in $(candidates); do
        if suits "$name" && "$1" "$name"; then
            echo "$name"
            return 0
        fi
    done
    return 1
}

python() {
    find_python makes_environments && return
    bare="$(find_python true)" ||
        fail "no Python 3.11, 3.12 or 3.13 among: $(candidates). Install one, or name it: make PYTHON=/path/to/python3"
    version="$("$bare" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')"
    if apt-cache show "$version-venv" >/dev/null 2>&1; then install "$version-venv"; else install python3-venv; fi
    find_python makes_environments || fail "$bare still lacks the modules venv and ensurepip"
}

# Browser -----------------------------------------------------------------------------------------

find_browser() {
    for name in "${CHROMIUM:-}" chromium-headless-shell google-chrome google-chrome-stable chromium chromium-browser; do
        if [ -n "$name" ] && "$name" --version >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

has_chinese_font() { command -v fc-list >/dev/null && fc-list :lang=zh-cn family | grep -q .; }

# The same Chromium without windows takes two thirds of the time; where it cannot be had, or would replace what is there, one with windows does.
want_headless() {
    [ -z "${CHROMIUM:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
    command -v chromium-headless-shell >/dev/null && return
    say "installing chromium-headless-shell, if this system has it"
    quick="-o Acquire::Retries=0 -o Acquire::http::Timeout=20"
    # shellcheck disable=SC2086  # options
    { apt-get $quick update -q && DEBIAN_FRONTEND=noninteractive apt-get $quick install -qy --no-remove --no-install-recommends chromium-headless-shell; } >&2 ||
        say "going on without it"
}

browser() {
    missing=
    want_headless
    find_browser >/dev/null || missing="chromium"
    has_chinese_font || missing="$missing fontconfig fonts-noto-cjk"
    # shellcheck disable=SC2086  # a list of names
    [ -z "$missing" ] || install $missing
    find_browser || fail "no Chromium that starts. Install Google Chrome or Chromium, or name it: make test CHROMIUM=/path/to/chrome"
}

case "${1:-}" in
    python) python ;;
    browser) browser ;;
    *) fail "usage: tools/prepare.sh python|browser" ;;
esac
