// One search from query to ranked places. Shards are asked newest first; the words as typed come first, then
// the steps of rewrite.js. Used by the page and, through window.siteSearch, by anybody's test.

import { coreOf, QUESTION, yearsIn } from "./asked.js";
import { countHits, excerptOf, markedPieces } from "./excerpt.js";
import { findHits, fold, isHan, wordsOf } from "./fold.js";
import { anyMatch, matchShard } from "./match.js";
import { openIndex } from "./shards.js";
import { byOtherNames, ofTopic, topicsNamed } from "./widen.js";

export const PAGE = 20;
const EARLY = 10; // places after which a first list may be shown
const ENOUGH = 400; // places after which older shards wait for the reader's wish
const PATIENT = 8; // shards that are always asked
const TOGETHER = 5; // shards asked at the same time
const NEWEST = 3; // shards asked for what stands between two stretches of text
const NAMED = new Set(["synonym", "question", "cut"]); // steps that keep what was asked for
const GUESSED = new Set(["loose", "typo"]); // steps not taken where a page of the site is called what was typed
const ASKED = new Set(["", "question", "cut", "loose"]); // steps whose words are those that were typed
const UNSURE = new Set(["pinyin", "typo"]); // steps after which nothing else joins what was perhaps meant
const TRIED = 60; // candidates of one query in each stage
const UNITED = 100; // places after which other names of the same thing are left out
const WORDY = 6; // characters of a query that is more than a name
const OTHERS = 8; // candidates looked at for what else was perhaps meant

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
  // first places are known; `deep` asks every shard; `alive()` false drops a stale query. `years`: those that the query
  // wishes for; `left`: words that were left out; `joined`: how many places joined by another name, by a topic.
  async search(query, { deep = false, early = () => {}, alive = () => true } = {}) {
    await this.open();
    const typed = wordsOf(query);
    if (!typed.length) return { words: [], step: "", hits: [], complete: true, parts: [] };
    this.known(); // on its way while the words are looked for
    const years = yearsIn(query);
    const found = await this.asTyped(query, typed, { deep, early, alive, years });
    return alive() ? this.united(query, typed, { soft: [], left: [], ...found, years }, deep) : found;
  }

  async asTyped(query, typed, { deep, early, alive, years }) {
    const whole = wordsOf(query.replace(/(\d)\s+(?=[\u3400-\u9fff%％])/g, "$1"));
    const words = whole.length < typed.length && (await this.holds(whole)) ? whole : typed;
    const options = { deep, early, alive, years };
    const meant = this.byChance(words) ? await this.rewritten(query, words, options) : null;
    if (meant && (NAMED.has(meant.step) || !alive())) return meant;
    const exact = await this.collect(words, options);
    if (exact.hits.length || !alive()) return { words, step: "", ...exact, parts: [] };
    return meant || this.rewritten(query, words, options);
  }

  // The places found, then those that say the same by another name, then the passages of a topic that is named.
  async united(query, typed, found, deep) {
    const known = await this.known();
    const topics = UNSURE.has(found.step) ? [] : known.filter(([kind, , path]) => kind === "topic" && path);
    let named = topicsNamed([typed, found.words, coreOf(typed)], topics);
    let { words, step, left } = found;
    if (!found.hits.length && !named.length) {
      const pieces = (await this.lexicon()).segment(coreOf(typed).join("")).sort((a, b) => b.length - a.length);
      const about = pieces.find((piece) => piece.length > 1 && topicsNamed([[piece]], topics).length);
      if (about) {
        const others = coreOf(typed).flatMap((word) => word.split(about)).filter(Boolean);
        named = topicsNamed([[about, ...others.filter((word) => this.isOffice(word))]], topics);
        left = others.filter((word) => !this.isOffice(word));
      }
    }
    const kept = deep ? this.store.shards : this.wished(this.store.shards, found.years).slice(0, PATIENT);
    const same = ASKED.has(found.step) && found.hits.length && found.hits.length < UNITED ? known.filter(([kind]) => kind === "same").map(([, text, , also]) => [text, ...also]) : [];
    const more = same.length ? await byOtherNames(kept, words, same) : [];
    const passages = (await Promise.all(named.map((topic) => ofTopic(kept, topic)))).flat();
    more.push(...passages);
    const about = new Set(passages.map(placeOf));
    if (about.size) for (const hit of found.hits) hit.beside = about.has(placeOf(hit)) ? 0 : step ? 2.5 : 0.5; // perhaps two words that meet by chance: 法治水平
    const have = new Set(found.hits.map(placeOf));
    // Of a question that is about a topic and nothing else its passages are the answer: none stands behind because it lacks the name.
    if (step === "question" && named.some(({ rest }) => rest.every((word) => this.isOffice(word)))) for (const hit of passages) hit.beside = -2;
    const joined = more.filter((hit) => !have.has(placeOf(hit)) && have.add(placeOf(hit)));
    if (!found.hits.length && joined.length) {
      step = "topic";
      words = [named[0].name];
    } else if (!found.hits.length && !(await this.pages(query)).length) {
      const some = await this.someOf(query, found);
      if (some) return { ...found, step: "some", parts: [], ...some };
    }
    const needed = !found.soft.length && found.step === "";
    const hits = ranked([...found.hits, ...joined], found.years, needed);
    return { ...found, hits, words, step, left, joined: [1, 2].map((via) => joined.filter((hit) => hit.via === via).length), topics: named.map(({ name }) => name) };
  }

  async collect(words, { deep, early, alive, years = [] }) {
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
      if (!shown && alive() && hits.length >= EARLY && index + 1 < shards.length) {
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

  async rewritten(query, words, options) {
    const [lexicon, { candidates }, known] = await Promise.all([this.lexicon(), import("./rewrite.js"), this.known()]);
    const page = known.some(([kind, text, , also]) => kind === "page" && [text, ...also].some((name) => fold(name).text === fold(query).text));
    const held = new Map();
    const source = {
      exists: (text) => {
        if (!held.has(text)) held.set(text, this.holds([text]));
        return held.get(text);
      },
      holds: (all) => this.holds(all),
      count: (text) => this.count(text),
      between: (left, right) => this.between(left, right),
    };
    const tried = new Set();
    for (const { rare, deep } of [{}, { rare: true }, { rare: true, deep: true }]) {
      const vocabulary = rare ? await this.fullLexicon() : lexicon;
      const made = candidates(query, words, vocabulary, source, deep);
      const found = await this.firstHeld(made, tried, { ...options, page });
      if (found) return { ...found, parts: [], others: () => this.others(made, found, tried, vocabulary) };
      if (!options.alive()) break;
    }
    return { words, step: "", hits: [], complete: true, parts: await this.parts(query, words, lexicon, source) };
  }

  // Of a question that no other step explains: places with some of what it asks about.
  async someOf(query, { years }) {
    if (query.search(QUESTION) < 0 && Array.from(query).length < WORDY) return null;
    const [vocabulary, { someHeld }] = await Promise.all([this.fullLexicon(), import("./parts.js")]);
    const offices = ({ agency, short }, place) => findHits(`${agency}¶${short}`, place).length > 0;
    const found = await someHeld(vocabulary.simplify(query), vocabulary, this.wished(this.store.shards, years).slice(0, PATIENT), { isOffice: (word) => this.isOffice(word), offices });
    return found && { ...found, hits: ranked(found.hits, years) };
  }

  // The first candidate that the reports hold, with its places.
  async firstHeld(made, tried, options) {
    const most = tried.size + TRIED;
    for (let next = await made.next(); !next.done && options.alive(); next = await made.next()) {
      const { words, soft, step, left } = next.value;
      if (options.page && GUESSED.has(step)) continue;
      if (left && left.some((word) => this.isOffice(word))) continue; // without its office's name a question is another one
      const key = words.join(" ");
      if (!words.length || tried.has(key) || this.byChance(words)) continue;
      if (tried.size >= most) return null;
      tried.add(key);
      if (!(await this.holds(words))) continue;
      const early = (first) => options.early({ ...first, step, soft: soft || [] }); // no list without its step, not even the first
      const found = await this.collect(words, { ...options, early });
      if (found.hits.length) return { words, step, soft: soft || [], left: left || [], ...found };
    }
    return null;
  }

  // Is an office of the reports called by this word?
  isOffice(word) {
    const reports = this.store.shards.flatMap((shard) => (shard.table ? shard.table.reports : []));
    return word.length > 1 && reports.some(({ agency, short }) => findHits(`${agency}¶${short}`, word).length > 0);
  }

  // What else was perhaps meant: further candidates of the same step, of known words that the reports hold.
  async others(made, found, tried, lexicon) {
    const texts = [];
    let left = OTHERS;
    for (let next = await made.next(); !next.done && left && texts.length < 3; next = await made.next()) {
      const { words, step } = next.value;
      if (step !== found.step) break;
      const key = words.join(" ");
      const known = words.every((word) => lexicon.rank.has(word)) && words.join("") !== found.words.join("");
      if (tried.has(key) || !known) continue;
      tried.add(key);
      left -= 1;
      if (await this.holds(words)) texts.push(key);
    }
    return texts;
  }

  // In how many places of the newest shards that may hold it does a text stand?
  async count(text) {
    const found = await Promise.all((await this.shardsFor([text])).slice(0, NEWEST).map((shard) => matchShard(shard, [text])));
    return found.flat().length;
  }

  // The characters that stand between two stretches of text, in the newest shards that hold both.
  async between(left, right) {
    const words = [left, right].filter((text) => text.length > 0);
    if (words.every((text) => text.length < 2)) return [];
    for (const shard of (await this.shardsFor(words)).slice(0, NEWEST)) {
      const found = await between(shard, words, left, right);
      if (found.length) return found;
    }
    return [];
  }

  // Words of the query that the reports do hold, each as a search of its own.
  async parts(query, words, lexicon, source) {
    const made = words.length > 1 ? words : lexicon.segment(lexicon.simplify(words.join("")));
    const found = [];
    for (const word of new Set(made)) {
      if (word.length > 1 && word !== query && Array.from(word).some(isHan) && (await source.exists(word))) found.push(word);
    }
    return found.slice(0, 5);
  }

  // Texts of some hits, verified and ready to show; a page is ordered by how much of it is about the words.
  async items(hits, words, { dated = false } = {}) {
    const byShard = new Map();
    for (const hit of hits) byShard.set(hit.shard, [...(byShard.get(hit.shard) || []), hit]);
    await Promise.all(
      [...byShard].map(async ([shard, own]) => {
        const texts = await shard.texts(own.map((hit) => hit.record));
        own.forEach((hit, i) => (hit.text = texts[i]));
      }),
    );
    const items = hits.map((hit, order) => ({ ...this.item(hit, hit.words || words), heads: hit.heads, tier: hit.tier || 0, order }));
    return dated ? items : items.sort(byWorth);
  }

  // Topics and terms that the query names, as suggestions: [kind, text, path, also, note, perhaps].
  async subjects(names) {
    const same = (text) => names.some((name) => fold(name).text === fold(text).text);
    const known = (await this.known()).filter(([kind, , path]) => path && (kind === "topic" || kind === "term"));
    const sure = known.filter(([, text, , also]) => [text, ...also].some(same));
    return [...sure, ...known.filter((entry) => !sure.includes(entry) && entry[5].some(same))];
  }

  // Pages of the site that the query names: an item of the menu, or an everyday word for what stands there.
  async pages(query) {
    const asked = fold(query).text;
    const words = [asked, ...coreOf(wordsOf(query)).map((word) => fold(word).text)].filter((word) => word.length > 1);
    const names = ([, text, , also]) => [text, ...also].map((name) => fold(name).text);
    const held = (name) => words.includes(name) || (name.length > 2 && asked.includes(name)) || words.some((word) => word.length > 2 && name.includes(word));
    return (await this.known()).filter((entry) => entry[0] === "page" && names(entry).some(held)).slice(0, 4);
  }

  item(hit, asked) {
    const { report, shard, record } = hit;
    const present = asked.filter((word) => findHits(`${hit.text.heading}¶${hit.text.text}`, word).length);
    const words = hit.via === 2 ? longest(present) : asked; // of a topic's many names those that stand there
    const section = shard.table.sections[record];
    const first = shard.table.levels[record] === 0;
    const shown = excerptOf(hit.text, words);
    const file = location.protocol === "file:" ? "index.html" : "";
    const address = `${this.reportsRoot}reports/${report.id}/${file}?q=${encodeURIComponent(words.join(" "))}${section ? `#${section}` : ""}`;
    return {
      url: address,
      heading: first ? "开头" : hit.text.heading,
      headingPieces: first ? [{ text: "开头", hit: false }] : markedPieces(hit.text.heading, words),
      named: shown.named ? 1 : 0,
      report: report.title,
      reportUrl: `${this.reportsRoot}reports/${report.id}/${file}`,
      info: report,
      topic: hit.topic || "",
      via: hit.via || 0,
      words,
      pieces: shown.pieces,
      lead: shown.lead,
      weight: countHits(hit.text.text, words) / Math.log2(8 + hit.text.text.length / 100),
    };
  }
}

// A page's order: named in the heading, in a run-in head, by how much of the text is about the words, newest first.
function byWorth(a, b) {
  return a.tier - b.tier || b.heads - a.heads || b.named - a.named || Math.round(b.weight * 3) - Math.round(a.weight * 3) || a.order - b.order;
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
function ranked(hits, years = [], needed = false) {
  const worth = (hit) => hit.heads * 2 + (hit.direct > hit.heads ? 0.001 : 0);
  for (const hit of hits) {
    const late = years.length && !years.includes(hit.report.year) ? 1 : 0;
    hit.tier = (hit.beside || 0) + (needed ? (hit.via || 0) * 2 + late : late * 4 + (hit.via || 0));
  }
  return hits
    .map((hit, order) => ({ hit, order, worth: worth(hit) }))
    .sort((a, b) => a.hit.tier - b.hit.tier || b.worth - a.worth || b.hit.report.date.localeCompare(a.hit.report.date) || a.order - b.order)
    .map((entry) => entry.hit);
}

// The characters that stand between two stretches of text in a shard, most frequent first.
async function between(shard, words, left, right) {
  const found = (await matchShard(shard, words)).filter((hit) => hit.direct === words.length);
  if (!found.length || found.length > 400) return [];
  const texts = await shard.texts(found.slice(0, 12).map((hit) => hit.record));
  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(`${escape(left)}[“”‘’]?([\\u3400-\\u9fff])[“”‘’]?${escape(right)}`, "gu");
  const counts = new Map();
  for (const { heading, text } of texts) {
    `${heading}¶${text}`.replace(pattern, (_, char) => counts.set(char, (counts.get(char) || 0) + 1));
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([char]) => char);
}
