// /compare/: any two reports side by side, drawn from the data file of each. The words are those of pages/compare.html:
// a topic that was recognised on one side only says nothing of the other. Without this file the prepared comparisons remain.
(function () {
  "use strict";
  const form = document.getElementById("choose");
  const out = document.getElementById("chosen");
  if (!form || location.protocol === "file:") { if (form) form.hidden = true; return; } // a folder gives no data to scripts
  const root = new URL("../", document.currentScript.src).href;
  const KINDS = { target: "目标", actual: "完成", state: "现状" };
  const TAGS = { target: "plan", actual: "done", state: "held", 实际: "said", 自报: "quiet" };
  const LONG = 120; // characters of a quote; a longer one is shown only where there is no shorter one

  function make(tag, attributes, ...children) {
    const node = Object.assign(document.createElement(tag), attributes || {});
    node.append(...children.filter(Boolean));
    return node;
  }
  function refill(box, nodes) {
    box.textContent = "";
    box.append(...nodes);
  }
  const get = (path) => fetch(root + path).then((r) => (r.ok ? r.json() : Promise.reject(new Error(path))));
  // Columns and rows → objects; a quote given by its place is cut out of the report's own page (pages/report_data.py).
  function opened(file, page) {
    const quoted = (anchor, quote) => (Array.isArray(quote) ? page.getElementById(anchor).textContent.slice(...quote) : quote);
    const rows = (table) => table.rows.map((cells) => {
      const row = {};
      table.columns.forEach((key, i) => { row[key] = cells[i] === undefined || cells[i] === null ? file.assumed[key] : cells[i]; });
      return Object.assign(row, { quote: quoted(row.anchor, row.quote) });
    });
    return { indicators: rows(file.indicators), topics: rows(file.topics), worded: file.worded || [] };
  }
  const text = (path) => fetch(root + path).then((r) => (r.ok ? r.text() : Promise.reject(new Error(path))));
  const read = (one) => Promise.all([get(`reports/${one.id}/${one.id}.json`), text(`reports/${one.id}/`)])
    .then(([file, html]) => opened(file, new DOMParser().parseFromString(html, "text/html")));
  const hidden = (text) => make("span", { className: "heard" }, text);
  const listing = get(form.dataset.list);

  function fill(data, side, office, report) {
    const [whose, which] = [form.elements["office-" + side], form.elements[side]];
    if (!whose.options.length) data.offices.forEach(([name], i) => whose.append(new Option(name, i)));
    whose.value = office;
    refill(which, data.offices[office][1].map(([id, title]) => new Option(title, id)));
    if (report) which.value = report;
  }
  const find = (data, id) => {
    for (const [office, [name, reports]] of data.offices.entries()) {
      const row = reports.find((one) => one[0] === id);
      if (row) return { office, name, id, title: row[1], year: row[2], kind: row[3], excerpt: row[4] };
    }
    return null;
  };

  const link = (report, anchor, ...words) => make("a", { href: `${root}reports/${report.id}/#${anchor}` }, ...words);
  function section(id, title, note, nodes) {
    return nodes.length && make("section", {}, make("h2", { id }, title, make("span", { className: "count" }, `（${nodes.length} 项）`)), make("p", { className: "muted" }, note), ...nodes);
  }

  // A figure is shown by the sentence it stands in: no number is written anew here.
  function said(report, row) {
    const tag = row.word ? TAGS[row.word] || "held" : TAGS[row.kind];
    const when = (row.undated ? "" : `${row.year}年`) + (row.over ? `（${row.over}）` : "");
    return make("li", {}, make("span", { className: `tag ${tag}` }, row.word || KINDS[row.kind]), ` ${when && `${when}：`}“${row.quote}” `,
      link(report, row.anchor, "看这一句", hidden(`，${row.indicator}，${report.title}`)));
  }
  const name = (row) => JSON.stringify([row.indicator_id || row.indicator, row.scope]);
  const span = (row) => JSON.stringify([row.from, row.year]);
  function grouped(rows, key) {
    const found = new Map();
    rows.forEach((row) => found.set(key(row), [...(found.get(key(row)) || []), row]));
    return found;
  }
  const once = (rows) => rows.filter((row, i) => rows.findIndex((other) => other.quote === row.quote && other.year === row.year && other.kind === row.kind) === i);

  function sides(title, a, left, b, right) {
    const half = (report, rows, show) => rows.length ? make("div", {}, make("p", { className: "way" }, report.title, report.excerpt ? "（摘编）" : ""), make("ul", { className: "plain" }, ...rows.map((row) => show(report, row)))) : "";
    return (show) => make("div", { className: "card pair" }, make("h3", {}, title), make("div", { className: "pair-sides" }, half(a, left, show), half(b, right, show)));
  }
  function figures(a, b, same) {
    const named = (side) => side.data.indicators.filter((row) => row.named); // of one name, and it tells one thing
    const later = grouped(named(b), name);
    const cards = [];
    grouped(named(a), name).forEach((before, key) => {
      const after = later.get(key) || [];
      const [past, now] = [before, after].map((rows) => new Set(rows.filter((row) => !row.undated).map(span)));
      const both = (row) => !row.undated && past.has(span(row)) && now.has(span(row));
      const [left, right] = [before, after].map((rows) => once(rows.filter((row) => both(row) === same)));
      if (left.length && right.length) cards.push(sides(before[0].indicator + (before[0].scope ? `（${before[0].scope}）` : ""), a, left, b, right)(said));
    });
    return cards;
  }

  function topics(names, a, b) {
    const told = [a, b].map((side) => grouped(side.data.topics.filter((m) => !m.passing), (m) => m.topic));
    const named = [a, b].map((side) => new Set([...side.data.worded, ...side.data.topics.map((m) => m.topic)])); // in passing and in other words too: what may be meant was not left out
    const telling = (found) => [...found].sort((x, y) => (x.quote.length > LONG) - (y.quote.length > LONG) || !/\d/.test(x.quote) - !/\d/.test(y.quote))[0];
    const quote = (report, m) => make("li", {}, make("blockquote", {}, m.quote), make("p", { className: "small" }, link(report, m.anchor, "看这一句", hidden(`，${names[m.topic]}，${report.title}`)), ` 共 ${m.count} 处`));
    const pick = (found) => (found ? [{ ...telling(found), count: found.length }] : []);
    const card = (id) => sides(make("a", { href: `${root}topics/${id}/` }, names[id]), a, pick(told[0].get(id)), b, pick(told[1].get(id)))(quote);
    const ids = Object.keys(names);
    return {
      both: ids.filter((id) => told[0].has(id) && told[1].has(id)).map(card),
      first: ids.filter((id) => told[0].has(id) && !named[1].has(id)).map(card),
      second: ids.filter((id) => told[1].has(id) && !named[0].has(id)).map(card),
    };
  }
  const looked = (report) => `《${report.title}》里没有配对上，不等于没有写；可能换了说法，请看全文。${report.excerpt ? "收录的是摘编，请看原文。" : ""}`;

  function draw(data, a, b, event) {
    const found = topics(data.topics, a, b);
    const notes = [
      a.office !== b.office && "两份不是同一个机构的文件：同名的数字，范围和算法不一定相同，只放在一起看，不比高低。",
      a.kind !== b.kind && `一份是${a.kind}，一份是${b.kind}：体裁不同，写的事本来就不全一样。`,
    ].filter(Boolean);
    refill(out, [
      make("h2", { id: "pair", tabIndex: -1 }, `${a.title} 与 ${b.title}`),
      make("p", { className: "lead" }, link(a, "top", a.title), " 和 ", link(b, "top", b.title), "。由程序读出，以原文为准。"),
      ...notes.map((note) => make("div", { className: "notice" }, make("p", {}, note))),
      section("figures", "两份文件都有的数字", "同一年的数，每个都能点回原句。", figures(a, b, true)),
      section("other-years", "两份文件都有、但不是同一年的数字", "年份不同，分开列，没有对照。", figures(a, b, false)),
      section("both", "两份都谈到的专题", "各引一句，其余见专题的页面。", found.both),
      section("second", `《${b.title}》里认出、另一份里没有配对上的专题`, looked(a), found.second),
      section("first", `《${a.title}》里认出、另一份里没有配对上的专题`, looked(b), found.first),
    ].filter(Boolean));
    out.hidden = false;
    if (event) document.getElementById("pair").focus(); // asked for here; who arrives by an address starts at the top
    window.gongkai.say(`对照好了：都谈到的专题 ${found.both.length} 个`);
  }

  function show(data, first, second, event) {
    const pair = [find(data, first), find(data, second)];
    if (!pair[0] || !pair[1] || first === second) return window.gongkai.say("请选两份不同的文件");
    if (pair[0].year > pair[1].year) pair.reverse();
    return Promise.all(pair.map(read))
      .then((files) => draw(data, { ...pair[0], data: files[0] }, { ...pair[1], data: files[1] }, event))
      .catch(() => window.gongkai.say("没有取到数据，请再试一次"));
  }

  listing.then((data) => {
    const asked = new URLSearchParams(location.search);
    ["a", "b"].forEach((side) => {
      const one = find(data, asked.get(side));
      fill(data, side, one ? one.office : 0, one && one.id);
      form.elements["office-" + side].addEventListener("change", (event) => fill(data, side, Number(event.target.value)));
    });
    if (!asked.get("b") && form.elements.b.options.length > 1) form.elements.b.selectedIndex = 1;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const [first, second] = [form.elements.a.value, form.elements.b.value];
      history.replaceState(null, "", `?a=${first}&b=${second}`);
      show(data, first, second, event);
    });
    if (asked.get("a") && asked.get("b")) show(data, asked.get("a"), asked.get("b"));
  }).catch(() => { form.hidden = true; });
})();
