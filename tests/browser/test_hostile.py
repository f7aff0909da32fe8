"""Hostile words in every place that a string can reach, opened in a real browser: nothing runs, nothing is asked of another host.

A case is one payload in one place. What the content rules do not refuse is built, and every page of it is opened; an element that a
payload has made betrays itself by ``data-evil``, a script by ``hit``, a policy that had to step in by its report.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from builder.commands.build import build_site
from builder.commands.options import BuildOptions
from builder.commands.reading import read_content
from builder.commands.serve import ServeOptions, serve_site
from builder.devserver import Outcome
from tests.browser.test_console import VIOLATIONS
from tests.browser.test_review import wait
from tests.support import AS_OF, BASE_URL, Serve, build, serving, small_site

PAYLOADS = (
    """<img src=//evil.invalid/i onerror="hit('{id}')" data-evil={id}>""",
    """"'><svg/onload=hit('{id}') data-evil='{id}'><math><mi xlink:href="data:x,hit('{id}')" data-evil={id}>""",
    """</script><script data-evil={id}>hit('{id}')</script>""",
    """</title></textarea></style></noscript><iframe data-evil={id} srcdoc="<script>parent.hit('{id}')</script>"></iframe>""",
    """{{ hit('{id}') }}{% if 1 %}<b data-evil={id} tabindex=1 onfocus=hit('{id}') autofocus>""",
    """-->]]><script src=//evil.invalid/{id}.js data-evil={id}></script><style data-evil={id}>@import '//evil.invalid/s'</style>""",
    """<base href=//evil.invalid/ data-evil={id}><meta http-equiv=refresh content='0;url=//evil.invalid/{id}' data-evil={id}>""",
    """<a href="javascript:hit('{id}')" data-evil={id}>x</a><form action=//evil.invalid/ data-evil={id}><input autofocus name=q>""",
)
REPORT_FIELDS = ("title", "subject", "keywords", "summary", "document_number", "period", "source", "provenance", "corrections", "attachments", "extra", "waivers", "review")
OFFICE_FIELDS = ("name", "short_names", "former_names", "region", "phone", "address", "hours")
DICTIONARIES = ("topic name", "topic alias", "topic theme", "topic summary", "term name", "term kind", "term gloss", "term source", "column title", "column summary")
SITE_FIELDS = ("name", "contact", "phone", "address", "hours", "icp", "police", "licence")
BODY = {  # what a report's Markdown may look like; the first of each pair is the place
    "heading": "## 二、{x}",
    "paragraph": "这一段里有{x}，全年完成投资3亿元。",
    "bold": "**{x}**和*{x}*",
    "list": "- {x}\n- 乙",
    "numbered list": "1. {x}\n2. 乙",
    "table": "| {x} | 数值 |\n|---|---|\n| {x} | 3 |",
    "quotation": "> {x}",
    "code": "`{x}`",
    "entities": "{entities}",
    "escaped": "\\{x}",
    "link text": "[{x}](https://example.org/)",
    "link title": "[甲](https://example.org/ '{plain}')",
    "defined link": "[甲][r]\n\n[r]: https://example.org/ '{plain}'",
    "figure": "新增{x}学位300个，同比增长5%。",
    "promise": "2025年计划新建{x}学校3所。",
}
REFUSED_LINKS = (
    "javascript:hit(1)", "JaVaScRiPt:hit(1)", " javascript:hit(1)", "java\tscript:hit(1)", "&#106;avascript:hit(1)", "javascript&colon;hit(1)",
    "data:text/html,<script>hit(1)</script>", "vbscript:x", "file:///etc/passwd", "//evil.invalid/", "\\\\evil.invalid\\x", "blob:x", "view-source:x",
)  # fmt: skip
BAD_ADDRESSES = (
    "javascript:hit(1)", "data:text/html,x", "//evil.invalid/",
    "https://e.invalid/\" onmouseover=hit(1) x=\"", "https://e.invalid/'><b data-evil=1>", "ftp://e.invalid/", "e.invalid",
)  # fmt: skip
ADDRESSES = {
    "source": "reports/a0.md", "licence": "reports/a0.md", "office url": "agencies.yml",
    "issues_url": "site.yml", "base_url": "site.yml", "email": "site.yml", "site licence": "site.yml",
}  # fmt: skip
ATTACHED = {
    "x.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>hit(1)</script></svg>", "x.html": "<script>hit(1)</script>", "x.htm": "<script>hit(1)</script>",
    "x.xhtml": "<html xmlns='http://www.w3.org/1999/xhtml'><script>hit(1)</script></html>", "x.xml": "<?xml version='1.0'?><x/>", "x.js": "hit(1)", "x.mhtml": "x",
    "x.md": "x", "x.anchors.json": "{}", "x.swf": "x", "x.hta": "x", "x.pdf": "<script>hit(1)</script>", "x.png": "<script>hit(1)</script>", "x.docx": "<html>",
    "x.zip": "<!doctype html>", "x.txt": "<!doctype html><script>hit(1)</script>", "x.csv": "<svg onload=hit(1)>",
}  # fmt: skip
SHOWN_ATTACHED = {"b.txt": "甲 <script>hit('txt')</script>\n", "b.csv": "项目,数\n\"<img src=//evil.invalid/c onerror=hit('csv')>\",3\n=cmd|x!A1,2\n"}


