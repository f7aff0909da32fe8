// What only a query that finds nothing as typed needs: the steps of rewrite.js tried one after the other, each kept to
// the office that the question names; then the topic it names, and places with some of what it asks about.

import { coreOf, QUESTION, VAGUE, yearsIn } from "./asked.js";
import { COMPARE } from "./compared.js";
import { PATIENT, ranked } from "./engine.js";
import { findHits, isHan, wordsOf } from "./fold.js";
import { FILLERS } from "./lexicon.js";
import { matchShard } from "./match.js";
import { belongs, meaningOf, officesMeant } from "./meant.js";
import { COMMON as USUAL, someHeld } from "./parts.js";
import { byOthers, candidates, cutWords, WHO } from "./rewrite.js";
import { inOrder, plainly, promiseIn } from "./spoken.js";
import { ofTopic, synonymsOf, topicsNamed, writtenFor } from "./widen.js";

const NEWEST = 3; // shards asked for what stands between two stretches of text
const GUESSED = new Set(["loose", "typo"]); // steps not taken where a page of the site is called what was typed
const TRIED = 60; // candidates of one query in each stage
const WORDY = 6; // characters of a query that is more than a name
const EARLIER = 12; // places of a promise that are looked at
const SOMEWHERE = /^(?:家门口?|门口|门前|路边|街上|楼[上下]|村[里口]|家里|屋里|城里|山里|[白今明昨]天|[春夏秋冬]天|半夜|晚上|早上|下午|夜里)$/; // where and when: nothing is near by it
const MUTE = /[的了吗呢啊吧呀么不没有是在人多少很太最都也还就去来到把被让给我你他她它们这那哪个些谁什怎样]/; // of these no word is cut: 多不多 is no 大学多不多
const NEAR = 6; // places of a word that is perhaps near what was typed,
const SHARED = 3; // groups of everyday words that share two characters with it: more of them, and that says nothing
const COMMON = 0.1; // or that part of all: a more frequent word says nothing of it
const OTHERS = 8; // candidates looked at for what else was perhaps meant
const FEW = 10; // places after which related words are not looked for as well
const WAYS = 24; // ways by related words that are looked at
const WHOLE = "民生实事";
const WHOLE_DONE = /民生实事[^。；]{0,16}(?:办完|完成|办结|落地|见效|兑现)|完成[^。；]{0,8}民生实事/;
const TWICE = 4; // places that hold both of two things: with fewer each is looked for by itself as well
const AND = new Set(["和", "与", "跟", "及", "还有", "以及"]);
const TOGETHER = /以及|还有|并且/g;
const SIDES = 4; // offices of a comparison that are each asked by themselves
const APART = /[和与跟](?:.{0,8})(?:有关|相关|相比|一样|之间|区别|不同)/;
const KEPT = new Set(["synonym", "question", "cut"]); // steps that keep what was asked: related words may join

