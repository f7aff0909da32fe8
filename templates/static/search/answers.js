// Questions about a figure, answered from the ledger: “2024年生产总值是多少”, “新增学位多少个”, “GDP”.
// `answer` finds, `figureAnswer` shows. Only what a report says is repeated, with its sentence and the way to it.

import { COMPARE, PLAIN } from "./compared.js";
import { ACTUAL, GROWTH, MEASURES, SHORT, TARGET, YEARS } from "./figures.js";
import { isToBe, placesInFull, plainly, promiseIn } from "./spoken.js";

const HOW_MANY = `(?:多少|几)(?:${MEASURES})`;
const STATE = /目标|完成了吗|达到了吗|是什么水平/;
const ASKS_FIGURE = new RegExp(`多少|${HOW_MANY}|增速|增长率`);
const NOISE = new RegExp(
  `请问|我想知道|想知道|查一下|告诉我|一共|总共|大概|大约|增长率|增速|上升|(?:${TARGET.source}|${ACTUAL.source}|增长|下降|提高)了?|(?:是|有|为|到)?(?:${HOW_MANY}|多少)|怎么样|怎样|如何|情况|全年|年度|数据|数字|没有?|\\d[\\d.]*%|[的了吗呢吧啊是有，。？?！!,、\\s]`,
  "g",
);
// Words of a comparison: whose is the most, the fastest. They name no figure.
const COMPARING = /(?:哪|几|两|各)一?[个些家]?(?:省份?|市|区|县|镇|乡|街道?|村|地方|机构|地)|哪[个些家里儿]|谁家?的?|最(?=[快慢多少高低长久大小强好])|(?:更|比较)(?=[快慢多少高低长久大小强好])|[快慢多少高低长久大小强好]?还是|相比|对比|比较|排名|排行|排第几|[打长涨来]得(?=最?[快慢多少高低长久大小强]\s*$)|(?:^|\s)[和与跟同比、]+(?=\s|$)/g;
const PEOPLE = "(?:人(?![均口才民大工])|老百姓|百姓|居民(?!收|人|消|医))?"; // 浙江人能活多少岁 is asked of the province
const DONE = /(?:增长|增加|下降|上升|提高|完成|实现|达到|[涨降增减改建拆修种招拿花])了/; // asks for results
const RATE = /涨幅|增幅|增速|增长率|降幅/; // itself the rate at which something grows
const COMPARED = /[快慢多少高低长久大小强好]\s*$/;
const KINDS = { t: "目标", a: "完成", s: "现状" };
const SHOWN = 3;
const LISTED = 12; // offices of a comparison
const JUDGED = /^(?:达到|接近|未达到)$/;
const RANK = "省市县区州盟旗镇乡街村局"; // behind an everyday name these make another place of it: 吉林 is not 吉林市
// What may stand beside a figure's name without making another figure, or another place's, of it.
const BESIDE = /^(?:全[省市区县镇乡街]|[本我][省市区县镇乡街地]|各[省市区县镇乡街地]|街道|新增|增加|增长率?|增幅|增|涨|共|总量?|总额|累计|水平|规模|数量?|额|值|量|个|家|[年了的在和与])*$/;

const DEALT = /^(?:走访|签约|检查|抽查|巡查|服务|联系|慰问|帮扶|惠及|覆盖|推荐|申报|查处|排查|参展|参加|组织|帮助|走进|接待|发展|下沉)/; // how many were dealt with is not how many there are

