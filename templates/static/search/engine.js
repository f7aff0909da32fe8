// One search from query to ranked places. Shards are asked newest first; the words as typed come first, then
// the steps of rewrite.js. Used by the page and, through window.siteSearch, by anybody's test.

import { coreOf, yearsIn } from "./asked.js";
import { countHits, excerptOf, markedPieces, STOP } from "./excerpt.js";
import { findHits, fold, wordsOf } from "./fold.js";
import { anyMatch, contextHolds, matchShard } from "./match.js";
import { openIndex } from "./shards.js";
import { byOtherNames, ofTopic, topicsNamed } from "./widen.js";

export const PAGE = 20;
// places after which a first list may be shown
const EARLY = 10;
// places after which older shards wait for the reader's wish
const ENOUGH = 400;
export const PATIENT = 16; // shards that are always asked
const NAME = 6; // characters of a query that is a name, and may well be found as typed
// shards asked at the same time
const TOGETHER = 5;
const NAMED = new Set(["synonym", "question", "cut"]); // steps that keep what was asked for
const ASKED = new Set(["", "question", "cut", "loose"]); // steps whose words are those that were typed
const UNSURE = new Set(["pinyin", "typo"]); // steps after which nothing else joins what was perhaps meant
// places after which other names of the same thing are left out
const UNITED = 100;

export class Engine {
  constructor(root, reportsRoot) {
    this.root = root;
    this.reportsRoot = reportsRoot;
  }

  // Opens once: Pagefind, else the plain text where the site ships it.
  open() {
    const unable = location.protocol === "file:" || typeof WebAssembly === "undefined";
    if (this.opening) return this.opening;
    this.opening = (unable ? Promise.reject(new Error("no index")) : openIndex(this.root))
      .catch(() => import("./plain.js").then(({ openText }) => openText(this.root)))
      .then((store) => {
        this.store = store;
        return store;
      });
    return this.opening;
  }

  // What only a query without hits needs is fetched when the first one comes.
  lexicon() {
    this.helping = this.helping || Promise.all([this.store.helper(), import("./lexicon.js")]).then(([helper, { Lexicon }]) => new Lexicon(helper));
    return this.helping;
  }

  // The same with the rare words of the reports, for what the others do not explain.
  fullLexicon() {
    this.helpingMore = this.helpingMore || Promise.all([this.lexicon(), this.store.rare()]).then(([lexicon, rare]) => lexicon.with(rare));
    return this.helpingMore;
  }

  // Asks the newest shard while the reader is still typing: what it finds is remembered, and the characters of a
  // beginning are characters of the whole. Never two at once.
  async lookAhead(query) {
    if (this.looking || !this.store || !this.store.shards.length) return;
    const words = wordsOf(query);
    this.looking = this.shardsFor(words).then(([newest]) => newest && matchShard(newest, words));
    await this.looking.catch(() => {});
    this.looking = null;
  }

  // Topics, terms and pages that a query may name, names of the same thing: what the first list depends on as well.
  known() {
    this.naming = this.naming || this.store.suggest().catch(() => []);
    return this.naming;
  }

  shardsFor(words) {
    return this.store.where.among(this.store.shards, words);
  }

  // Shards with a wished-for year first, else newest first.
  wished(shards, years) {
    const has = ({ info }) => years.some((year) => info && info.years[0] <= year && year <= info.years[1]);
    return years.length ? [...shards.filter(has), ...shards.filter((shard) => !has(shard))] : shards;
  }

  // Does any of the shards that may hold the words hold them? So many are asked before the answer is no.
  async holds(words) {
    return anyMatch((await this.shardsFor(words)).slice(0, PATIENT), words);
  }

