// What a question says beside its words, read before any of them is dropped: whose it is, of which year, and whether it
// names a place that no document here is of. `meaningOf` serves the search, `notices` tell the reader.

import { sourceOf } from "./answers.js";
import { asksOf, yearsIn } from "./asked.js";
import { COMPARE } from "./compared.js";
import { YEARS } from "./figures.js";
import { findHits, wordsOf } from "./fold.js";
import { CITIES, ENDINGS, NO_ENDING, noneOf, PROVINCES, WATERS } from "./places.js";
import { placesInFull } from "./spoken.js";

const AND = "和|与|跟|及|同|、|比|还是|对比";
// A place by its form, where a query or one of its words begins. What is made of known words is none: 老旧小区, 城镇.
const START = `(?:^|[\\s年]|${AND}|请问|想知道)`;
const PROVINCE = new RegExp(`${START}((?:${PROVINCES})(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)?)(?![路街道菜话]|人(?![均口才民大]))`);
const CITY = new RegExp(`${START}(${CITIES.join("|")})市?(?![路街道菜话]|人(?![均口才民大]))`, "g");
const WATER = new RegExp(`${START}([\\u3400-\\u9fff]{2,3}(?:湖|水库|海峡|运河))`);
const ADDRESS = new RegExp(`(?:${CITIES.join("|")})市?(?= {2})`, "g"); // the city before an office's name
const PLACE = new RegExp(`${START}([\\u3400-\\u9fff]{2,3}(?:街道|镇|乡(?!村)|县|(?:市|区)(?![场民政值容长级属直内外面委间划位块域])))`);
const BARE = new RegExp(`^(?:(?:19|20)\\d{2}年?|请问|想知道|\\s)*((?:[\\u3400-\\u9fff]{1,2}[${ENDINGS}]|[东南西北]区)[\\u3400-\\u9fffA-Za-z]*)`);
const NAMED_HERE = new RegExp(`(?<=^|[\\s年，,]|${AND}|请问|想知道)(?=[\\u3400-\\u9fff])`, "g");
const NO_NAME = /^[全各本我你他每哪这那几某该外]|[的有在了给找问请想怎]|如何|[个小城乡集特重古建社园景郊片厂校库夜菜股楼门都新街村]$|附近|隔壁|周边|邻近|什么|自己|别的|其[他它]|老家|家乡/;
const NO_DISTRICT = /[山林矿湿牧灾疫战]区$/;
const RANK = "省市县区州盟旗镇乡街村局"; // behind an everyday name these make another place of it
const HEAD = /^长(?=$|[是叫姓谁名的有说讲今,，？?\s]|什么|哪)/; // 浙江省长 is no 浙江省
const WHOSE = /^(?:人(?![均口才民大工])|老百姓|百姓|市民|居民(?!收|人|消|医)|咱们|我们|本地人|这边|那边)的?/; // 辽宁人的收入 is the office's, not people's
const BESIDE = /[和与跟、比]|还是|以及/;
const YEARED = /(?:19|20)\d{2}年?/g;
const CONNECTING = new RegExp(`^(?:${AND}|的|在)$`);
const AMONG = /^(?:之间|两个|两[省市区县镇地])+/;

// What a word says without the connecting words at its ends, where these are no part of it: 和旧改 is 旧改; 和美乡村, 比赛, 胡同 stay.
function bareOf(word, lexicon) {
  const pieces = lexicon.segment(word);
  while (pieces.length && CONNECTING.test(pieces[0])) pieces.shift();
  while (pieces.length && CONNECTING.test(pieces[pieces.length - 1]) && (pieces.length < 2 || !pieces[pieces.length - 1].endsWith("同"))) pieces.pop();
  return pieces.join("").replace(AMONG, "");
}

