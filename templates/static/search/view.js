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

// Other nodes in place of those that a box held.
export function refill(box, ...nodes) {
  box.textContent = "";
  box.append(...nodes);
}

function marked(pieces) {
  return pieces.map(({ text, hit }) => (hit ? element("mark", {}, text) : text));
}

export function excerptHtml(pieces) {
  return element("p", {}, ...marked(pieces)).innerHTML;
}

// Items of one page, grouped by report in the order of each report's best place. Places that joined (another name for
// the same thing, a topic's passages) are groups of their own behind those that hold the words, and related rather than
// results, unless they are all there is (`step` topic).
export function renderItems(list, items, step) {
  for (const group of grouped(items)) {
    const { info, report, reportUrl } = group[0];
    const joined = JOINED[group[0].via];
    const notes = [joined ? joined(group[0]) : "", info.year ? `${info.year}年` : "", info.kind, info.short || "未标注机构"].filter(Boolean).join(" · ");
    const title = element("h2", { className: "result-report" }, element("a", { href: reportUrl }, report));
    if (info.edition === "摘编") title.append(" ", element("span", { className: "tag" }, "摘编"));
    const section = element("section", { className: "result-group", ...(joined ? { "data-joined": "" } : {}) }, title, element("p", { className: "result-notes" }, notes));
    for (const item of group) section.append(result(item, info, joined && step !== "topic" ? "data-related" : "data-result"));
    list.append(section);
  }
}

const JOINED = [null, ({ words }) => `同义说法：${words.join(" ")}`, ({ topic }) => `专题：${topic}`];

function grouped(items) {
  const groups = new Map();
  for (const item of items) {
    const key = `${item.reportUrl} ${item.via} ${item.tier < -8}`; // the best of each of two offices stands alone, before the rest
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return [...groups.values()];
}

function result(item, info, role) {
  const link = element("a", { href: item.url }, ...marked(item.headingPieces));
  const excerpt = element("p", { className: "excerpt" }, ...marked(item.pieces));
  if (info.edition === "摘编") excerpt.append(" ", element("span", { className: "result-edition" }, "（摘编文字，不是原文）"));
  const node = element("div", { className: "result", [role]: "" }, element("h3", { className: "result-heading" }, link));
  if (item.lead.length) node.append(element("p", { className: "result-lead" }, ...marked(item.lead)));
  node.append(excerpt);
  node.append(element("span", { className: "report heard" }, item.report));
  return node;
}

const STEPS = {
  traditional: (words) => `没有和输入完全相同的内容，已换成简体“${words}”。`,
  unit: (words) => `没有和输入完全相同的数字，已按同一数值的写法“${words}”检索。`,
  synonym: (words) => `没有和输入完全相同的内容，已按同义说法“${words}”检索。`,
  cut: (words) => `没有和输入完全相同的内容，已分成几个词检索，同时含有：${words}。`,
  pinyin: (words) => `已按拼音找到“${words}”。`,
  typo: (words) => `没有找到输入的内容，下面是“${words}”的结果。`,
  question: (words) => `没有和这句话相同的内容，已按其中的词“${words}”检索。`,
  loose: (words) => `没有一处含有全部的词，下面只按这些词检索：${words}。`,
  some: (words) => `没有一处含有全部的词，下面的段落只含有其中一些：${words}。`,
  topic: (words) => `没有和输入完全相同的内容，下面是专题“${words}”的段落。`,
};

// How the places were come by, true of the list as it is shown: `hits` are filtered and in order.
export function stepNote(answer, hits) {
  const { step, words, left = [], joined = [], topics = [] } = answer;
  const listed = words.join(step === "cut" || step === "loose" || step === "some" ? "、" : " ");
  const notes = step ? [STEPS[step](listed)] : [];
  if (left.length) notes.push(`没有用上：${left.join("、")}。`);
  notes.push(yearNote(answer, hits));
  const beside = [joined[0] ? `同义说法的 ${joined[0]} 处` : "", joined[1] && step !== "topic" ? `专题“${topics.join("”“")}”里其他说法的 ${joined[1]} 处` : ""].filter(Boolean);
  if (beside.length && hits.some((hit) => hit.via)) notes.push(`另有${beside.join("、")}，都已标明。`);
  return notes.join("");
}

function yearNote({ years = [], complete }, hits) {
  if (!hits.length || !complete) return "";
  const named = (list) => list.map((year) => `${year}年`).join("、");
  const held = years.filter((year) => hits.some((hit) => hit.report.year === year));
  const lacking = years.filter((year) => !held.includes(year));
  const first = held.length && held.includes(hits[0].report.year) && hits.some((hit) => !held.includes(hit.report.year)) ? `${named(held)}的报告排在前面。` : "";
  return first + (lacking.length ? `${named(lacking)}的文件里没有认出同时含有这些词的段落，下面是别的年份的。` : "");
}

const SUBJECTS = { topic: "专题", term: "术语" };

// “专题：马山旧改，11 处，2020—2026年”, one line each, linked to the page that gathers the places.
export function renderSubjects(found, root) {
  const file = location.protocol === "file:" ? "index.html" : "";
  return found.map(([kind, text, path, , note]) =>
    element("span", {}, `${SUBJECTS[kind]}：`, element("a", { href: root + window.gongkai.own(path) + file }, text), note ? `，${note}` : ""),
  );
}

// The site's own pages that the query names, after the passages of the reports.
export function renderPages(box, found, root) {
  const file = location.protocol === "file:" ? "index.html" : "";
  const rows = found.map(([, text, path, , note]) =>
    element("li", {}, element("a", { href: root + window.gongkai.own(path) + file }, text), " ", element("span", { className: "tag" }, "页面"), note ? ` ${note}` : ""),
  );
  refill(box, ...(rows.length ? [element("h2", {}, "本站的页面"), element("ul", { className: "plain-links" }, ...rows)] : []));
}

// Nothing found: say so, offer the query's own words one by one, then topics to look through.
export function renderNothing(box, query, answer, topics, linkFor) {
  refill(box, element("p", {}, `本站没有找到“${query}”。换个说法、少输几个字，或者从下面进入。`));
  const parts = answer.parts.map((word) => element("li", {}, element("a", { href: linkFor(word) }, `只查“${word}”`)));
  if (parts.length) box.append(element("ul", { className: "plain-links" }, ...parts));
  const known = topics.map(({ text, href }) => element("li", {}, element("a", { href }, text)));
  if (known.length) box.append(element("h2", {}, "大家常看的专题"), element("ul", { className: "plain-links" }, ...known));
}