def yml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def report(number: int, payload: str) -> str:
    """A report with a payload in each place of its record and body."""
    places = {name: payload.replace("{id}", f"{name}-{number}") for name in REPORT_FIELDS}
    head = {
        "id": f"a{number}", "title": "清河镇2024年工作总结" + places["title"], "agency": f"o{number}", "kind": "总结", "year": 2024, "published": "2025-01-05",
        "subject": places["subject"], "keywords": [places["keywords"]], "summary": places["summary"], "document_number": places["document_number"],
        "period": places["period"], "source": {"name": places["source"], "url": "https://example.org/a?b=1&c='"[:-1]},
        "provenance": {"file": places["provenance"], "sha256": "0" * 64, "importer": places["provenance"]},
        "corrections": [{"date": "2026-01-02", "note": places["corrections"]}], "extra": {"备注": places["extra"]},
        "attachments": [{"file": name, "title": places["attachments"]} for name in SHOWN_ATTACHED],
        "waivers": [{"rule": "summary.long", "reason": places["waivers"]}], "review": {"by": places["review"], "date": "2025-01-04"},
        "licence": {"name": places["source"], "url": "https://example.org/"},
    }  # fmt: skip
    lines = "\n".join(f"{key}: {yml(value)}" for key, value in head.items())
    body = []
    for name, form in BODY.items():
        text = payload.replace("{id}", f"{name}-{number}")
        escaped = "".join(f"&#{ord(c)};" for c in text)
        plain = text.replace("'", "").replace('"', "")
        # Raw tags are taken out by rule; backslashes and code keep them as text, and text is what must stay text.
        # (a link that runs something is refused, see below: here it leads to a page)
        if name not in ("code", "entities"):
            text = text.replace("javascript:hit", "https://example.org/hit")
        inner = "".join("\\" + c if c in "<>[]`*|{}" else c for c in text) if name != "code" else text.replace("`", "")
        body.append(form.replace("{x}", inner).replace("{entities}", escaped).replace("{plain}", plain))
    raw = payload.replace("{id}", f"raw-{number}")
    keep = [] if "javascript:" in raw or "<style" in raw or "<!--" in raw else [f"原文{raw}完"]
    return f"---\n{lines}\n---\n\n" + "\n\n".join(["## 一、经济", *body, *keep]) + "\n"