// Offices named, longest name first: [{id, name, at}]; and what the query says beside them.
export function officesIn(query, offices) {
  let rest = query;
  const found = [];
  const called = offices.flatMap(([id, name, names, everyday]) => [...names.map((one) => [id, name, one]), ...(everyday ? [[id, name, everyday, true]] : [])]);
  for (const [id, name, one, everyday] of called.sort((a, b) => b[2].length - a[2].length)) {
    let at = rest.indexOf(one);
    while (at >= 0 && WATERS.some((water) => water.startsWith(one) && rest.startsWith(water, at))) at = rest.indexOf(one, at + 1); // 青海湖 is no 青海
    if (at < 0 || (everyday && RANK.includes(rest[at + one.length] || " ") && !HEAD.test(rest.slice(at + one.length + 1)))) continue;
    if (/[省市县区州镇乡]$/.test(one) && HEAD.test(rest.slice(at + one.length))) continue;
    if (!found.some((other) => other.id === id)) found.push({ id, name, typed: one, at });
    rest = rest.slice(0, at) + " ".repeat(one.length) + rest.slice(at + one.length);
  }
  return { found: found.sort((a, b) => a.at - b.at), rest };
}

// An office's name of which one character is another of the same sound or shape: 安微 for 安徽. {text, taken: [[typed, name]]}.
// What is a word, or stands in a document, is taken as it is; so is what is not called out by itself.
export async function officesMeant(text, engine, lexicon) {
  const { offices } = await indexOf(engine).catch(() => ({ offices: [] }));
  const names = [...new Set(offices.flatMap(([, , own, everyday]) => [...own, everyday || ""]))].filter((name) => name.length > 1).sort((a, b) => b.length - a.length);
  const taken = [];
  let made = text;
  for (const name of names) {
    const { rest } = officesIn(made, offices);
    const starts = [];
    rest.replace(NAMED_HERE, (_, at) => (starts.push(at), ""));
    for (const index of starts) {
      const typed = rest.slice(index, index + name.length);
      const wrong = Array.from(typed).filter((char, at) => char !== name[at]);
      const alike = wrong.length === 1 && Array.from(typed).every((char, at) => char === name[at] || lexicon.soundsSame(char, name[at]) || (lexicon.looks.get(char) || "").includes(name[at]));
      if (!alike || typed.length < name.length || RANK.includes(rest[index + name.length] || " ") || isPlace(typed)) continue;
      let end = index;
      for (const piece of lexicon.segment(rest.slice(index))) if (end < index + name.length) end += piece.length;
      if (lexicon.rank.has(typed) || end !== index + name.length || (await engine.holds([typed]))) continue;
      taken.push([typed, name]);
      made = made.slice(0, index) + name + made.slice(index + name.length);
      break;
    }
  }
  return { text: made, taken };
}

function isPlace(name) {
  return PROVINCES.split("|").includes(name) || CITIES.includes(name) || WATERS.includes(name);
}

// 今年, 去年 as years before and after the newest document's.
export function inYears(query, today) {
  const dated = (text, [word, step]) => text.replace(new RegExp(`(\\d?)${word}`, "g"), (_, digit) => `${digit && `${digit} `}${today + step}年`);
  return today ? YEARS.reduce(dated, query) : query;
}

// A place that no office here is called by: 小榄镇, 广东. Of what the reports say themselves only a province is one.
export async function unknownPlace(text, engine) {
  const rest = WATERS.reduce((left, water) => (PROVINCES.split("|").some((name) => water.startsWith(name)) ? left.split(water).join("湖".repeat(water.length)) : left), text); // 青海湖
  const province = rest.match(PROVINCE);
  if (province && !wordsBehind(rest, province)) return province[1];
  for (const name of placesIn(text)) if (!engine.isOffice(name) && !(await engine.holds([name]))) return name;
  return (await byForm(rest, PLACE, engine)) || (await byForm(text, WATER, engine)) || bareName(rest, engine);
}

// 石岐 of 石岐老旧小区改造, 小榄 of 小榄GDP: characters of no word at the head of a query that ends as names of places do, before a known
// word; they stand in no document. Beside an office that is named nothing is guessed.
async function bareName(text, engine) {
  const [, head = ""] = / {2}/.test(text) ? [] : text.match(BARE) || [];
  if (!head || (await engine.holds([head.slice(0, 2)]))) return "";
  const pieces = (await engine.fullLexicon()).segment(head.replace(/[的有在](?=.)/, ""));
  const size = pieces.findIndex((piece) => piece.length > 1);
  const name = pieces.slice(0, Math.max(0, size)).join("").replace(/[A-Za-z]+$/, "");
  const followed = size > 0 || /[A-Za-z]/.test(head);
  const ends = new RegExp(`^(?:.{1,2}[${ENDINGS}]|[东南西北]区)$`).test(name) && !NO_ENDING.test(name) && !NO_NAME.test(name);
  return followed && ends && !(await engine.holds([name])) ? name : "";
}