// {words, step, soft, left, years, hits, complete, parts, others, keep, arranged, subject, some}; see `search`.
export async function rewritten(engine, asked, words, options) {
  const lexicon = await engine.lexicon();
  const { text: spoken, taken: mended } = await officesMeant(inOrder(lexicon.simplify(asked), lexicon), engine, lexicon);
  const promise = promiseIn(spoken);
  const plain = plainly(spoken);
  const query = promise ? promise.text : plain === lexicon.simplify(asked) ? asked : plain;
  const typed = query === asked ? words : wordsOf(query);
  const held = new Map();
  const source = {
    exists: (text) => {
      if (!held.has(text)) held.set(text, engine.holds([text]));
      return held.get(text);
    },
    holds: (all) => engine.holds(all),
    count: (text) => count(engine, text),
    between: (left, right) => betweenIn(engine, left, right),
  };
  const meaning = await meaningOf(query, typed, engine, Boolean(promise));
  if (meaning.places.length) for (const one of [lexicon, await engine.fullLexicon()]) one.know(meaning.places);
  const { keep, arranged, years = options.years } = meaning;
  const told = {
    years,
    keep,
    arranged,
    unknown: meaning.unknown,
    named: (meaning.offices || []).map(([, short]) => short),
    mended,
    typed: asked.trim(),
    promise: promise && promise.text.replace(/\s+/g, " "),
    wanted: wantedOf(lexicon, meaning.rest.join("")),
    subject: (topics) => subjectOf(engine, meaning, topics),
    some: () => (meaning.unknown ? null : someOf(engine, meaning, source, { ...options, years })),
  };
  const halves = options.half || meaning.unknown ? null : halvesOf(meaning, lexicon);
  const sides = options.half ? null : sidesOf(meaning, spoken);
  const page = (await engine.pages(query)).length > 0;
  const tried = new Set();
  for (const { rare, deep } of [{}, { rare: true }, { rare: true, deep: true }]) {
    const vocabulary = rare ? await engine.fullLexicon() : lexicon;
    const made = candidates(meaning.query, meaning.words, vocabulary, source, deep, meaning.apart);
    const found = await firstHeld(engine, made, tried, { ...options, years, page, meaning, typed, early: halves ? () => {} : options.early });
    if (halves && (!found || !KEPT.has(found.step) || found.left.length || found.hits.length < TWICE)) {
      const both = await bothOf(engine, halves, meaning, options, found && KEPT.has(found.step) && !found.left.length ? found : null);
      if (both || !options.alive()) return { ...told, ...both };
    }
    if (sides && !(found && KEPT.has(found.step) && meaning.offices.every((office) => found.hits.some((hit) => belongs(hit, office))))) {
      const each = await bothOf(engine, sides, meaning, options, null);
      if (each || !options.alive()) return { ...told, ...each, sides: true };
    }
    if (found) found.left = leftAsTyped(found.left, query, lexicon);
    if (found) found.nowhere = await nowhereIn(found.left.filter((word) => !WHO.test(word)), source.exists);
    if (found) found.swapped = await swappedIn(found.words, query, lexicon, source);
    if (found && promise) found.whole = (hits) => wholeOf(engine, hits, meaning, years);
    if (found) found.related = () => relatedTo(engine, found, meaning, lexicon, source, { ...options, years });
    if (found) return { ...told, ...found, parts: [], others: () => others(engine, made, found, tried, vocabulary) };
    if (!options.alive()) break;
  }
  const own = await parts(query, meaning, lexicon, source, told.wanted);
  return { ...told, words: typed, step: "", hits: [], complete: true, parts: own, ...(await absentIn(engine, meaning, await engine.fullLexicon(), source, { ...options, years })) };
}

// What reports write for the things that the question names, and those names: what an excerpt should show.
function wantedOf(lexicon, text) {
  const simple = lexicon.simplify(text);
  const groups = lexicon.synonyms.filter((group) => group.some((name) => name.length > 1 && simple.includes(name)));
  return [...new Set(groups.flatMap((group) => group.filter((name) => name.length > 1 && simple.includes(name)).flatMap((name) => [name, ...writtenFor(name, group)])))];
}

// Of words that were left out those that no document holds: perhaps places that none here is of.
async function nowhereIn(left, exists) {
  const names = left.filter((word) => /^[\u3400-\u9fff]{2,}$/.test(word));
  const held = await Promise.all(names.map(exists));
  return names.filter((_, at) => !held[at]);
}

// Words that were left out, as they were typed: never a name that was only tried in their place.
function leftAsTyped(left, query, lexicon) {
  const typed = lexicon.simplify(query);
  const from = (word) => lexicon.synonyms.flatMap((group) => group.filter((one) => one.length > 1 && typed.includes(one) && writtenFor(one, group).includes(word))).sort((a, b) => b.length - a.length)[0];
  return [...new Set(left.map((word) => (typed.includes(word) ? word : from(word))).filter(Boolean))];
}

// Two things asked in one question: 修路和幼儿园. The connecting word stands alone between them, and nothing is compared.
function halvesOf({ query, rest, named = [], offices = [] }, lexicon) {
  const text = lexicon.simplify(rest.join(" ")).replace(TOGETHER, "和");
  if (offices.length > 1 || COMPARE.test(query) || APART.test(text)) return null;
  const pieces = text.split(" ").flatMap((word, at) => [...(at ? [" "] : []), ...lexicon.segment(word)]);
  const at = pieces.findIndex((piece, index) => AND.has(piece) && index > 0 && index + 1 < pieces.length);
  if (at < 0) return null;
  const halves = [pieces.slice(0, at), pieces.slice(at + 1)].map((part) => part.join("").trim());
  if (halves.some((half) => Array.from(coreOf(wordsOf(half)).join("")).filter(isHan).length < 2)) return null;
  const years = yearsIn(query).map((year) => `${year}年`);
  return halves.map((half) => ({ text: half.replace(QUESTION, " ").trim(), query: [...named.slice(0, 1), ...years.filter((year) => !half.includes(year)), half].join(named.length ? "" : " ") }));
}

