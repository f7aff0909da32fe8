// What the page says of a list that is more than the words as typed: how its places were come by, what was not found, and the
// site's own pages. Loaded with the first answer.

import { coreOf, OVER, QUESTION, WHETHER_OVER, yearsIn } from "./asked.js";
import { STOP } from "./excerpt.js";
import { AHEAD, BACK, TARGET } from "./figures.js";
import { findHits, fold, wordsOf } from "./fold.js";
import { asTyped } from "./spoken.js";
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
  near: (words) => `下面是写到“${words}”的相近段落。`,
  topic: (words) => `没有和输入完全相同的内容，下面是专题${quoted([words])}的段落。`,
};

const TELLING = 3; // topics that share a pair of characters: more of them, and the pair says nothing

const quoted = (words) => `“${words.map((word) => word.replace(/“/g, "‘").replace(/”/g, "’")).join("”“")}”`;

// How the places were come by, true of the list as it is shown: `hits` are filtered and in order.
export function stepNote(answer, hits) {
  const { step, words, keep, joined = [], topics = [], halves, sides, typed = "", promise } = answer;
  const said = (list = []) => [...new Set(list.map((word) => asTyped(word, typed)).filter((word) => word && word.search(QUESTION) < 0))]; // nothing is told as typed that nobody typed
  const [left, absent] = [said(answer.left), said(answer.absent)];
  const swapped = (answer.swapped || []).map((one) => ({ ...one, from: asTyped(one.from, typed) })).filter(({ from }) => from);
  if (halves) return halvesNote(halves, sides);
  const partly = step === "some" || step === "near";
  const mended = words.filter((word) => typed && !asTyped(word, typed)); // GPD: that GDP was looked for is told
  const listed = (partly && answer.stand.length ? [...new Set([...mended, ...answer.stand])] : words).join(step === "cut" || step === "loose" || partly ? "、" : " ");
  const lacking = stretches([...new Set([...said(answer.unwritten), ...absent])], typed);
  const unused = partly ? left.filter((word) => !lacking.some((one) => one.includes(word))) : left;
  const notes = promise ? [`问的是办成了没有，按“${promise}”查写到它的段落。`] : [];
  if (step === "near") notes.push(`没有逐字写“${typed}”。${STEPS.near(listed)}`);
  else if (step) notes.push(lacking.length && step === "some" ? absentNote(lacking, keep, answer) : swapped.length ? swappedNote(swapped, listed) : STEPS[step](listed));
  if (unused.length) notes.push(`没有用上：${unused.join("、")}。`);
  const nowhere = unused.filter((word) => (answer.nowhere || []).includes(word));
  if (nowhere.length) notes.push(`本站的文件里找不到${quoted(nowhere)}，下面的段落都没有写它。`);
  notes.push(yearNote(answer, hits));
  const near = hits.filter((hit) => hit.near).length;
  const beside = [joined[0] > near ? `同义说法的 ${joined[0] - near} 处` : "", near ? `相关说法的 ${near} 处` : "", joined[1] && step !== "topic" ? `专题${quoted(topics)}里其他说法的 ${joined[1]} 处` : ""].filter(Boolean);
  if (beside.length && hits.some((hit) => hit.via)) notes.push(`另有${beside.join("、")}，都已标明。`);
  return notes.join("");
}

// Words that overlap in what was typed, as the stretch that they are: 工地灰 and 灰尘 of 工地灰尘大.
function stretches(words, typed) {
  const spans = words.map((word) => [typed.indexOf(word), word]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0]);
  const told = spans.reduce((made, [at, word]) => {
    const last = made[made.length - 1];
    if (last && at < last[0] + last[1].length) last[1] = typed.slice(last[0], Math.max(last[0] + last[1].length, at + word.length));
    else made.push([at, word]);
    return made;
  }, []);
  const merged = (word) => (told.find(([at, own]) => typed.indexOf(word) >= at && typed.indexOf(word) + word.length <= at + own.length) || [0, word])[1];
  return [...new Set(words.map(merged))];
}

