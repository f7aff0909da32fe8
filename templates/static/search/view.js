// Results as an ordinary list with headings: report, its places, excerpt. Text goes in as text, never as HTML.

export function element(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("data-") || key.startsWith("aria-")) node.setAttribute(key, value);
    else node[key] = value;
  }
  node.append(...children);
  return node;
}

function marked(pieces) {
  return pieces.map(({ text, hit }) => (hit ? element("mark", {}, text) : text));
}

export function excerptHtml(pieces) {
  return element("p", {}, ...marked(pieces)).innerHTML;
}

// Items of one page, grouped by report in the order of each report's best place.
export function renderItems(list, items) {
  for (const group of grouped(items)) {
    const { info, report, reportUrl } = group[0];
    const notes = [info.year ? `${info.year}年` : "", info.kind, info.short || "未标注机构"].filter(Boolean).join(" · ");
    const title = element("h2", { className: "result-report" }, element("a", { href: reportUrl }, report));
    if (info.edition === "摘编") title.append(" ", element("span", { className: "tag" }, "摘编"));
    const section = element("section", { className: "result-group" }, title, element("p", { className: "result-notes" }, notes));
    for (const item of group) section.append(result(item, info));
    list.append(section);
  }
}

function grouped(items) {
  const groups = new Map();
  for (const item of items) {
    if (!groups.has(item.reportUrl)) groups.set(item.reportUrl, []);
    groups.get(item.reportUrl).push(item);
  }
  return [...groups.values()];
}

function result(item, info) {
  const link = element("a", { href: item.url }, ...marked(item.headingPieces));
  const excerpt = element("p", { className: "excerpt" }, ...marked(item.pieces));
  if (info.edition === "摘编") excerpt.append(" ", element("span", { className: "result-edition" }, "（摘编文字，不是原文）"));
  const node = element("div", { className: "result", "data-result": "" }, element("h3", { className: "result-heading" }, link));
  if (item.lead.length) node.append(element("p", { className: "result-lead" }, ...marked(item.lead)));
  node.append(excerpt);
  node.append(element("span", { className: "report visually-hidden" }, item.report));
  return node;
}

const STEPS = {
  traditional: (words) => `没有和输入完全相同的内容，已换成简体“${words}”。`,
  unit: (words) => `没有和输入完全相同的数字，已按同一数值的写法“${words}”检索。`,
  synonym: (words) => `没有和输入完全相同的内容，已按同义说法“${words}”检索。`,
  cut: (words) => `没有和输入完全相同的内容，已分成几个词检索，下面每处都同时含有：${words}。`,
  pinyin: (words) => `已按拼音找到“${words}”。`,
  typo: (words) => `没有找到输入的内容，下面是“${words}”的结果。`,
  question: (words) => `没有和这句话相同的内容，已按其中的词“${words}”检索。`,
  loose: (words) => `没有一处含有全部的词，下面只按这些词检索：${words}。`,
};

export function stepNote(query, answer) {
  if (!answer.step) return "";
  const listed = answer.words.join(answer.step === "cut" || answer.step === "loose" ? "、" : " ");
  const soft = answer.soft?.length ? `${answer.soft.join("、")}的报告排在前面。` : "";
  return STEPS[answer.step](listed) + soft;
}

const SUBJECTS = { topic: "专题", term: "术语" };

// “专题：马山旧改，11 处，2020—2026年”, one line each, linked to the page that gathers the places.
export function renderSubjects(found, reports) {
  const file = location.protocol === "file:" ? "index.html" : "";
  return found.map(([kind, text, path, , note]) =>
    element("span", {}, `${SUBJECTS[kind]}：`, element("a", { href: reports + path + file }, text), note ? `，${note}` : ""),
  );
}

// Nothing found: say so, offer the query's own words one by one, then topics to look through.
export function renderNothing(box, query, answer, topics, linkFor) {
  box.replaceChildren(element("p", {}, `本站没有找到“${query}”。换个说法、少输几个字，或者从下面进入。`));
  const parts = answer.parts.map((word) => element("li", {}, element("a", { href: linkFor(word) }, `只查“${word}”`)));
  if (parts.length) box.append(element("ul", { className: "plain-links" }, ...parts));
  const known = topics.map(({ text, href }) => element("li", {}, element("a", { href }, text)));
  if (known.length) box.append(element("h2", {}, "大家常看的专题"), element("ul", { className: "plain-links" }, ...known));
}