async function byForm(rest, form, engine) {
  const place = rest.match(form);
  if (!place || wordsBehind(rest, place)) return "";
  const own = place[1].replace(/(?:街道|[镇乡县市区湖]|水库|海峡|运河)$/, "");
  if (NO_NAME.test(own) || NO_DISTRICT.test(place[1])) return "";
  const pieces = (await engine.fullLexicon()).segment(place[1].slice(0, own.length + 1));
  return pieces.some((piece) => piece.length > 1) || (await engine.holds([place[1]])) ? "" : place[1];
}

// Cities, waters and mountains that a query names, its offices' own city aside.
export function placesIn(rest) {
  const text = rest.replace(ADDRESS, (name) => " ".repeat(name.length));
  const cities = [];
  text.replace(CITY, (whole, city) => cities.push(city));
  return [...cities, ...WATERS.filter((name) => text.includes(name))];
}

// Does an office's name follow at once? Then the place is the beginning of its address: 中山市西区.
function wordsBehind(rest, found) {
  return /^ {2,}/.test(rest.slice(found.index + found[0].length));
}

export function belongs({ report }, [, name, names]) {
  return report.short === name || names.includes(report.agency) || names.includes(report.short);
}

async function indexOf(engine) {
  return sourceOf(engine.root).index();
}

async function known(query, engine) {
  const data = await indexOf(engine).catch(() => ({ offices: [], indicators: [], today: 0 }));
  const dated = inYears(query, data.today);
  const { found, rest } = officesIn(dated, data.offices);
  const offices = data.offices.filter(([id]) => found.some((office) => office.id === id));
  const unknown = await unknownPlace(rest, engine);
  return { data, dated, found, rest, offices, unknown, places: unknown ? [] : placesIn(rest) };
}

// Years of which the site has no document of these offices (or of any, where none is named): [[office name, year]].
async function lacking(years, offices, engine) {
  const reports = (await Promise.all(engine.store.shards.map((shard) => shard.open()))).flatMap(({ table }) => table.reports);
  const among = offices.length ? offices : [null];
  return years.flatMap((year) =>
    among.filter((office) => !reports.some((report) => report.year === year && (!office || belongs({ report }, office)))).map((office) => {
      const later = reports.find((report) => report.year === year + 1 && report.kind === "工作报告" && (!office || belongs({ report }, office)));
      return { office: office ? office[1] : "", year, later: Boolean(later) };
    }),
  );
}

// Of a year near by that is over (去年) the work report of the year after tells the results: that is the year of the documents to look in.
// So does it of any year where a question asks whether a promise was kept (`kept`).
async function tellingYears(query, today, offices, engine, kept) {
  const reports = (await Promise.all(engine.store.shards.map((shard) => shard.open()))).flatMap(({ table }) => table.reports);
  const tells = (year) => reports.some((report) => report.year === year && report.kind === "工作报告" && (!offices.length || offices.some((office) => belongs({ report }, office))));
  const years = [...nearYears(query, today).map(({ year }) => year), ...(kept ? yearsIn(query) : [])];
  return new Map(years.filter((year) => year < today && tells(year + 1)).map((year) => [year, year + 1]));
}

async function toldOf(dated, query, today, offices, engine, kept) {
  const told = await tellingYears(query, today, offices, engine, kept);
  return yearsIn(dated).map((year) => told.get(year) || year);
}