// A word that stands nowhere is said to stand nowhere, and what lacks it is no answer.
function absentNote(absent, keep, { stand, about, named = [] }) {
  return `${keep ? (named.length > 1 ? "这些机构" : "这个机构") : "本站"}的文件没有逐字写${quoted(absent)}；下面是${about ? `专题${quoted([about])}` : `只含“${stand.join("、")}”`}的段落。`;
}

// Two things (or two offices' `sides`) asked in one question, each looked for by itself.
function halvesNote(halves, sides) {
  const told = halves.map(({ text, answer }) => `“${text}”：${answer.hits.length ? stepNote(answer, answer.hits) || `${answer.hits.length} 处。` : "没有逐字写它的段落。"}`);
  return `${sides ? "每个机构各查一遍" : "分成两件事来查"}，轮流列出。${told.join("")}`;
}

// What is only related to what was typed is no other name of it.
function swappedNote(swapped, listed) {
  const lacking = [...new Set(swapped.filter(({ same, held }) => !same && !held).map(({ from }) => from))];
  const kind = swapped.every(({ same }) => same) ? "同义说法" : "相关说法";
  return `${lacking.length ? `文件没有逐字写${quoted(lacking)}` : "没有和输入完全相同的内容"}，已按${kind}“${listed}”检索。`;
}

function yearNote({ years = [], complete, answered }, hits) {
  if (!hits.length || !complete) return "";
  const named = (list) => list.map((year) => `${year}年`).join("、");
  const of = (hit) => hit.ofYear || hit.report.year;
  const held = years.filter((year) => hits.some((hit) => of(hit) === year));
  const lacking = years.filter((year) => !held.includes(year));
  const parted = held.length && held.includes(of(hits[0])) && hits.some((hit) => !held.includes(of(hit)));
  const first = parted ? (hits.some((hit) => hit.ofYear) ? `写${named(held)}的段落排在前面。` : `${named(held)}的报告排在前面。`) : "";
  return first + (lacking.length && !answered ? `${named(lacking)}的文件里没有认出同时含有这些词的段落；下面别的年份的，说的可能是当时的打算，不是所问这一年的结果。` : "");
}

// Behind each excerpt, where its headings say it: of which year's plan or account it is. A report that is all plan or all account says so itself.
export async function tellHalves(list, alive) {
  for (const node of list.querySelectorAll(".result:not([data-half])")) {
    const { place } = node;
    node.setAttribute("data-half", "");
    if (place.report.kind === "计划" || place.report.kind === "总结") continue;
    const half = await halfAbove(place);
    if (!alive()) return;
    if (half) node.querySelector(".excerpt").append(" ", element("span", { className: "result-edition" }, `（${half}）`));
  }
}

async function halfAbove({ shard, record, report }) {
  const above = [record];
  while (shard.table.parents[above[0]] >= 0) above.unshift(shard.table.parents[above[0]]);
  return halfOf((await shard.texts(above)).map(({ heading }) => heading), report.kind === "工作报告" ? report.year : 0);
}

// Is it asked what became of a thing (涨了多少, 完成了吗), not what is to come? Then results stand before targets.
const PAST = /[\u3400-\u9fff]了(?:多少|几|[哪什]|没|吗|百分)|(?:增长|下降|完成|提高|实现|做|办)了|实际|完成情况/;