// Two offices asked of in one question: each goes through the same steps as a question of its own.
function sidesOf({ offices = [], typed = [] }, query) {
  if (offices.length < 2 || offices.length > SIDES) return null;
  return offices.map(([id, name]) => ({ text: name, query: typed.filter((one) => one.id !== id).reduce((left, one) => left.split(one.typed).join(" "), query) }));
}

// The places of each half, the first of each in turn; null where neither half has any.
async function bothOf(engine, halves, { offices, places }, options, whole) {
  if (places.length) return null;
  const halved = [];
  for (const { text, query } of halves) halved.push({ text, answer: await engine.search(query, { deep: options.deep, alive: options.alive, half: true }) });
  if (!options.alive() || !halved.some(({ answer }) => answer.hits.length)) return null;
  const seen = new Set();
  const hits = [];
  for (const hit of whole ? whole.hits : []) {
    seen.add(`${hit.shard.info ? hit.shard.info.name : ""} ${hit.record}`); // what holds both goes before
    hits.push({ ...hit, words: whole.words, half: hits.length, tier: hits.length });
  }
  const most = Math.max(...halved.map(({ answer }) => answer.hits.length));
  for (let at = 0; at < most; at += 1) {
    halved.forEach(({ answer }, half) => {
      const hit = answer.hits[at];
      const key = hit && `${hit.shard.info ? hit.shard.info.name : ""} ${hit.record}`;
      if (!hit || seen.has(key)) return;
      seen.add(key);
      hits.push({ ...hit, words: hit.words || answer.words, via: hit.via, lacking: answer.step === "near" || (answer.step === "some" && answer.absent.length > 0), half: hits.length, tier: hits.length });
    });
  }
  const words = [...new Set(halved.flatMap(({ answer }) => (answer.hits.length ? answer.words : [])))];
  return { step: "both", halves: halved, words, hits, soft: [], left: [], absent: [], parts: [], offices, complete: halved.every(({ answer }) => answer.complete) };
}

// Words of the question that stand in no document at all, or in none of the office that it names.
async function absentIn(engine, { rest, unknown, keep }, lexicon, source, { years }) {
  const { words, unknown: loose } = cutWords(coreOf(rest), lexicon);
  const asked = [...new Set([...words, ...loose])].filter((word) => word !== unknown && /[\u3400-\u9fffA-Za-z]/.test(word));
  const shards = keep ? engine.wished(engine.store.shards, years).slice(0, PATIENT) : [];
  const own = async (word) => (await Promise.all(shards.map((shard) => matchShard(shard, [word])))).flat().some(keep);
  const held = await Promise.all(asked.map((word) => (keep ? own(word) : source.exists(word))));
  const absent = asked.filter((_, at) => !held[at]);
  // Its other names, where all that was asked is absent and so are they: then it is plainly said that nothing is written of it.
  const alike = [...new Set(absent.flatMap((word) => lexicon.synonyms.slice(0, lexicon.same).find((group) => group.includes(word)) || []))].filter((name) => !absent.includes(name));
  const also = await Promise.all(alike.map((name) => (keep ? own(name) : source.exists(name))));
  return { absent, alike: absent.length === asked.length && !also.includes(true) ? alike : [] };
}

// What was looked for in place of a word that was typed: [{from, to, same, held}]; `same`: the very same thing, else only related.
async function swappedIn(words, query, lexicon, source) {
  const typed = lexicon.simplify(query);
  const found = [];
  for (const to of words.filter((word) => !typed.includes(word))) {
    const at = lexicon.synonyms.findIndex((group) => group.some((from) => typed.includes(from) && writtenFor(from, group).includes(to)));
    if (at < 0) continue;
    const from = lexicon.synonyms[at].find((one) => typed.includes(one) && writtenFor(one, lexicon.synonyms[at]).includes(to));
    found.push({ from, to, same: at < lexicon.same, held: await source.exists(from) });
  }
  return found;
}