// {query, words, rest, apart, unknown, places, years, keep, arranged}: the words apart from offices, whose places are kept; `places`: to be held.
export async function meaningOf(query, typed, engine, kept = false) {
  const lexicon = await engine.lexicon();
  const simple = lexicon.simplify(query);
  const asked = await known(simple, engine);
  // Compared with a place that is unknown: of the office that is known it can be answered, and the reader is told of the other.
  if (asked.unknown && asked.offices.length && BESIDE.test(simple)) return meaningOf(simple.split(asked.unknown).join(" ").trim(), typed, engine, kept);
  const { data, dated, found, rest, offices, places } = asked;
  // A place that others write about, and none here is of: what does not name it answers nothing.
  const unknown = asked.unknown || (offices.length ? "" : await placeOnly(rest, places, data.offices, engine));
  const bare = kept ? rest.replace(YEARED, " ") : rest; // a promise's year says where to look, not what to find
  const others = bare.split(/\s+/).map((word) => bareOf(bareOf(word, lexicon).replace(WHOSE, ""), lexicon)).filter(Boolean);
  const plain = { query, words: typed, rest: typed, apart: false, unknown, places, arranged: (hits) => hits };
  if (places.length && !offices.length) {
    const apart = wordsOf(places.reduce((left, place) => left.split(place).join(` ${place} `), dated)); // 青海湖 is not cut
    Object.assign(plain, { query: apart.join(" "), words: apart, rest: apart });
  }
  if (unknown) return { ...plain, words: [unknown, ...wordsOf(dated.split(unknown).map((part) => bareOf(part, lexicon)).join(" "))], apart: true };
  if (!offices.length || !others.length) return dated === simple && !kept ? plain : { ...plain, query: kept ? bare : dated, words: wordsOf(kept ? bare : dated), rest: wordsOf(kept ? bare : dated), years: await toldOf(dated, simple, data.today, offices, engine, kept) };
  const years = yearsIn(dated);
  const gone = await lacking(years, offices, engine);
  const told = await tellingYears(simple, data.today, offices, engine, kept);
  const held = years.filter((year) => gone.filter((one) => one.year === year).length < offices.length);
  const keep = (hit) => offices.some((office) => belongs(hit, office));
  const names = found.length > 1 ? [] : [findHits(offices[0][2].join("¶"), found[0].typed).length ? found[0].typed : offices[0][1]];
  const words = [...names, ...wordsOf(others.join(" "))];
  return {
    query: words.join(" "),
    words,
    rest: wordsOf(others.join(" ")),
    unknown: "",
    places,
    named: names,
    offices,
    typed: found,
    keep,
    apart: words.join(" ") !== typed.join(" "),
    years: held.map((year) => told.get(year) || year),
    gone: years.length > 0 && !held.length && !gone.some(({ later }) => later),
    arranged: (hits) => (offices.length > 1 ? sideBySide(hits, offices) : hits),
  };
}

// The best place of every office first.
function sideBySide(hits, offices) {
  const first = offices.map((office) => hits.find((hit) => belongs(hit, office))).filter(Boolean);
  for (const hit of first) hit.tier = -9;
  return [...first, ...hits.filter((hit) => !first.includes(hit))];
}

// A place that documents write about and that none here is of: 杭州 of 杭州GDP, 番禺区 within the name of an office. Not where it begins
// a name that stands in the documents: 金昌工业园.
async function placeOnly(rest, places, offices, engine) {
  const own = new Set(offices.flatMap(([, , names, everyday]) => [...names, everyday]));
  const within = offices.flatMap(([, , names]) => names.flatMap((name) => name.match(/[\u3400-\u9fff]{2,3}?[省市区县](?=[\u3400-\u9fff]{3})/g) || []));
  const made = [...places.filter((place) => CITIES.includes(place)), ...new Set(within)].filter((place) => !own.has(place) && rest.includes(place));
  for (const place of made) {
    const behind = rest.slice(rest.indexOf(place) + place.length).replace(/^[市的]/, "");
    const [next = ""] = behind.match(/^[\u3400-\u9fff]{2}/) || [];
    if (!next || !(await engine.holds([place + next]))) return place;
  }
  return "";
}

// Who holds an office: no question that the words of a report answer.
const WHO = /(?:是|叫|由)谁|谁(?:是|当|在当|任|做)|叫[什啥]么?(?:名字?)?$|姓什么|谁$/;
const NOT_WHO = /[找向问归给]谁|谁(?:负责|管|来管)/;

// 去年 → 2025: how the words for a year near by were taken.
function nearYears(query, today) {
  let rest = today ? query : "";
  return YEARS.flatMap(([word, step]) => {
    if (!rest.includes(word)) return [];
    rest = rest.split(word).join(" ");
    return [{ word, year: today + step }];
  });
}