// Which year the first passages of work reports tell of (`ofYear`), and whether as an aim, where a heading says it: of a year that the
// query names and that is over, and where results are asked for.
export async function toldYears(hits, years, query) {
  const [dated, past] = [years.length > 0 && yearsIn(query).join() === years.join(), PAST.test(query) && !TARGET.test(query)];
  const newest = Math.max(0, ...hits.flatMap(({ shard }) => shard.table.reports.map(({ year }) => year)));
  const asked = hits.filter(({ report, via }) => (dated && !via && report.kind === "工作报告") || past);
  for (const hit of asked) {
    const half = hit.report.kind === "计划" ? "打算" : await halfAbove(hit);
    const [, year] = half.match(/(\d{4})年/) || [];
    if (year && dated && !hit.via) hit.ofYear = Number(year);
    if (past || (year && years.some((one) => one < newest))) hit.aim = half.includes("打算") && !TARGET.test(query);
    if (past && hit.aim) hit.beside = (hit.beside || 0) + 2; // behind results that say it otherwise
    else if (past && !dated) hit.beside = (hit.beside || 0) + Math.min(1, 0.4 * (newest - hit.report.year)); // of results the newest
  }
  return asked.length > 0;
}

const DONE = new RegExp(`${OVER.join("|")}|办完|做完|落地|见效|到位`);
const SUM = /多少钱|[花拨投补发]了?多少(?![\u3400-\u9fff]*[个家人户套])|多少[万亿]?元/;
const MANY = /多少|几(?!乎|年|时)|多[长高深宽远重大](?=$|[了呢吗？?])/;

// Does a place say, in one sentence with the words, what would answer the query: a sum of money, a figure, that a thing is done? 1 or 0;
// null where nothing of this is asked. What a plan says is to be completed is not done.
export function seekOf(query) {
  const figure = SUM.test(query) ? /\d[\d.,]*[十百千万亿]*元/ : MANY.test(query) ? /\d[\d.,]*(?![\d.,]|年|月|日)/ : null;
  if (!figure && !WHETHER_OVER.test(query)) return null;
  return async (hit, words) => {
    const rest = (sentence) => words.reduce((left, word) => left.split(word).join(""), sentence);
    const says = hit.text.text.split(STOP).some((sentence) => words.every((word) => findHits(sentence, word).length) && (figure || DONE).test(rest(sentence)));
    return says && (figure || (hit.report.kind !== "计划" && !(await halfAbove(hit)).includes("打算"))) ? 1 : 0;
  };
}

// The outermost heading that is of one half alone: 二、2025年主要目标任务 → 2025年的打算，不是结果. A work report, given in the year `given`,
// plans for that year where a heading has nothing but the year (2026年主要工作), and looks back on those before.
export function halfOf(headings, given = 0) {
  for (const heading of headings) {
    const [ahead, back] = [AHEAD.test(heading), BACK.test(heading)];
    const [year = ""] = heading.match(/(?<!\d)(?:19|20)\d{2}年(?!前)/) || [];
    const tells = given && year && !ahead && !back;
    if (ahead === back && !tells) continue;
    return (tells ? parseInt(year, 10) >= given : ahead) ? `${year ? `${year}的` : "写的是"}打算或目标，不是结果` : `写在${year ? `${year}的` : ""}回顾里`;
  }
  return "";
}

const SUBJECTS = { topic: "专题", term: "术语" };

// “专题：马山旧改，11 处，2020—2026年”, one line each, linked to the page that gathers the places.
export function renderSubjects(found, root) {
  const file = location.protocol === "file:" ? "index.html" : "";
  return found.map(([kind, text, path, , note]) =>
    element("span", {}, `${SUBJECTS[kind]}：`, element("a", { href: root + window.gongkai.own(path) + file }, text), note ? `，${note}` : ""),
  );
}

// How an office is reached: asked of none of the things that its documents write about.
const OFFICE = "(?:(?:人民)?政府|街道办事处|办事处|街道办?|居委会|村委会|单位|部门|机关|办公室|办事大厅|服务中心|窗口|派出所|法院|[\\u3400-\\u9fff]{2}局|你们|官方)";
const REACHED = new RegExp(`^(?:请问|想知道|我要?|打|找|去|查)*[\\u3400-\\u9fff]{0,14}?${OFFICE}的?(?:联系|办公|咨询|服务|投诉)?(?:电话|号码|地址|邮箱|传真|联系[方人电]|怎么联系|位置|地点|在哪|怎么走|怎么去|几点|什么时候[上下开]|周[六日末]|中午|上班|下班|开门|办公时间|工作时间)`);

