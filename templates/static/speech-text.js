// What is read aloud, in which order, cut into sentences: title, date and source, then the body.
//
// A report has a table made by the build (reports/<id>/speech.json): the elements in order, and the
// spoken forms where they differ from the printed ones. Where there is none (other pages, a folder opened without a server) the page itself is
// read here, with the same cuts and the commonest spoken forms. A sentence is {text, range, table}.
window.gongkaiText = (function () {
  "use strict";
  const LIMIT = 60; // Google's voices stop after some 15 seconds; 60 characters take 13
  const BLOCKS = "p,li,h1,h2,h3,h4,h5,h6,dt,dd,td,th,blockquote,figcaption,caption,table,ul,ol,dl,section,article,div,aside,details,figure,header,footer,pre";
  const SKIP = "nav,form,button,dialog,svg,script,style,template,.beside,.actions,.permalink,.back,.reader,.no-read,[aria-hidden=true],[hidden],details:not([open])";

  // ---- the page's own text ----
  function ownTexts(el) {
    const walker = document.createTreeWalker(el, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      if (node.nodeType === 3) return NodeFilter.FILTER_ACCEPT;
      return node.matches(BLOCKS) || node.matches(SKIP) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    });
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  }
  const joined = (nodes) => nodes.map((node) => node.data).join("");

  function rangeOf(nodes, start, end) {
    const range = document.createRange();
    let at = 0;
    let open = false;
    for (const node of nodes) {
      const next = at + node.data.length;
      if (!open && start < next) { range.setStart(node, start - at); open = true; }
      if (end <= next) { range.setEnd(node, end - at); return range; }
      at = next;
    }
    return null;
  }
  function wholeOf(el) {
    const range = document.createRange();
    range.selectNodeContents(el);
    return range;
  }

  // ---- cuts: after 。！？； and closing marks; a long piece again at ，、：, never beyond LIMIT ----
  function cut(text) {
    const spans = [];
    const pieces = /[^。！？!?；;…\n]*(?:[。！？!?；;…\n]+[”’」』）)》】]*|$)/g;
    for (let m = pieces.exec(text); m && m[0]; m = pieces.exec(text)) {
      let start = m.index;
      const end = start + m[0].length;
      while (end - start > LIMIT) {
        const near = text.slice(start, start + LIMIT);
        const comma = Math.max(near.lastIndexOf("，"), near.lastIndexOf("、"), near.lastIndexOf("："), near.lastIndexOf(","));
        const stop = comma > 0 ? start + comma + 1 : start + LIMIT;
        spans.push([start, stop]);
        start = stop;
      }
      spans.push([start, end]);
    }
    return spans.filter((span) => text.slice(span[0], span[1]).trim());
  }

  // ---- spoken forms for pages without a table; builder/pages/speech.py has them all ----
  const FORMS = [
    [/https?:\/\/[\w./?=&%#~-]+/g, "网址链接"],
    [/[〔[［](\d{4})[〕\]］](\d+)号/g, "$1年$2号"],
    [/(\d),(?=\d{3}(?!\d))/g, "$1"],
    [/(\d{4})-0?(\d{1,2})-0?(\d{1,2})(?!\d)/g, "$1年$2月$3日"],
    [/(\d(?:\.\d+)?)\s*[—–～~-]+\s*(?=\d)/g, "$1到"],
    [/(\d+(?:\.\d+)?)到(\d+(?:\.\d+)?)[%％]/g, "百分之$1到$2"],
    [/(\d+(?:\.\d+)?)[%％]/g, "百分之$1"],
    [/(\d+(?:\.\d+)?)‰/g, "千分之$1"],
    [/㎡|m²/g, "平方米"],
    [/℃/g, "摄氏度"],
    [/\+/g, "加"],
  ];
  const spoken = (text) => FORMS.reduce((done, form) => done.replace(form[0], form[1]), text.trim());

  function sentences(el, out, table) {
    const nodes = ownTexts(el);
    const text = joined(nodes);
    cut(text).forEach((span) => {
      const say = spoken(text.slice(span[0], span[1]));
      if (/[\p{L}\p{N}]/u.test(say)) out.push({ text: say, range: rangeOf(nodes, span[0], span[1]), table });
    });
  }
  function readTable(table, out) {
    const rows = Array.from(table.rows);
    const heads = rows.length ? Array.from(rows[0].cells).map((cell) => cell.textContent.trim()) : [];
    const name = table.caption ? table.caption.textContent.trim() : "";
    out.push({ text: "表格：" + name + "，" + (rows.length - 1) + "行" + heads.length + "列。", range: table.caption ? wholeOf(table.caption) : null, table });
    rows.slice(1).forEach((row) => {
      const text = Array.from(row.cells).map((cell, i) => heads[i] + "，" + (cell.textContent.trim() || "无")).join("；");
      cut(text).forEach((span) => out.push({ text: spoken(text.slice(span[0], span[1])), range: wholeOf(row), table }));
    });
  }
  function walk(el, out, seen, table) {
    if (el.matches(SKIP) || seen.has(el)) return;
    seen.add(el);
    if (el.matches("table")) { readTable(el, out); return; }
    if (el.matches(BLOCKS)) sentences(el, out, table);
    const inside = el.matches("ol.records,dl.record") ? el : table;
    Array.from(el.children).forEach((child) => { if (child.matches(BLOCKS) || child.querySelector(BLOCKS)) walk(child, out, seen, inside); });
  }
  function fromPage() {
    const out = [];
    const seen = new Set();
    document.querySelectorAll("main h1, main .summary-box, main .record-box").forEach((box) => {
      if (!box.matches(".record-box")) { walk(box, out, seen); return; }
      seen.add(box);
      Array.from(box.children).forEach((row) => {
        if (!/发布机构|发布日期|信息来源/.test(row.firstElementChild.textContent)) return;
        const text = Array.from(row.children).map((cell) => joined(ownTexts(cell)).trim()).join("，");
        out.push({ text: spoken(text), range: wholeOf(row) });
      });
    });
    walk(document.querySelector("[data-speech]") || document.getElementById("main"), out, seen);
    return out;
  }

  // ---- the build's table ----
  // {"v": 2, "items": ["p1", ["p2", [cut, start, end, "spoken"]], {"id": "p3", "s": [[0, 12], [12, 30, "spoken"]]}, {"id": "c1", "say": ["…"], "table": 1}]}
  function cutHere(text, changes) {
    const other = new Map(changes.map((change) => [change[0], change]));
    return cut(text).map((span, i) => {
      const printed = text.slice(span[0], span[1]).trim();
      const [, start, end, said] = other.get(i) || [0, 0, 0, ""];
      return [span[0], span[1], printed.slice(0, start) + said + printed.slice(end)];
    }).filter((span) => /[\p{L}\p{N}]/u.test(span[2]));
  }
  function fromTable(data) {
    const out = [];
    data.items.forEach((line) => {
      const [id, ...changes] = Array.isArray(line) ? line : [line];
      const item = line.id === undefined ? { id } : line;
      const el = document.getElementById(item.id) || (item.id === "" ? document.querySelector("main h1") : null);
      if (item.say) {
        const box = el && (el.closest("tr, .record") || el);
        item.say.forEach((text) => out.push({ text, range: box && box.textContent.trim() ? wholeOf(box) : null, table: item.table }));
        return;
      }
      if (!el) return;
      const nodes = ownTexts(el);
      const text = joined(nodes);
      (item.s || cutHere(text, changes)).forEach((cutting) => {
        const whole = cutting[1] <= text.length ? rangeOf(nodes, cutting[0], cutting[1]) : wholeOf(el);
        out.push({ text: cutting[2] || text.slice(cutting[0], cutting[1]).trim(), range: whole, table: item.table });
      });
    });
    return out;
  }

  function queue(address) {
    if (!address || location.protocol === "file:") return Promise.resolve(fromPage());
    return fetch(address)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then((data) => (data.v === 2 ? fromTable(data) : fromPage()))
      .catch(fromPage);
  }
  return { queue, cut };
})();
