// What the page says of a list that is more than the words as typed: how its places were come by, what was not found, and the
// site's own pages. Loaded with the first answer.

import { element, refill } from "./view.js";

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

const quoted = (words) => `“${words.join("”“")}”`;

// How the places were come by, true of the list as it is shown: `hits` are filtered and in order.
export function stepNote(answer, hits) {
  const { step, words, left = [], absent = [], swapped = [], keep, joined = [], topics = [] } = answer;
  const listed = words.join(step === "cut" || step === "loose" || step === "some" ? "、" : " ");
  const unused = step === "some" ? left.filter((word) => !absent.includes(word)) : left;
  const notes = step ? [absent.length && step === "some" ? absentNote(absent, keep, answer) : swapped.length ? swappedNote(swapped, listed) : STEPS[step](listed)] : [];
  if (unused.length) notes.push(`没有用上：${unused.join("、")}。`);
  notes.push(yearNote(answer, hits));
  const near = hits.filter((hit) => hit.near).length;
  const beside = [joined[0] > near ? `同义说法的 ${joined[0] - near} 处` : "", near ? `相关说法的 ${near} 处` : "", joined[1] && step !== "topic" ? `专题“${topics.join("”“")}”里其他说法的 ${joined[1]} 处` : ""].filter(Boolean);
  if (beside.length && hits.some((hit) => hit.via)) notes.push(`另有${beside.join("、")}，都已标明。`);
  return notes.join("");
}

// A word that stands nowhere is said to stand nowhere, and what lacks it is no answer.
function absentNote(absent, keep, { stand, about }) {
  return `在${keep ? "这个机构" : "本站"}的文件里找不到${quoted(absent)}；下面是${about ? `专题“${about}”` : `只含“${stand.join("、")}”`}的段落。`;
}

// What is only related to what was typed is no other name of it.
function swappedNote(swapped, listed) {
  const lacking = [...new Set(swapped.filter(({ same, held }) => !same && !held).map(({ from }) => from))];
  const kind = swapped.every(({ same }) => same) ? "同义说法" : "相关说法";
  return `${lacking.length ? `文件里找不到${quoted(lacking)}` : "没有和输入完全相同的内容"}，已按${kind}“${listed}”检索。`;
}

function yearNote({ years = [], complete, answered }, hits) {
  if (!hits.length || !complete) return "";
  const named = (list) => list.map((year) => `${year}年`).join("、");
  const held = years.filter((year) => hits.some((hit) => hit.report.year === year));
  const lacking = years.filter((year) => !held.includes(year));
  const first = held.length && held.includes(hits[0].report.year) && hits.some((hit) => !held.includes(hit.report.year)) ? `${named(held)}的报告排在前面。` : "";
  return first + (lacking.length && !answered ? `${named(lacking)}的文件里没有认出同时含有这些词的段落；下面别的年份的，也可能写到它。` : "");
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
  const { absent = [], unknown, named = [] } = answer;
  const where = named.length ? `在${named.join("、")}的文件里` : "本站";
  const looked = unknown ? "" : absent.length ? `${where}没有找到${quoted(absent)}${absent.length > 1 ? "这些词" : "这几个字"}，也许写的是别的说法` : `没有一处同时含有“${query}”里的词`;
  refill(box, element("p", {}, `${looked && `${looked}。`}换个说法、少输几个字，或者从下面进入。`)); // of a place that is unknown the answer above tells
  const parts = answer.parts.map((word) => element("li", {}, element("a", { href: linkFor(word) }, `只查“${word}”`)));
  if (parts.length) box.append(element("ul", { className: "plain-links" }, ...parts));
  const known = topics.map(({ text, href }) => element("li", {}, element("a", { href }, text)));
  if (known.length) box.append(element("h2", {}, "大家常看的专题"), element("ul", { className: "plain-links" }, ...known));
}