def hostile(folder: Path) -> Path:
    """A site of one report and one office a payload; what there is one of has a payload too."""
    content = small_site(folder) / "content"
    (content / "reports" / "a.md").unlink()
    for name, data in SHOWN_ATTACHED.items():
        (content / "reports" / name).write_text(data, encoding="utf-8")
    offices, topics, terms = [], [], []
    (content / "columns").mkdir()
    for number, payload in enumerate(PAYLOADS):

        def at(place: str, payload: str = payload, number: int = number) -> str:
            return payload.replace("{id}", f"{place.replace(' ', '-')}-{number}")

        (content / "reports" / f"a{number}.md").write_text(report(number, payload), encoding="utf-8")
        names = {name: [f"{name}{number}" + at(name)] if name.endswith("names") else f"{name}{number}" + at(name) for name in OFFICE_FIELDS}
        offices.append({"id": f"o{number}", **names, "url": "https://example.org/'"[:-1]})
        topics.append({"id": f"t{number}", "name": "学位" + at("topic name"), "aliases": ["投资" + at("topic alias"), "投资", "学位"][: 3 if number == 0 else 1],
                       "theme": at("topic theme"), "summary": at("topic summary")})  # fmt: skip
        terms.append({"id": f"w{number}", "name": "学位" + at("term name"), "kind": at("term kind"), "gloss": at("term gloss"), "source": at("term source")})
        (content / "columns" / f"c{number}.md").write_text(
            f"---\ntitle: {yml('栏目' + at('column title'))}\nsummary: {yml(at('column summary'))}\n---\n\n正文。\n", encoding="utf-8"
        )
    for file, items in (("agencies", offices), ("topics", topics), ("terms", terms)):
        (content / f"{file}.yml").write_text("".join(f"- {yml(item)}\n" for item in items), encoding="utf-8")
    one = {name: PAYLOADS[n].replace("{id}", f"site-{name}") for n, name in enumerate(SITE_FIELDS)}
    publisher = {name: one[name] for name in ("contact", "phone", "address", "hours")} | {"name": one["name"]}
    site = {"name": "公开" + one["name"], "publisher": publisher, "licence": {"name": one["licence"], "url": "https://example.org/"}}
    (content / "site.yml").write_text("".join(f"{key}: {yml(value)}\n" for key, value in site.items()), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def built(root: Path) -> Path:
    build(root, root / "site", base_url=BASE_URL)
    return root / "site"


class Watch:
    """A context in which whatever a payload does is noted."""

    INIT = "window.hit = id => console.error('hit ' + id); alert = confirm = prompt = hit;" + VIOLATIONS

    def __init__(self, browser: Browser) -> None:
        self.noted: list[str] = []
        self.context: BrowserContext = browser.new_context(locale="zh-CN")
        self.context.add_init_script(self.INIT)
        self.context.on("request", lambda r: None if r.url.startswith(("http://127.0.0.1", "data:", "blob:")) else self.noted.append(f"asks {r.url}"))
        self.context.on("page", self._listen)
        self.page: Page = self.context.new_page()

    def _listen(self, page: Page) -> None:
        page.on("console", lambda m: self.noted.append(f"{page.url}: {m.text}") if m.text.startswith(("hit ", "policy: ")) else None)
        page.on("pageerror", lambda e: self.noted.append(f"{page.url}: {e}"))
        page.on("dialog", lambda d: (self.noted.append(f"{page.url}: dialog {d.message}"), d.dismiss()))

    def look(self) -> None:
        """What stands in the page now: elements that a payload has made, addresses that run something."""
        evil = self.page.evaluate(
            """() => [...document.querySelectorAll('[data-evil], base, meta[http-equiv=refresh i], iframe, object, embed')].map(e => e.outerHTML)
                .concat([...document.querySelectorAll('*')].flatMap(e => [...e.attributes].filter(a => /^on/i.test(a.name)).map(a => a.name + ' ' + a.value)))
                .concat([...document.querySelectorAll('[href], [src], [action], [formaction]')].map(e => e.href?.baseVal ?? e.href ?? e.src ?? e.action)
                    .filter(u => u && !/^(https?|mailto|tel|data:image\\/svg|blob):?/i.test(u)))"""
        )
        self.noted += [f"{self.page.url}: {found}" for found in evil]


@pytest.fixture
def watch(browser: Browser) -> Iterator[Watch]:
    found = Watch(browser)
    yield found
    found.context.close()


def addresses(site: Path) -> list[str]:
    pages = (p for p in site.rglob("*.html") if "data-page-kind" in p.read_text(encoding="utf-8"))
    return sorted(p.relative_to(site).as_posix().removesuffix("index.html") for p in pages)


def test_there_are_enough_cases() -> None:
    assert len(PAYLOADS) * (len(REPORT_FIELDS) + len(OFFICE_FIELDS) + len(DICTIONARIES) + len(BODY)) + len(SITE_FIELDS) >= 80


def test_the_watch_sees_every_payload(watch: Watch) -> None:
    for payload in PAYLOADS:
        watch.noted.clear()
        watch.page.set_content(f"<!doctype html><title>{payload}</title><p title='{payload}'>{payload}</p>")
        watch.look()
        assert watch.noted, payload


def test_no_page_lets_any_of_it_run(built: Path, serve: Serve, watch: Watch) -> None:
    home = serve(built, "/any/base/")
    pages = addresses(built)
    for address in pages:
        watch.page.goto(home + address, wait_until="load")
        watch.look()
    assert watch.noted == []
    assert len(pages) > 80
    texts = [(built / p / "index.html").read_text(encoding="utf-8") for p in pages if (built / p / "index.html").is_file()]
    for place in (*REPORT_FIELDS[:4], *OFFICE_FIELDS[:1], "topic-name", "term-gloss", "column-title", "site-name", "paragraph", "table", "heading"):
        assert any(f"data-evil={place}" in t or f"data-evil={place}" in t.replace("&#34;", '"') for t in texts), f"{place} is shown somewhere, as text"


def test_no_file_beside_the_pages_does(built: Path, serve: Serve, watch: Watch) -> None:
    """Feeds, downloads and attachments as a browser opens them."""
    home = serve(built, "/any/base/")
    files = ["feed.xml", "sitemap.xml", "opensearch.xml", "corrections/feed.xml", "reports/a0/b.txt", "data/reports.json", "reports/a0/a0.json", "data/datapackage.json"]
    files += [p.relative_to(built).as_posix() for p in built.glob("agencies/*/feed.xml")]
    for name in files:
        assert (built / name).is_file(), name
        watch.page.goto(home + name)
        if name.endswith(".xml"):
            assert watch.page.evaluate("document.querySelector('parsererror, [data-evil]') === null"), name
    assert watch.noted == []


QUERIES = (
    *(p.replace("{id}", "q") for p in PAYLOADS),
    "__proto__", "constructor", "(" * 3000, "学位 AND <b>", "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"), "%00", "学位\u202e", "javascript:hit(1)",
)  # fmt: skip
ADDRESSED = ("search/?q=学位", "reports/a0/#" + "x" * 2000, "reports/a0/#%3Cimg%20onerror%3Dhit(1)%3E", "compare/?a=%3Cscript%3E", "settings/", "ledger/?from=javascript:hit(1)")