  // {words, step, soft, years, left, hits, complete, parts, joined}. `early({words, step, soft, hits})` is called when the
  // first places are known; `deep` asks every shard; `cold`: nothing is loaded yet; `alive()` false drops a stale query. `years`: those that the query
  // wishes for; `left`: words that were left out; `joined`: how many places joined by another name, by a topic.
  async search(query, { deep = false, early = () => {}, alive = () => true, cold = false, half = false } = {}) {
    await this.open();
    const typed = wordsOf(query);
    if (!typed.length) return { words: [], step: "", hits: [], complete: true, parts: [] };
    this.known(); // on its way while the words are looked for
    if (query.length > NAME) import("./steps.js"); // will be needed
    const years = yearsIn(query);
    const found = await this.asTyped(query, typed, { deep, early, alive, years, cold, half });
    return alive() ? this.united(query, typed, { soft: [], left: [], years, ...found }, deep, alive) : found;
  }

  async asTyped(query, typed, options) {
    const { alive } = options;
    const whole = wordsOf(query.replace(/(\d)\s+(?=[\u3400-\u9fff%％])/g, "$1"));
    const words = whole.length < typed.length && (await this.holds(whole)) ? whole : typed;
    const meant = this.byChance(words) ? await this.rewritten(query, words, options) : null;
    if (meant && (NAMED.has(meant.step) || !alive())) return meant;
    const exact = await this.collect(words, options);
    if (exact.hits.length || !alive()) return { words, step: "", ...exact, parts: [] };
    return meant || this.rewritten(query, words, options);
  }

  // The places found, then those that say the same by another name, then the passages of a topic that is named.
  async united(query, typed, found, deep, alive) {
    if (found.halves) return found; // each was united by itself
    const known = await this.known();
    const topics = UNSURE.has(found.step) ? [] : known.filter(([kind, , path]) => kind === "topic" && path);
    let named = topicsNamed([typed, found.words, coreOf(typed)], topics);
    let { words, step, left, nowhere, years } = found;
    const { keep, arranged = (list) => list } = found;
    if (!found.hits.length && !named.length) ({ named, left, nowhere } = await found.subject(topics));
    const kept = deep ? this.store.shards : this.wished(this.store.shards, years).slice(0, PATIENT);
    const same = ASKED.has(found.step) && found.hits.length && found.hits.length < UNITED ? known.filter(([kind]) => kind === "same").map(([, text, , also]) => [text, ...also]) : [];
    const more = same.length ? await byOtherNames(kept, words, same) : [];
    const passages = (await Promise.all(named.map((topic) => ofTopic(kept, topic)))).flat().map((hit) => ({ ...hit, wanted: found.wanted }));
    more.push(...passages);
    const near = found.related && alive() ? await found.related() : [];
    more.push(...near, ...(found.whole && alive() ? await found.whole([...found.hits, ...near]) : []));
    if (keep) more.splice(0, more.length, ...more.filter(keep));
    const about = new Set(passages.map(placeOf));
    if (about.size) for (const hit of found.hits) hit.beside = about.has(placeOf(hit)) ? 0 : step ? 2.5 : 0.5; // perhaps two words that meet by chance: 法治水平
    const have = new Set(found.hits.map(placeOf));
    // Of a question that is about a topic and nothing else its passages are the answer: none stands behind because it lacks the name.
    const alone = step === "question" && !found.swapped.length && !found.left.length && named.some(({ rest }) => rest.every((word) => this.isOffice(word)));
    if (alone) for (const hit of passages) hit.beside = -2;
    // By a narrower name, 低保 of 社会救助, what holds it goes before.
    if (alone && !named.some(({ name }) => words.some((word) => fold(word).text === fold(name).text))) for (const hit of found.hits) hit.beside = -0.5;
    const joined = more.filter((hit) => !have.has(placeOf(hit)) && have.add(placeOf(hit)));
    if (!found.hits.length && joined.length) {
      step = "topic";
      words = [named[0].name];
    } else if (!found.hits.length && !(await this.pages(query)).length) {
      const some = await found.some();
      if (some) return { ...found, step: "some", parts: [], ...some };
    }
    const needed = !found.soft.length && found.step === "";
    const all = ranked([...found.hits, ...joined], years, needed);
    const told = (years.length || query.includes("了")) && alive() && (await (await import("./told.js")).toldYears(all.slice(0, 2 * PAGE), years, query));
    const hits = arranged(told ? ranked(all, years, needed) : all);
    return { ...found, hits, nowhere, words, step, left, joined: [1, 2].map((via) => joined.filter((hit) => hit.via === via).length), topics: named.map(({ name }) => name) };
  }