// Of a promise among the 民生实事 that no later report tells by itself: what that report says of all of them together.
async function wholeOf(engine, hits, { keep }, years) {
  const earlier = hits.filter(({ report }) => years.length && !years.includes(report.year)).slice(0, EARLIER);
  const among = await Promise.all(earlier.map(async ({ shard, record }) => (await shard.texts([record]))[0]));
  if (!among.some(({ heading, text }) => `${heading}${text}`.includes(WHOLE))) return [];
  const shards = engine.wished(await engine.shardsFor([WHOLE]), years).slice(0, PATIENT);
  const later = (await Promise.all(shards.map((shard) => matchShard(shard, [WHOLE])))).flat().filter((hit) => years.includes(hit.report.year) && (!keep || keep(hit)));
  const texts = await Promise.all(later.map(async ({ shard, record }) => (await shard.texts([record]))[0].text));
  return later.filter((_, at) => WHOLE_DONE.test(texts[at])).map((hit) => ({ ...hit, via: 1, near: true, words: [WHOLE] }));
}

// Places by related words, where few are found: what is asked about may be written otherwise elsewhere.
async function relatedTo(engine, found, { keep }, lexicon, source, options) {
  if (!KEPT.has(found.step) || found.hits.length >= FEW) return [];
  const [own, names] = [found.words.filter((word) => !engine.isOffice(word)), found.words.filter((word) => engine.isOffice(word))];
  const typed = own.map((word) => (found.swapped.find(({ to }) => to === word) || { from: word }).from);
  const ways = [own, typed].flatMap((words) => [...(words === typed ? [words] : []), ...synonymsOf(words, lexicon.synonyms).whole, ...byOthers(words, lexicon.synonyms)]);
  const unique = [...new Map(ways.map((words) => [...new Set(words)]).map((words) => [words.join(" "), words])).values()].filter((words) => words.join(" ") !== own.join(" "));
  const hits = [];
  let left = WAYS;
  for (const words of unique) {
    if (!options.alive() || !left) break;
    if ((await Promise.all(words.map(source.exists))).includes(false)) continue;
    left -= 1;
    const wide = [...names, ...words];
    if (engine.byChance(wide)) continue;
    const shards = engine.wished(await engine.shardsFor(wide), options.years).slice(0, PATIENT);
    const more = (await Promise.all(shards.map((shard) => matchShard(shard, wide)))).flat();
    const further = Math.min(0.9, unique.indexOf(words) * 0.05); // what stands further down a list is less surely what was asked
    hits.push(...more.filter((hit) => !keep || keep(hit)).map((hit) => ({ ...hit, via: 1, near: true, words: wide, beside: further })));
  }
  return hits.slice(0, 30);
}

// The first candidate that the reports hold, with its places.
async function firstHeld(engine, made, tried, options) {
  const { keep, unknown, places } = options.meaning;
  const most = tried.size + TRIED;
  for (let next = await made.next(); !next.done && options.alive(); next = await made.next()) {
    const { words, soft, step, left } = next.value;
    if ((options.page || options.half) && GUESSED.has(step)) continue;
    if (left && left.length && (options.meaning.named || []).length && words.every((word) => options.meaning.named.includes(word))) continue; // a question is not answered by its office's name
    if (left && left.length && words.every((word) => engine.isOffice(word))) continue; // nor by what offices are called: 街道
    if (options.meaning.gone && words.every((word) => engine.isOffice(word))) continue; // nor one of a year by its name in another year's documents
    if (left && left.some((word) => engine.isOffice(word))) continue; // without its office's name a question is another one
    if (unknown && !words.some((word) => word.includes(unknown))) continue; // … and without its place
    if (places.some((place) => !words.some((word) => word.includes(place)))) continue;
    if (words.some((word) => word.length === 1 && isHan(word) && !options.typed.includes(word))) continue; // cut out of a word by chance
    const key = words.join(" ");
    if (!words.length || tried.has(key) || engine.byChance(words)) continue;
    if (tried.size >= most) return null;
    tried.add(key);
    if (!(await engine.holds(words))) continue;
    const early = (first) => keep || options.early({ ...first, step, soft: soft || [] }); // no list without its step, not even the first
    const found = await engine.collect(words, { ...options, early });
    const hits = keep ? found.hits.filter(keep) : found.hits;
    // Of the year asked for a passage may say it without the word 目标: 2023年力争增长6%以上.
    const told = words.filter((word) => !VAGUE.test(word));
    if (hits.length && options.years.length && told.length && told.length < words.length && !hits.some(({ report }) => options.years.includes(report.year))) {
      const more = await engine.collect(told, options);
      const own = keep ? more.hits.filter(keep) : more.hits;
      if (own.some(({ report }) => options.years.includes(report.year))) return { words: told, step, soft: soft || [], left: words.filter((word) => VAGUE.test(word)), ...more, hits: own };
    }
    if (hits.length) return { words, step, soft: soft || [], left: left || [], ...found, hits };
  }
  return null;
}