def test_no_query_address_or_memory_does(built: Path, serve: Serve, watch: Watch) -> None:
    home = serve(built, "/any/base/")
    page = watch.page
    page.goto(home + "search/")
    for query in QUERIES:
        with page.expect_navigation(wait_until="load"):
            page.evaluate("q => { location.href = '?q=' + encodeURIComponent(q); }", query[:1500])
        page.wait_for_timeout(300)
        watch.look()
    evil = PAYLOADS[0].replace("{id}", "memory")
    for value in (json.dumps({"v": 1, "scheme": evil, "size": evil}), evil, "[", json.dumps({"v": 1, "recent": [evil], "remember": True}), json.dumps([evil])):
        page.evaluate("v => { for (const k of ['gongkai', ...Object.keys(localStorage)]) localStorage.setItem(k, v); name = v; }", value)
        for address in ADDRESSED:
            page.goto(home + address)
            page.wait_for_timeout(100)
            watch.look()
    assert [n for n in watch.noted if "hit " in n or "data-evil" in n or "asks" in n or "policy" in n or "dialog" in n] == []


def test_the_preview_does_not_either(root: Path, watch: Watch) -> None:
    """The review page and the findings laid over a page, which say what the content says."""
    where: list[str] = []
    outcomes: list[Outcome] = []
    stop = threading.Event()
    options = ServeOptions(root, AS_OF, 0, "/x/")
    running = threading.Thread(target=serve_site, args=(options, where.append, outcomes.append, stop), daemon=True)
    running.start()
    broken = root / "content" / "reports" / "z.md"
    try:
        wait(lambda: bool(outcomes))
        assert outcomes[0].published, outcomes[0].messages
        for page in ("_review/", "x/", "_review/?report=%3Cscript%3Ehit(1)%3C/script%3E"):
            watch.page.goto(where[0].removesuffix("x/") + page)
            watch.look()
        broken.write_text(f"---\nid: z\ntitle: z\nkind: {yml(PAYLOADS[0])}\n{yml(PAYLOADS[2])}: 1\nyear: 2024\n---\n\n正文。\n", encoding="utf-8")
        wait(lambda: len(outcomes) > 1)
        assert not outcomes[-1].published
        watch.page.goto(where[0])
        assert watch.page.locator(".build-errors li").count()
        watch.look()
    finally:
        broken.unlink(missing_ok=True)
        stop.set()
        running.join(30)
    assert watch.noted == []


