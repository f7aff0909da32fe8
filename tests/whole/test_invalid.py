"""One small site per fault, with the exact findings beside it: a golden file for mistakes.

After a change of wording: ``REWRITE=1 python -m pytest tests/whole/test_invalid.py``, then read the difference.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from builder.commands.build import build_site
from builder.commands.options import BuildOptions
from builder.problems import sort_problems
from tests.support import AS_OF, ROOT

SITES = sorted((ROOT / "tests" / "sites" / "invalid").iterdir())
UNSAID = {"site.base-url-missing", "column.missing"}  # true of every site here and not the point


@pytest.mark.parametrize("site", SITES, ids=lambda p: p.name)
def test_findings_are_exact_and_nothing_is_published(site: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(site, root)
    result = build_site(BuildOptions(root, root / "site", AS_OF))
    found = "".join(f"{p}\n" for p in sort_problems(result.problems) if p.code not in UNSAID)
    expected = site / "expected.txt"
    if os.environ.get("REWRITE"):
        expected.write_text(found, encoding="utf-8", newline="\n")
    assert found == expected.read_text(encoding="utf-8")
    assert "错误" in found
    assert not result.published
    assert not (root / "site").exists()
