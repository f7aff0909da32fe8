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

const YEAR = /(\d{4}年)/; // a title breaks beside its year, not within: 西区街道 2024年 工作总结

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
    const notes = [joined ? joined(group[0]) : step === LACKING || group[0].lacking ? `只含“${group[0].words.join("、")}”` : "", info.year ? `${info.year}年` : "", info.kind, info.short || "未标注机构"].filter(Boolean).join(" · ");
    const title = element("h2", { className: "result-report" }, element("a", { href: reportUrl }, ...report.split(YEAR).filter(Boolean).flatMap((part, at) => (at ? [element("wbr"), part] : [part]))));
    if (info.edition === "摘编") title.append(" ", element("span", { className: "tag" }, "摘编"));
    const section = element("section", { className: "result-group", ...(joined ? { "data-joined": "" } : {}) }, title, element("p", { className: "result-notes" }, notes));
    for (const item of group) section.append(result(item, (joined && step !== "topic") || step === LACKING || item.lacking ? "data-related" : "data-result"));
    list.append(section);
  }
}

export const LACKING = "lacking"; // in place of a step: the places lack a word that no document has

const JOINED = [null, ({ words, near }) => `${near ? "相关" : "同义"}说法：${words.join(" ")}`, ({ topic }) => `专题：${topic}`];

function grouped(items) {
  const groups = new Map();
  for (const item of items) {
    const key = `${item.reportUrl} ${item.via} ${item.tier < -8} ${item.half} ${item.late}`; // the best of each of two offices stands alone, before the rest; so does what tells of the year asked
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return [...groups.values()];
}

function result(item, role) {
  const link = element("a", { href: item.url }, ...marked(item.headingPieces));
  const excerpt = element("p", { className: "excerpt" }, ...marked(item.pieces));
  const node = element("div", { className: "result", place: item.hit, [role]: "" }, element("h3", { className: "result-heading" }, link));
  if (item.lead.length) node.append(element("p", { className: "result-lead" }, ...marked(item.lead)));
  node.append(excerpt);
  node.append(element("span", { className: "report heard" }, item.report));
  return node;
}