  async collect(words, { deep, early, alive, years = [], cold = false }) {
    const shards = this.wished(await this.shardsFor(words), years);
    const hits = [];
    const asking = [];
    let shown = false;
    for (let index = 0; index < shards.length && alive(); index += 1) {
      if (!deep && index >= PATIENT && hits.length >= ENOUGH) return { hits: ranked(hits, years), complete: false };
      // The newest shard alone, then a few at once: their files arrive while another one is searched.
      const until = index ? Math.min(index + TOGETHER, shards.length) : 1;
      for (let next = asking.length; next < until; next += 1) asking.push(matchShard(shards[next], words));
      hits.push(...(await asking[index]));
      if (!shown && alive() && hits.length >= (cold ? 1 : EARLY) && (cold || index + 1 < shards.length)) {
        shown = true;
        early({ words, hits: ranked([...hits], years) });
      }
    }
    return { hits: ranked(hits, years), complete: true };
  }

  // With a short form that the reports hold only where two words meet, 固投 in 巩固投资: the build knows them all.
  byChance(words) {
    return words.some((word) => this.store.manifest.chance.includes(word));
  }

  // By other words, and what it asks about: only where nothing stands as typed (steps.js).
  async rewritten(query, words, options) {
    return (await import("./steps.js")).rewritten(this, query, words, options);
  }

  // Is an office of the reports called by this word?
  isOffice(word) {
    const reports = this.store.shards.flatMap((shard) => (shard.table ? shard.table.reports : []));
    return word.length > 1 && reports.some(({ agency, short }) => findHits(`${agency}¶${short}`, word).length > 0);
  }

  // Texts of some hits, verified and ready to show (`asked`: see excerptOf; `seek`: does a place say what is sought?); a page is ordered by how much of it is about the words.
  async items(hits, words, { dated = false, asked = [], seek = null } = {}) {
    const byShard = new Map();
    for (const hit of hits) byShard.set(hit.shard, [...(byShard.get(hit.shard) || []), hit]);
    await Promise.all(
      [...byShard].map(async ([shard, own]) => {
        const texts = await shard.texts(own.map((hit) => hit.record));
        own.forEach((hit, i) => (hit.text = texts[i]));
      }),
    );
    const told = seek ? await Promise.all(hits.map((hit) => seek(hit, (hit.words || words).filter((word) => !this.isOffice(word))))) : [];
    const items = hits.map((hit, order) => ({ ...this.item(hit, hit.words || words, asked), told: told[order] || 0, heads: hit.heads, tier: hit.tier || 0, order }));
    return dated ? items : items.sort(byWorth);
  }

  // Topics and terms that the query names, as suggestions: [kind, text, path, also, note, perhaps]; behind them topics whose name holds it (旧改 → 马山旧改).
  async subjects(names) {
    const same = (text) => names.some((name) => fold(name).text === fold(text).text);
    const known = (await this.known()).filter(([kind, , path]) => path && (kind === "topic" || kind === "term"));
    const sure = known.filter(([, text, , also]) => [text, ...also].some(same));
    const words = names.map((name) => fold(name).text).filter((name) => name.length > 1);
    const within = ([kind, text]) => kind === "topic" && words.some((word) => fold(text).text.includes(word));
    return [...new Set([...sure, ...known.filter((entry) => entry[5].some(same)), ...known.filter(within)])];
  }

  // Pages of the site that the query names: an item of the menu, or an everyday word for what stands there.
  async pages(query) {
    const asked = fold(query).text;
    const words = [asked, ...coreOf(wordsOf(query)).map((word) => fold(word).text)].filter((word) => word.length > 1);
    const names = ([, text, , also]) => [text, ...also].map((name) => fold(name).text);
    const halves = (name) => name.length === 4 && [name.slice(0, 2), name.slice(2)].every((half) => asked.includes(half)); // 下载全部数据
    const held = (name) => (words.includes(name) || (name.length > 2 && asked.includes(name)) || halves(name) ? name.length : words.some((word) => word.length > 2 && name.includes(word)) ? 1 : 0);
    const reach = (await import("./told.js")).asksToReach(asked);
    const found = (await this.known()).filter(([kind]) => kind === "page").map((entry) => [Math.max(reach && names(entry).includes("联系电话") ? 99 : 0, ...names(entry).map(held)), entry]);
    return found.filter(([worth]) => worth).sort((a, b) => b[0] - a[0]).map(([, entry]) => entry).slice(0, 4);
  }