// The topic that a part of the question names, where no words of it stand anywhere.
async function subjectOf(engine, meaning, topics) {
  if (meaning.unknown || meaning.places.length) return { named: [], left: [] };
  const core = coreOf(meaning.rest);
  const pieces = (await engine.lexicon()).segment(core.join("")).sort((a, b) => b.length - a.length);
  const about = pieces.find((piece) => piece.length > 1 && topicsNamed([[piece]], topics).length);
  if (!about) return { named: [], left: [] };
  const others = core.flatMap((word) => word.split(about)).filter(Boolean);
  const named = topicsNamed([[about, ...others.filter((word) => engine.isOffice(word))]], topics);
  const left = others.filter((word) => !engine.isOffice(word));
  const found = { named, left, nowhere: await nowhereIn(left, (word) => engine.holds([word])) };
  // Called by another of its names, which stands there itself: places with that and more of the question go before (someOf).
  const { keep } = meaning;
  const itself = topics.some(([, text]) => text === about) ? [] : (await Promise.all(engine.store.shards.slice(0, PATIENT).map((shard) => matchShard(shard, [about])))).flat();
  if (!itself.some((hit) => hit.direct && (!keep || keep(hit)))) return found;
  meaning.aside = found;
  return { named: [], left: [] };
}

// Of a question that no other step explains: places with some of what it asks about.
async function someOf(engine, meaning, source, { years }) {
  const { query, rest, keep } = meaning;
  const text = rest.join("");
  const brief = query.search(QUESTION) < 0 && Array.from(query).length < WORDY;
  const vocabulary = await engine.fullLexicon();
  const offices = ({ agency, short }, place) => findHits(`${agency}¶${short}`, place).length > 0;
  const shards = engine.wished(engine.store.shards, years).slice(0, PATIENT);
  const held = (single) => someHeld(vocabulary.simplify(rest.join(" ")), vocabulary, shards, { isOffice: (word) => engine.isOffice(word), offices, keep, must: meaning.places, exists: source.exists, single });
  const found = await held(false);
  const { named, left } = meaning.aside || { named: [] };
  const about = (await Promise.all(named.map((topic) => ofTopic(shards, topic)))).flat().filter((hit) => !keep || keep(hit));
  const mere = brief && found && found.words.join("").length < text.length; // of a mere name no part is the thing: told as only near it
  if ((mere || !found) && about.length) return { step: "topic", words: [named[0].name], hits: meaning.arranged(ranked(about, years)), left };
  if (mere) return { ...found, step: "near", hits: ranked(found.hits, years) };
  if (!found) {
    const topic = await namedOtherwise(engine, meaning, vocabulary, shards);
    if (topic) return topic;
    const single = meaning.places.length ? null : await held(true);
    if (single) return keep ? alone(single, engine, years) : { ...alone(single, engine, years), step: "near" };
    return meaning.places.length ? null : nearTo(engine, meaning, vocabulary, shards, years);
  }
  const joined = about.filter((hit) => !found.hits.some(({ shard, record }) => shard === hit.shard && record === hit.record)).map((hit) => ({ ...hit, beside: 3 }));
  return { ...found, hits: meaning.arranged(ranked([...found.hits, ...joined], years)), joined: [0, joined.length], topics: named.map(({ name }) => name) };
}

// What single characters of a question stand for: told as only some of it.
function alone(found, engine, years) {
  return found && { ...found, words: found.stand, absent: [], hits: ranked(found.hits, years) };
}