const OPEN = /^(?:请问)?(?:周末|周[六日]|星期[六日天]|节假日|中午|你们)*(?:几点|什么时候)?(?:上班|下班|开门|办公)(?:到?几点|吗|时间|不|没有?)*[？?]*$/;

// Does a query ask how an office is reached or when it is open? 办事处电话, 政府在哪里, 街道几点上班.
export function asksToReach(query) {
  return (REACHED.test(query.replace(/\s+/g, "")) || OPEN.test(query)) && !/热线|诈|骗|12345/.test(query);
}

// Does a query ask for little else than one of the pages that it names? 申请公开, not 谁负责 of 旧改谁负责.
export function asksForPage(query, found) {
  const asked = fold(query).text;
  const names = found.flatMap(([, text, , also]) => [text, ...also].map((name) => fold(name).text)).filter((name) => asked.includes(name));
  const most = Math.max(0, ...names.map((name) => name.replace(QUESTION, "").length));
  if (asksToReach(asked)) return true;
  return most > 1 && most * 2 + 1 >= coreOf(wordsOf(query)).join("").length;
}

// The site's own pages that the query names.
export function renderPages(box, found, root) {
  const file = location.protocol === "file:" ? "index.html" : "";
  const rows = found.map(([, text, path, , note]) =>
    element("li", {}, element("a", { href: root + window.gongkai.own(path) + file }, text), " ", element("span", { className: "tag" }, "页面"), note ? ` ${note}` : ""),
  );
  refill(box, ...(rows.length ? [element("h2", {}, "本站的页面"), element("ul", { className: "plain-links" }, ...rows)] : []));
}

// The topics to look through, those first that have a word of what was asked, or of what is written for it: [name].
export function topicsNear(known, usual, wanted, query) {
  const topics = known.filter(([kind, , path]) => kind === "topic" && path).map(([, text, , also]) => [text, ...also]);
  const pairs = new Set([query, ...wanted].flatMap((text) => Array.from(text).slice(1).map((char, at) => Array.from(text)[at] + char)));
  const telling = Array.from(pairs, (pair) => topics.filter((names) => names.some((name) => name.includes(pair)))).filter((found) => found.length && found.length <= TELLING);
  const near = [...new Set(telling.flat())].map(([text]) => text);
  return { near: near.slice(0, 6), usual: usual.filter((text) => !near.includes(text)) };
}

// Nothing that is near: what was looked for, the query's own words one by one, then topics to look through.
export function renderNothing(box, query, answer, { near, usual }, linkFor) {
  const { unknown, named = [], typed = "", alike = [] } = answer;
  const absent = (answer.absent || []).map((word) => asTyped(word, typed)).filter(Boolean);
  const where = named.length ? `${named.join("、")}的文件` : "";
  const looked = unknown ? "" : absent.length ? (alike.length ? `${where || "本站的文件"}里没有${quoted(absent)}，同义的${quoted(alike)}也没有。` : `${where}没有逐字写${quoted(absent)}，也许写的是别的说法。`) : `${where}没有一段把“${query}”里的词都写到。`;
  refill(box, element("p", {}, `${looked}可以换个说法、少输几个字，或者从下面看起。`)); // of a place that is unknown the answer above tells
  const link = (text, word = text) => element("li", {}, element("a", { href: linkFor(word) }, text));
  if (answer.parts.length) box.append(element("ul", { className: "plain-links" }, ...answer.parts.map((word) => link(`只查“${word}”`, word))));
  const lists = [["也许在这些专题里", near], ["大家常看的专题", usual]].filter(([, texts]) => texts.length);
  for (const [head, texts] of lists) box.append(element("h2", {}, head), element("ul", { className: "plain-links" }, ...texts.map((text) => link(text))));
}