  item(hit, asked, beside) {
    const { report, shard, record } = hit;
    const present = asked.filter((word) => findHits(`${hit.text.heading}¶${hit.text.text}`, word).length);
    const meant = hit.via === 2 ? longest((hit.wanted || []).filter((word) => findHits(hit.text.text, word).length)) : [];
    const words = hit.via === 2 ? (meant.length ? meant : longest(present)) : asked; // of a topic's many names those that stand there, and first what was asked for
    const section = shard.table.sections[record];
    const first = shard.table.levels[record] === 0;
    const own = words.filter((word) => !contextHolds(report, word));
    const far = own.filter((word) => !findHits(hit.text.heading, word).length);
    const shown = excerptOf(hit.text, words, beside, own);
    const file = location.protocol === "file:" ? "index.html" : "";
    const address = `${this.reportsRoot}reports/${report.id}/${file}?q=${encodeURIComponent(words.join(" "))}${section ? `#${section}` : ""}`;
    return {
      hit,
      url: address,
      heading: first ? "开头" : hit.text.heading,
      headingPieces: first ? [{ text: "开头", hit: false }] : markedPieces(hit.text.heading, words),
      named: shown.named ? 1 : 0,
      report: report.title,
      reportUrl: `${this.reportsRoot}reports/${report.id}/${file}`,
      info: report,
      topic: hit.topic || "",
      via: hit.via || 0,
      near: hit.near,
      lacking: hit.lacking,
      late: hit.ofYear && hit.late,
      aim: hit.aim ? 1 : 0,
      half: hit.half,
      words,
      // far apart words meet by chance: 案件 … 办结率
      close: +hit.text.text.split(STOP).some((sentence) => far.every((word) => findHits(sentence, word).length)),
      pieces: shown.pieces,
      lead: shown.lead,
      weight: countHits(hit.text.text, words) / Math.log2(8 + hit.text.text.length / 100),
    };
  }
}

// A page's order: what says what is asked for, named in the heading, in a run-in head, by how much of the text is about the words, newest first.
function byWorth(a, b) {
  return a.tier - b.tier || b.told - a.told || a.aim - b.aim || b.close - a.close || b.heads - a.heads || b.named - a.named || Math.round(b.weight * 3) - Math.round(a.weight * 3) || a.order - b.order;
}

function placeOf({ shard, record }) {
  return `${shard.info ? shard.info.name : ""} ${record}`;
}

// Names that are not part of a longer one beside them, three at most: the address of a place carries them.
function longest(words) {
  return words.filter((word) => !words.some((other) => other !== word && other.includes(word))).slice(0, 3);
}

// The wished-for year first, then words in headings, then newest first (the order in which shards answer). Places that
// joined come after those that hold the words; a year that the places had to hold (`needed`) does not part these again.
export function ranked(hits, years = [], needed = false) {
  const worth = (hit) => hit.heads * 2 + (hit.direct > hit.heads ? 0.001 : 0);
  for (const hit of hits) {
    const late = years.length && !years.includes(hit.ofYear || hit.report.year) ? 1 : 0;
    hit.late = late;
    hit.tier = (hit.beside || 0) + (needed ? (hit.via || 0) * 2 + late : late * 4 + (hit.via || 0));
  }
  return hits
    .map((hit, order) => ({ hit, order, worth: worth(hit) }))
    .sort((a, b) => a.hit.tier - b.hit.tier || b.worth - a.worth || b.hit.report.date.localeCompare(a.hit.report.date) || a.order - b.order)
    .map((entry) => entry.hit);
}
