"""The programs that are compared: ours, Hugo with Pagefind, Pelican with Pagefind; those that are not installed are named."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import corpus

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).resolve().parent / "peers"


@dataclass(frozen=True)
class Program:
    """How one of them is run in the folder of its site."""

    name: str
    layout: str  # of its content
    command: tuple[str, ...]
    out: str
    version: str
    environment: Mapping[str, str] = field(default_factory=dict)
    settles: bool = False  # its first build of new content writes beside it, so only the second is as all later ones

    def prepare(self, folder: Path, size: int) -> None:
        """Its site with the corpus, as before a first build."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if self.layout == "hugo":
            shutil.copytree(PEERS / "hugo", folder, dirs_exist_ok=True)
        elif self.layout == "pelican":
            shutil.copy(PEERS / "pelicanconf.py", folder)
        corpus.write(self.layout, folder, size)


def ours() -> Program:
    from builder import __version__

    build = (sys.executable, "-m", "builder", "build", "--quiet", "--out", "out", "--cache", "kept/values", "--base-url", "https://example.org/")
    return Program("gongkai", "gongkai", (*build, "--as-of", "2026-01-31"), "out", __version__, {"PYTHONPATH": str(ROOT), "GONGKAI_CACHE": "kept/own"}, settles=True)


def peers() -> tuple[list[Program], list[str]]:
    """Those that are installed, and a sentence on each that is not."""
    found, absent = [], []
    search, named = _pagefind()
    hugo = shutil.which("hugo")
    if hugo and search:
        version = re.sub(r"(?s).*?v(\d+[\d.]+).*", r"\1", _said(hugo, "version"))
        found.append(Program(f"Hugo + {named}", "hugo", _then_search(search, "public", hugo, "--quiet"), "public", version))
    else:
        absent.append("Hugo is not on the path: no figures of it." if search else "Pagefind is not installed: no figures of any peer.")
    if importlib.util.find_spec("pelican") and search:
        build = (sys.executable, "-m", "pelican", "--quiet", "--settings", "pelicanconf.py", "--output", "output", "content")
        version = _said(sys.executable, "-m", "pelican", "--version").split()[-1]
        found.append(Program(f"Pelican + {named}", "pelican", _then_search(search, "output", *build), "output", version))
    else:
        absent.append("Pelican is not installed: no figures of a Python peer.")
    return found, absent


def _pagefind() -> tuple[str, str]:
    """Pagefind for Chinese (its extended build) if it is there, else the plain one; and what to call it."""
    for module, name in (("pagefind_bin_extended", "Pagefind extended"), ("pagefind_bin", "Pagefind")):
        spec = importlib.util.find_spec(module)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            binary = Path(place) / ("pagefind_extended" if module.endswith("extended") else "pagefind")
            if binary.is_file():
                return str(binary), name
    onpath = shutil.which("pagefind_extended")
    return (onpath, "Pagefind extended") if onpath else ("", "")


def _then_search(search: str, out: str, *build: str) -> tuple[str, ...]:
    """One process that builds and then indexes; an old index goes first, else its files stay."""
    script = 'search=$1 out=$2; shift 2; rm -rf "$out/pagefind" && "$@" && exec "$search" --site "$out" --quiet'
    return ("sh", "-c", script, "sh", search, out, *build)


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def pagefind_version() -> str:
    binary, name = _pagefind()
    return f"{name} {_said(binary, '--version').split()[-1]}" if binary else "no Pagefind"