// Of the office that a question names: passages of the topic that another name of what it asks about names, told as such.
async function namedOtherwise(engine, { rest, keep, places }, lexicon, shards) {
  const text = lexicon.simplify(rest.join(" "));
  const known = [...new Set(lexicon.synonyms.flat())].filter((name) => name.length > 1 && text.includes(name)).sort((a, b) => b.length - a.length);
  if (places.length || !known.length) return null;
  const topics = (await engine.known()).filter(([kind, , path]) => kind === "topic" && path);
  for (const name of known) {
    const [topic] = topicsNamed(synonymsOf([name], lexicon.synonyms).whole, topics);
    const hits = topic ? (await ofTopic(shards, { ...topic, rest: [] })).filter((hit) => !keep || keep(hit)) : [];
    if (hits.length) return { words: [topic.name], hits: ranked(hits), left: [], absent: [name], stand: [], about: topic.name };
  }
  return null;
}

// Where nothing else is left: places of what is near what was typed. A known word within it; what reports write for an everyday
// word that shares two characters with it. Told as only near it.
async function nearTo(engine, { rest, keep }, lexicon, shards, years) {
  const opened = await Promise.all(shards.map((shard) => shard.open()));
  const total = opened.reduce((sum, shard) => sum + shard.table.reportOf.length, 0);
  const runs = lexicon.simplify(rest.join(" ")).replace(QUESTION, " ").split(/[^\u3400-\u9fff]+/).map((run) => Array.from(run));
  const grams = [...new Set([4, 3, 2].flatMap((size) => runs.flatMap((run) => run.slice(size - 1).map((_, at) => run.slice(at, at + size).join("")))))];
  const telling = grams.filter((gram) => !MUTE.test(gram) && !USUAL.test(gram) && !FILLERS.has(gram) && !SOMEWHERE.test(gram) && !VAGUE.test(gram) && !engine.isOffice(gram));
  const tried = new Set();
  const found = async (names, gram) => {
    for (const name of names.filter((one) => one.length > 1 && !tried.has(one) && tried.add(one))) {
      const hits = (await Promise.all(shards.map((shard) => matchShard(shard, [name])))).flat().filter((hit) => hit.direct && (!keep || keep(hit)));
      if (hits.length && hits.length <= Math.max(NEAR, total * COMMON)) return { step: "near", words: [name], hits: ranked(hits, years), left: [], absent: [gram], stand: [name] };
    }
    return null;
  };
  for (const gram of telling.filter((one) => lexicon.rank.has(one))) {
    const near = await found([gram, ...synonymsOf([gram], lexicon.synonyms).whole.map(([name]) => name)], gram);
    if (near) return near;
  }
  for (const gram of telling) {
    const shares = (name) => name.includes(gram) && gram.length * 2 > name.length; // the greater part of it: 麻将 of 打麻将, not 村口 of 村口的河
    const groups = lexicon.synonyms.filter((group) => group.some((name) => shares(name) && writtenFor(name, group).length));
    if (!groups.length || groups.length > SHARED) continue;
    const near = await found(groups.flatMap((group) => group.filter(shares).flatMap((name) => writtenFor(name, group))), gram);
    if (near) return near;
  }
  return null;
}

// What else was perhaps meant: further candidates of the same step, of known words that the reports hold.
async function others(engine, made, found, tried, lexicon) {
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
    if (await engine.holds(words)) texts.push(key);
  }
  return texts;
}

// In how many places of the newest shards that may hold it does a text stand?
async function count(engine, text) {
  const found = await Promise.all((await engine.shardsFor([text])).slice(0, NEWEST).map((shard) => matchShard(shard, [text])));
  return found.flat().length;
}

// The characters that stand between two stretches of text, in the newest shards that hold both.
async function betweenIn(engine, left, right) {
  const words = [left, right].filter((text) => text.length > 0);
  if (words.every((text) => text.length < 2)) return [];
  for (const shard of (await engine.shardsFor(words)).slice(0, NEWEST)) {
    const found = await between(shard, words, left, right);
    if (found.length) return found;
  }
  return [];
}

// Words of the query that the reports do hold, each as a search of its own.
async function parts(query, { words, unknown }, lexicon, source, wanted) {
  const made = words.length > 1 ? words : lexicon.segment(lexicon.simplify(words.join("")));
  const found = [];
  for (const word of new Set([...made, ...wanted])) {
    if (word === unknown || word.length < 2 || word === query || !Array.from(word).some(isHan)) continue;
    if (await source.exists(word)) found.push(word);
  }
  return found.slice(0, 5);
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