def test_another_sites_page_gets_nothing_of_the_preview(tmp_path: Path, watch: Watch) -> None:
    """What is not yet published: by a script element, a frame, an image, a fetch, a window."""
    root = small_site(tmp_path / "root")
    where: list[str] = []
    outcomes: list[Outcome] = []
    stop = threading.Event()
    running = threading.Thread(target=serve_site, args=(ServeOptions(root, AS_OF, 0, "/x/"), where.append, outcomes.append, stop), daemon=True)
    running.start()
    answers: dict[str, int] = {}  # status by kind of request; 0: the browser itself would not hand it over
    watch.context.on("response", lambda r: answers.__setitem__(r.request.resource_type, r.status) if r.url.startswith(where[0]) else None)
    watch.context.on("requestfailed", lambda r: answers.setdefault(r.resource_type, 0) if r.url.startswith(where[0]) else None)
    try:
        wait(lambda: bool(outcomes))
        evil = tmp_path / "evil"
        evil.mkdir()
        (evil / "index.html").write_text(
            f"<!doctype html><script src='{where[0]}search-data/manifest.json'></script><script src='{where[0]}static/site.js'></script>"
            f"<iframe src='{where[0]}'></iframe><img src='{where[0]}static/icon.svg'><link rel=stylesheet href='{where[0]}static/css/site.css'>"
            f"<script>fetch('{where[0]}', {{mode: 'no-cors'}}).catch(() => 0)</script><a href='{where[0]}'>there</a>",
            encoding="utf-8",
        )
        with serving(evil) as address:
            watch.page.goto(address, wait_until="networkidle")
            assert set(answers) >= {"script", "document", "image", "stylesheet", "fetch"}, answers
            assert set(answers.values()) <= {0, 403}, answers
            watch.page.click("a")
            watch.page.wait_for_url(where[0])
            assert watch.page.locator("h1").count() == 1, "to be led there is no harm"
    finally:
        stop.set()
        running.join(30)


# ---- what is refused before there is a page --------------------------------------------------------


def errors(root: Path) -> set[tuple[str, str]]:
    content = read_content(root, AS_OF, "", 1)
    return {(p.location.path, p.code) for p in content.problems if p.severity == "error"}


def edited(tmp_path: Path, file: str, old: str, new: str) -> set[tuple[str, str]]:
    root = hostile(tmp_path)
    path = root / "content" / file
    text = path.read_text(encoding="utf-8")
    assert old in text, (file, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return errors(root)


@pytest.mark.parametrize("href", REFUSED_LINKS)
def test_a_link_that_runs_or_hides_something_is_refused(tmp_path: Path, href: str) -> None:
    found = edited(tmp_path, "reports/a0.md", "## 一、经济", f"## 一、经济\n\n[甲](<{href}>)和<a href=\"{href}\">乙</a>")
    assert ("content/reports/a0.md", "link.scheme") in found, found


CHANGES: dict[str, Callable[[str], tuple[str, str]]] = {
    "source": lambda bad: ('"url": "https://example.org/a?b=1&c="', f'"url": {yml(bad)}'),
    "licence": lambda bad: ('"url": "https://example.org/"', f'"url": {yml(bad)}'),
    "office url": lambda bad: ('"url": "https://example.org/"', f'"url": {yml(bad)}'),
    "issues_url": lambda bad: ("name: ", f"feedback: {{issues_url: {yml(bad)}}}\nname: "),
    "base_url": lambda bad: ("name: ", f"base_url: {yml(bad)}\nname: "),
    "email": lambda bad: ("name: ", f"feedback: {{email: {yml(bad)}}}\nname: "),
    "site licence": lambda bad: ('"url": "https://example.org/"', f'"url": {yml(bad)}'),
}


@pytest.mark.parametrize("place", ADDRESSES)
def test_an_address_of_another_scheme_is_refused(tmp_path: Path, place: str) -> None:
    for number, bad in enumerate(BAD_ADDRESSES):
        found = edited(tmp_path / str(number), ADDRESSES[place], *CHANGES[place](bad))
        assert {code for path, code in found if path == f"content/{ADDRESSES[place]}"} & {"field.url", "field.email", "site.base-url"}, (place, bad, found)


@pytest.mark.parametrize("name", ATTACHED)
def test_an_attachment_that_a_browser_would_run_is_refused(tmp_path: Path, name: str) -> None:
    root = small_site(tmp_path)
    (root / "content" / "reports" / name).write_text(ATTACHED[name], encoding="utf-8")
    path = root / "content" / "reports" / "a.md"
    path.write_text(path.read_text(encoding="utf-8").replace("summary:", f"attachments: [{{file: {name}}}]\nsummary:"), encoding="utf-8")
    result = build_site(BuildOptions(root, root / "site", AS_OF))
    assert not result.published
    assert any(p.code.startswith("attachment.") for p in result.problems), result.problems
