"""The package's topics on a site that has none of its own."""

from __future__ import annotations

from pathlib import Path

from tests.support import build, small_site


def test_only_those_with_passages_have_pages(tmp_path: Path) -> None:
    root = small_site(tmp_path)
    report = root / "content" / "reports" / "a.md"
    report.write_text(report.read_text(encoding="utf-8") + "\n新增停车位200个。\n\n做好宗教、档案、物价、气象等工作。\n", encoding="utf-8")
    build(root, root / "site")
    assert sorted(p.name for p in (root / "site" / "topics").iterdir() if p.is_dir()) == ["tingche"]
    (root / "content" / "site.yml").write_text("name: 清河公开\nfeatures: {default_topics: false}\n", encoding="utf-8")
    build(root, root / "site")
    assert not [p for p in (root / "site" / "topics").iterdir() if p.is_dir()]
    page = (root / "site" / "topics" / "index.html").read_text(encoding="utf-8")
    assert "gongkai" not in page.split("<main")[1].split("</main>")[0]