export function fold(text) {
  const key = text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .toLowerCase()
    .replace(/[\s“”‘’"'《》()（）·]/g, "");
  return SHORT.reduce((made, pair) => made.split(pair[0]).join(pair[1]), key);
}

// What a query asks: {years, kind, growth, offices, subject, question}.
export function readQuestion(query, data) {
  let rest = query.normalize("NFKC");
  const figure = ASKS_FIGURE.test(rest);
  const years = [];
  for (const [word, step] of YEARS) {
    if (rest.includes(word)) {
      years.push(data.today + step);
      rest = rest.replace(word, " ");
    }
  }
  rest = rest.replace(/((?:19|20)\d{2})(?:年度?|(?!\d))/g, (_, year) => (years.push(Number(year)), " "));
  const offices = new Set();
  const called = data.offices.flatMap(([id, , names, everyday]) => [...names.map((name) => [id, name]), ...(everyday ? [[id, everyday, true]] : [])]);
  for (const [id, name, everyday] of called.sort((a, b) => b[1].length - a[1].length)) {
    const at = rest.indexOf(name);
    if (at < 0 || (everyday && RANK.includes(rest[at + name.length] || " "))) continue;
    offices.add(id);
    rest = rest.replace(new RegExp(`${name}${PEOPLE}`), " ");
  }
  const compares = COMPARE.test(query) || offices.size > 1;
  if (compares) rest = rest.replace(COMPARING, " ").replace(COMPARED, " ");
  const names = (data.indicators || []).flatMap(([name, others]) => [name, ...others]).filter((name) => rest.includes(name));
  const bare = names.reduce((left, name) => left.split(name).join(" "), rest); // 人均预期寿命 asks for no target
  const [aims, ends] = [TARGET.test(bare) || isToBe(rest), ACTUAL.test(bare) || DONE.test(rest)];
  const kind = aims && !ends ? "t" : ends && !aims ? "a" : ""; // 目标完成了吗 asks for both
  const growth = GROWTH.test(rest);
  rest = plainly(rest);
  return { years, kind, growth, offices, figure, compares, rest, question: figure || STATE.test(query), subject: fold(rest.replace(NOISE, "")), whole: fold(rest) };
}

// How well a name fits what is asked: 3 the same, 2–3 one inside the other. A place that no office here is called by,
// or any other word that is not explained, fits nothing: better no answer than another office's.
function fit(name, asked) {
  const own = fold(name);
  if (!own || !asked.subject) return 0;
  if (own === asked.subject || own === asked.whole) return 3;
  const [short, long] = own.length < asked.subject.length ? [own, asked.subject] : [asked.subject, own];
  if (long === asked.subject && !long.split(short).every((rest) => BESIDE.test(rest))) return 0;
  if (long === own && DEALT.test(own) && long.endsWith(short)) return 0;
  if (short.length >= 2 && long.includes(short)) return short.length >= 3 || short.length * 2 >= long.length ? 2 + short.length / long.length : 0;
  return 0;
}

// What a figure is called by those who ask for it: {said, names}, where nothing else stands beside it; the longest first.
function calledBy(asked, everyday) {
  const said = everyday.flatMap((group) => group.slice(0, group.indexOf(">")).map((word) => [word, group])).sort((a, b) => b[0].length - a[0].length);
  const bare = asked.rest.replace(PLAIN, "").replace(NOISE, ""); // 农民一年挣多少钱 → 农民挣
  const alone = (text, word) => text.includes(word) && BESIDE.test(fold(text.split(word).join(" ").replace(/平均|[能会都]/g, "").replace(PLAIN, " ").replace(NOISE, "")));
  const found = said.find(([word]) => alone(asked.rest, word) || alone(bare, word));
  return found && { said: found[0], names: found[1].slice(found[1].indexOf(">") + 1) };
}

// {asked, groups: [{name, page, figures, lacking}]}; null when the query asks for no figure.
export async function answer(query, source) {
  const data = await source.index();
  const asked = readQuestion(query, data);
  const goal = asked.subject ? null : calledBy(asked, data.everyday || []); // 增长目标: all words of a figure that names none, and yet one is meant
  if (!asked.subject && !goal) return null;
  let fits = data.indicators.map(([name, others]) => Math.max(...[name, ...others].map((one) => fit(one, asked))));
  let called = goal;
  if (asked.subject && (asked.question || asked.compares || asked.years.length) && Math.max(0, ...fits) < 3) called = calledBy(asked, data.everyday || []);
  const meant = called && called.names.find((one) => data.indicators.some(([name, others]) => name === one || others.includes(one)));
  if (meant) fits = data.indicators.map(([name, others]) => (name === meant || others.includes(meant) ? 3 : 0));
  const best = Math.max(0, ...fits);
  if (best < (asked.question ? 2 : 3)) return asked.figure ? { asked, groups: [] } : null;
  const fitting = [...data.indicators.keys()].filter((i) => fits[i] === best);
  const known = await source.figures(fitting.slice(0, SHOWN * 4));
  const figures = asked.offices.size ? known.figures.filter((f) => asked.offices.has((data.offices[f[1]] || [])[0])) : known.figures;
  const names = new Map();
  for (const i of fitting) if (figures.some((f) => f[0] === i)) names.set(data.indicators[i][0], [...(names.get(data.indicators[i][0]) || []), i]);
  const from = { ...data, reports: known.reports };
  const groups = [...names].slice(0, SHOWN).map(([name, indexes]) => ({
    ...pick(name, indexes, figures, asked, from),
    said: meant ? called.said : "",
    lines: (asked.compares || asked.question) && asked.offices.size !== 1 ? sideBySide(figures.filter((f) => indexes.includes(f[0])), asked, from) : [],
  }));
  const aimed = (group) => asked.kind === "a" && !asked.years.length && group.lacking === group.kind && group.figures.every(({ year }) => year >= data.today); // asked what was, no aim is told
  const kept = groups.filter((group) => group.figures.length && !aimed(group) && (group.lacking !== "year" || best >= 3)); // of another year only what is surely meant
  for (const group of kept) if (group.lacking) group.near = await nearNames(group, asked, figures, data, source);
  return kept.length || asked.figure ? { asked, groups: kept } : null;
}

// What a group lacks may stand under a longer name, which is told with it: 中小学新增公办学位.
async function nearNames(group, asked, figures, data, source) {
  const name = fold(group.name);
  const longer = [...data.indicators.keys()].filter((i) => fold(data.indicators[i][0]).includes(name) && fold(data.indicators[i][0]) !== name);
  if (!longer.length) return [];
  const known = await source.figures(longer.slice(0, SHOWN * 4));
  const offices = new Set(figures.map((f) => f[1]));
  const half = { 目标: "t", 完成数: "a" }[group.lacking] || asked.kind;
  const fits = (f) => offices.has(f[1]) && (!half || f[3] === half) && (!asked.years.length || asked.years.includes(f[2]));
  return known.figures.filter(fits).sort((a, b) => b[2] - a[2]).slice(0, SHOWN).map((f) => ({ ...shown(f, { ...data, reports: known.reports }), name: data.indicators[f[0]][0] }));
}

// The year nearest to those asked for first, else the newest.
function byYear(a, b, years) {
  const far = (f) => (years.length ? Math.min(...years.map((year) => Math.abs(f[2] - year))) : 0);
  return far(a) - far(b) || b[2] - a[2];
}

// Of each office the newest target and the newest result: what was promised last, and what became of it last.
function newest(figures, years = []) {
  const kept = new Map();
  for (const f of [...figures].sort((a, b) => byYear(a, b, years) || "ast".indexOf(a[3]) - "ast".indexOf(b[3]))) {
    const key = `${f[1]} ${f[3] === "t" ? "t" : "a"}`;
    if (!kept.has(key) || (kept.get(key)[3] === "s" && f[3] === "a")) kept.set(key, f);
  }
  return [...kept.values()];
}

// Of a comparison: what each office says of the newest year of which several speak in one unit, in the order of the offices. No order of
// worth; figures in other units stand apart, behind those in the unit that most have.
function sideBySide(figures, asked, data) {
  const results = figures.filter((f) => f[3] === (asked.kind || "a") && (!asked.growth || f[8] || RATE.test(data.indicators[f[0]][0])) && (!asked.years.length || asked.years.includes(f[2])));
  for (const year of [...new Set(results.map((f) => f[2]))].sort((a, b) => b - a)) {
    const kept = new Map();
    for (const f of results) if (f[2] === year && !kept.has(f[1])) kept.set(f[1], f);
    const unit = (f) => (RATE.test(data.indicators[f[0]][0]) || (asked.growth && f[8]) ? "增长%" : unitOf(f[4]));
    const units = [...kept.values()].map(unit);
    const many = (f) => units.filter((one) => one === unit(f)).length;
    if (Math.max(0, ...[...kept.values()].map(many)) < 2) continue;
    return [...kept.values()].sort((a, b) => many(b) - many(a) || unit(a).localeCompare(unit(b)) || a[1] - b[1]).map((f) => ({ ...shown(f, data), unit: unit(f) }));
  }
  return [];
}

// The unit of a figure as it is written: 836.9亿斤 → 亿斤; a growth rate's is 增长%.
function unitOf(text) {
  const [, before, after] = text.match(/^([^\d]*)[\d.,]+\s*([^\d，。；、（]*)/) || ["", "", ""];
  return /[增降涨跌]/.test(before) ? `增长${after.slice(0, 1)}` : after.replace(/(?:以上|以下|左右|多|余)+$/, "");
}

function distinct(figures) {
  const seen = new Set();
  return figures.filter((f) => {
    const key = `${f[1]} ${f[2]}${f[3]}${f[4]}`;
    return !seen.has(key) && seen.add(key);
  });
}

function pick(name, indexes, figures, asked, data) {
  const own = figures.filter((f) => indexes.includes(f[0]));
  const inYear = asked.years.length ? own.filter((f) => asked.years.includes(f[2])) : own;
  // A verdict is told beside what decided it.
  const judged = inYear.filter((f) => f[3] === "t" && JUDGED.test(f[9] || ""));
  const decides = (f) => asked.kind === "t" && f[3] === "a" && judged.some((t) => t[1] === f[1] && t[2] === f[2]);
  const ofKind = asked.kind ? inYear.filter((f) => f[3] === asked.kind || decides(f)) : inYear;
  const grows = asked.growth && !RATE.test(name);
  const growing = grows ? ofKind.filter((f) => f[8]) : ofKind;
  const wanted = growing.length ? growing : ofKind.length || !asked.years.length ? ofKind : inYear; // of the year asked for the other half before any other year
  const asks = (asked.years.length || (asked.question && asked.kind)) && wanted.length;
  const kept = distinct(asks ? (asked.years.length ? wanted : newest(wanted)) : newest(grows && own.some((f) => f[8]) ? own.filter((f) => f[8]) : own, asked.years));
  const first = asked.kind || "a"; // what is asked for stands before what decided it
  const sorted = kept.sort((a, b) => byYear(a, b, asked.years) || (b[3] === first) - (a[3] === first) || a[3].localeCompare(b[3]));
  const offices = new Set(own.map((f) => f[1])).size;
  const target = sorted.some((f) => f[3] === "t");
  const half = asks || (asked.figure && !asked.kind) || sorted.length === 0 ? "" : target ? (sorted.some((f) => f[3] !== "t") ? "" : "完成数") : "目标";
  const missing = asked.kind ? (asked.kind === "t" ? "目标" : "完成数") : "";
  const lacking = inYear.length ? (asked.kind && !ofKind.length ? missing : grows && !growing.length ? "增长率" : half) : "year";
  const most = asks ? SHOWN * Math.max(1, Math.min(offices, SHOWN)) : sorted.length;
  return { name, also: data.indicators[indexes[0]][1], page: data.indicators[indexes[0]][2], figures: sorted.slice(0, most).map((f) => shown(f, data)), lacking, years: asked.years, kind: missing, offices };
}

function shown([, place, year, kind, text, report, anchor, quote, , verdict, said], data) {
  const office = data.offices[place];
  const [title, excerpt] = data.reports[report];
  return { office: office ? office[1] : "", year, kind: said || KINDS[kind], text, verdict: verdict || "", quote, title, excerpt: Boolean(excerpt), url: `reports/${report}/?s=${encodeURIComponent(quote.slice(0, 16))}#${anchor}` };
}

// The files, loaded once. From a folder, where nothing can be fetched, the same index as a script.
export function openSource(root) {
  let loading = null;
  const get = (path) => fetch(new URL(path, root)).then((r) => (r.ok ? r.json() : Promise.reject(new Error(path))));
  const script = () =>
    new Promise((resolve, reject) => {
      const node = document.createElement("script");
      node.src = new URL("data/questions.js", root).href;
      node.onload = () => resolve(window.siteQuestions);
      node.onerror = reject;
      document.head.append(node);
    });
  const index = () => (loading = loading || (location.protocol === "file:" ? script() : get("data/questions.json")));
  // Figures of some indicators, with the reports they stand in.
  const figures = async (indicators) => {
    const data = await index();
    if (data.figures) return { figures: data.figures.filter((f) => indicators.includes(f[0])), reports: data.reports };
    const files = await Promise.all([...new Set(indicators.map((i) => data.starts.filter((start) => start <= i).pop()))].map((start) => get(`data/questions/${start}.json`)));
    return { figures: files.flatMap((file) => file.figures.filter((f) => indicators.includes(f[0]))), reports: Object.assign({}, ...files.map((file) => file.reports)) };
  };
  return { index, figures };
}

function make(name, properties, ...children) {
  const node = document.createElement(name);
  Object.assign(node, properties);
  node.append(...children);
  return node;
}

// What was looked for, in words: 2023年“公办学位”的完成数.
function sought(years, name, kind) {
  const named = name && `“${name}”`;
  return `${years.map((year) => `${year}年`).join("、")}${named}${kind && (named || years.length ? `的${kind}` : kind)}`;
}

let source = null;

// The files of this site, asked for once.
export function sourceOf(root) {
  source = source || openSource(root);
  return source;
}

// A node for #answer, or null: what is to be said beforehand, then figures.
export async function figureAnswer(query, engine, listed) {
  const { root } = engine;
  const { notices, withNames } = await import("./meant.js");
  const plain = listed.step || !listed.hits.length ? placesInFull(withNames(query, listed.mended || [])).text : query;
  const promise = promiseIn(plain);
  const [found, told] = await Promise.all([answer(promise ? `${promise.text}目标完成了吗` : plain, sourceOf(root)), notices(query, engine, listed)]);
  if (!found && !told.length) return null;
  const file = location.protocol === "file:" ? "/index.html" : "/";
  const link = (path, ...children) => make("a", { href: new URL(window.gongkai.own(path).replace(/\/(?=[?#]|$)/, file), root).href }, ...children);
  const box = document.createElement("div");
  for (const { text, link: page } of told) box.append(make("p", {}, page ? link(page, text) : text));
  if (!found || !found.groups.length) return told.length ? box : null; // the places below may hold it in other words: nothing is denied
  const { asked } = found;
  const brief = !asked.question && !asked.compares; // a word that happens to be a figure's name: a line, the places follow
  const lines = (f, name) => {
    const verdict = f.verdict ? `（${f.kind !== "目标" ? "对照目标：" : JUDGED.test(f.verdict) ? "判定：" : ""}${f.verdict}）` : "";
    const head = make("p", { className: "answer-figure" }, `${f.office}${f.year}年${name}，${f.kind}：`, make("strong", {}, f.text), verdict);
    const tail = make("p", { className: "answer-source" }, "写在：", link(f.url, f.title), f.excerpt ? "（摘编文字，不是原文）" : "");
    return [head, ...(brief ? [] : [make("blockquote", {}, f.quote)]), tail];
  };
  for (const group of brief ? found.groups.slice(0, 1) : found.groups) {
    if (group.said) box.append(make("p", {}, `“${group.said}”按“${group.name}”查。`));
    if (group.lines.length > SHOWN || (group.lines.length && (asked.compares || group.offices > SHOWN) && group.lines.length === (asked.offices.size || group.lines.length))) {
      box.append(make("p", {}, `${group.lines.length} 个机构写了${group.lines[0].year}年“${group.name}”的数，按机构列出，没有排名：`));
      const units = new Set(group.lines.map(({ unit }) => unit));
      if (units.size > 1) box.append(make("p", {}, "各机构用的单位不同，同一单位的放在一起，不同单位的不能直接比。"));
      for (const f of group.lines.slice(0, LISTED)) box.append(make("p", { className: "answer-figure" }, `${f.office}，${f.kind}：`, make("strong", {}, f.text), "（", link(f.url, f.title), f.excerpt ? "，摘编" : "", "）"));
      if (group.lines.length > LISTED) box.append(make("p", {}, `还有 ${group.lines.length - LISTED} 个机构，见并排的那一页。`));
      Object.assign(group, { figures: [], lacking: "" });
    } else if (group.offices > SHOWN) {
      // whose figure, nobody has said
      box.append(make("p", {}, `有 ${group.offices} 个机构写过“${group.name}”的数；前面加上机构名，可以直接查它的数。`));
      Object.assign(group, { figures: [], lacking: "" });
    }
    const also = group.also.length ? `（也找了“${group.also.slice(0, 3).join("”“")}”${group.also.length > 3 ? "等" : ""}）` : "";
    const near = group.near || [];
    if (near.length) {
      box.append(make("p", {}, `名称正好是“${group.name}”的${sought(group.years, "", group.lacking === "year" ? group.kind || "数" : group.lacking)}，程序没有认出；名称相近的：`), ...near.flatMap((f) => lines(f, f.name)));
      if (group.figures.length) box.append(make("p", {}, `“${group.name}”认出的有：`));
    } else if (group.lacking === "year") box.append(make("p", {}, `问的是${sought(group.years, group.name, group.kind)}${also}。程序认出的数里，最近的是：`));
    else if (group.lacking && group.lacking !== group.kind && group.lacking !== "增长率") box.append(make("p", {}, `程序没有认出“${group.name}”的${group.lacking}${also}，认出的有：`)); // nobody asked for that half
    else if (group.lacking) box.append(make("p", {}, `问的是${sought(group.years, group.name, group.lacking)}${also}。${group.years.length && group.lacking === group.kind ? "本站没有认出这一年的" : "程序没有认出"}${group.lacking}，认出的有：`));
    box.append(...group.figures.flatMap((f) => lines(f, group.name)));
    if (group.page) box.append(make("p", {}, link(group.page, `“${group.name}”各年的目标和结果`)));
  }
  return box;
}