// The query with the offices' names as they are: `officesMeant`.
export function withNames(query, mended) {
  return mended.reduce((text, [typed, name]) => text.split(typed).join(name), query);
}

// What is to be said before any place of the `answer`: [{text}] or [{text, link}] with the address of a page.
export async function notices(query, engine, { hits: places, halves = [], mended = [], step = "" }) {
  const listed = places.length;
  const helped = engine.helping && (step || !listed) ? await engine.lexicon() : null; // found as typed: nothing else is fetched
  const plain = withNames(helped ? helped.simplify(query) : query, mended);
  const { text: simple, taken } = helped ? placesInFull(plain, (word) => helped.rank.has(word)) : { text: plain, taken: [] };
  const { data, dated, rest, offices, unknown, places: named } = await known(simple, engine);
  const told = [];
  const near = nearYears(simple, data.today);
  if (taken.length || mended.length) told.push({ text: `${[...taken, ...mended].map(([said, place]) => `“${said}”按“${place}”`).join("，")}查。` });
  if (near.length) told.push({ text: `${near.map(({ word, year }) => `“${word}”按${year}年`).join("，")}查。` });
  if (unknown) told.push({ text: `${noneOf(unknown)}。${listed && !offices.length ? `下面是别的机构的文件里提到“${unknown}”的段落。` : ""}` });
  const city = unknown || (offices.length && listed) || (listed && !step && !asksOf(dated, { years: yearsIn(dated) })) ? "" : await placeOnly(rest, named, data.offices, engine);
  const there = city ? data.offices.filter(([, , names]) => names.some((name) => name.includes(city))).map(([, short]) => short) : [];
  if (city) told.push({ text: `${noneOf(city)}${there.length ? `，只有那里的${there.slice(0, 3).join("、")}${there.length > 3 ? "等" : ""}的` : ""}。${listed ? `下面是别的机构的文件里提到“${city}”的段落。` : ""}` });
  if (!unknown && !city) {
    for (const { office, year, later } of await lacking(yearsIn(dated), offices, engine)) {
      const spoken = await engine.holds([`${year}年`]); // 到2030年 in a document of another year: of that year it does speak
      told.push({ text: `本站没有收录${office}${year}年的文件。${later ? `${year + 1}年的工作报告里写有上一年的结果。` : listed && !places.some(({ report }) => report.year === year) ? `下面是别的年份的${spoken ? "文件里写的" : `，不是${year}年的情况`}。` : ""}` });
    }
  }
  if (WHO.test(query) && !/网站|本站|这个?网|你们/.test(query) && !NOT_WHO.test(query) && !COMPARE.test(query)) told.push({ text: `问的是人：本站没有人员名单${listed ? "，下面只是写到这些词的段落" : ""}。谁任什么职务，请看机关的门户网站，或者拨打12345问。` });
  const silent = offices.length > 1 && listed ? offices.filter((office) => !places.some((hit) => belongs(hit, office))) : [];
  for (const [, name] of silent) {
    const { absent = [] } = (halves.find(({ text }) => text === name) || { answer: {} }).answer;
    told.push({ text: `${name}的文件没有逐字写${absent.length ? `“${absent.join("”“")}”` : "这些词"}，也许写的是别的说法；两边不能这样比较。` });
  }
  if (COMPARE.test(query) || offices.length > 1) {
    const key = rest.toLowerCase();
    const meant = (data.everyday || []).flatMap((group) => (group.slice(0, group.indexOf(">")).some((word) => rest.includes(word)) ? group.slice(group.indexOf(">") + 1) : []));
    const named = data.indicators.map(([name, others, page]) => [Math.max(0, ...[name, ...others].filter((one) => key.includes(one.toLowerCase())).map((one) => one.length), meant.includes(name) ? 1 : 0), name, page]);
    const [best] = named.filter(([size, , page]) => size && /^ledger\/[^/#]+\/$/.test(page)).sort((a, b) => b[0] - a[0]);
    if (best) told.push({ text: `各机构“${best[1]}”的目标和结果，逐年并排`, link: best[2] });
  }
  return told;
}
