// The words around the hits, cut at clause marks, each hit marked once.

import { BARRIER, findHits, fold } from "./fold.js";

const BEFORE = 36;
const AFTER = 84;
// of what a heading names, where it is asked what all it is: 十件民生实事有哪些
const LIST = 420;
// to the end of a sentence, or to the figure it leads up to
const FURTHER = 56;
// indexed for search by number, no text of the report
const RECORD = /^(?:索引号|文号|发布机构|主题词)：[^¶]*(?:¶|$)/;
const FIGURE = /\d[\d.,]*(?![\d.,]|年|月|日)/;
// what a word of the question more in the sentence outweighs: words of a list further apart
const SAID = 30;
// the outer last
const QUOTES = ["“”", "《》"];
export const STOP = /[。；！？¶]/;

// {pieces: [{text, hit}], lead: the run-in head the excerpt stands under, named: does a run-in head name the words?}
// `own`: the words that the passage must hold by itself: for the others, its year and its office, no sentence is sought.
// `asked`: what else the question says; of sentences with the same words the one with most of it is shown.
export function excerptOf(record, words, asked = [], own = words) {
  const { text, runIns } = withoutRecord(record, words);
  const heads = runIns.map(([start, end]) => ({ start, end, full: words.every((word) => findHits(text.slice(start, end), word).length) }));
  const named = heads.some((head) => head.full);
  let hits = mergedHits(text, own);
  if (!hits.length) hits = mergedHits(text, words);
  if (hits.length) return { ...shownHits(text, hits, words, heads, asked, own), named };
  const start = text.slice(0, asked.list ? LIST : BEFORE + AFTER);
  const body = start ? [{ text: oneLine(start) + (text.length > start.length ? "……" : ""), hit: false }] : [];
  const inHead = markedPieces(record.heading, words).filter((piece) => piece.hit);
  if (!inHead.length) return { pieces: body, lead: [], named };
  const why = inHead.flatMap((piece, index) => (index ? [{ text: "、", hit: false }, piece] : [piece]));
  return { pieces: [{ text: "标题里有“", hit: false }, ...why, { text: body.length ? "”。" : "”", hit: false }, ...body], lead: [], named };
}

function withoutRecord({ text, runIns = [] }, words) {
  const line = (text.match(RECORD) || [""])[0];
  if (!line || (countHits(line, words) && !countHits(text.slice(line.length), words))) return { text, runIns };
  return { text: text.slice(line.length), runIns: runIns.map(([start, end]) => [start - line.length, end - line.length]) };
}

export function markedPieces(text, words) {
  const hits = mergedHits(text, words);
  const out = [];
  let at = 0;
  for (const [start, end] of hits) {
    if (start > at) out.push({ text: text.slice(at, start), hit: false });
    out.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) out.push({ text: text.slice(at), hit: false });
  return out;
}

export function countHits(text, words) {
  const folded = fold(text);
  return words.reduce((sum, word) => sum + findHits(text, word, folded).length, 0);
}

function mergedHits(text, words) {
  const folded = fold(text);
  const spans = words.flatMap((word) => findHits(text, word, folded)).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const merged = [];
  for (const span of spans) {
    const last = merged[merged.length - 1];
    if (last && span[0] < last[1]) last[1] = Math.max(last[1], span[1]);
    else merged.push([...span]);
  }
  return merged;
}

function shownHits(text, hits, words, heads, asked, needed) {
  const best = window(text, hits, words, heads, asked);
  const head = heads.filter(({ start, end }) => start <= best.hit[0] && !text.slice(end, best.hit[0]).includes(BARRIER)).pop();
  let lead = "";
  if (head && head.end < best.end && countHits(text.slice(head.end, best.end), words)) {
    lead = text.slice(head.start, head.end).replace(/[。：:，；]$/, "");
    if (best.start < head.end) best.start = head.end;
  }
  const shown = [];
  let last = 0;
  for (const [start, end] of windows(text, best, needed, hits, asked)) {
    if (start > last && (last || !(head && start === head.end))) shown.push({ text: "……", hit: false });
    shown.push(...markedPieces(text.slice(start, end), words).map(({ text: cut, hit }) => ({ hit, text: oneLine(cut) })));
    last = end;
  }
  if (last < text.length && !STOP.test(text[last - 1])) shown.push({ text: "……", hit: false });
  return { pieces: shown, lead: lead ? markedPieces(lead, words) : [] };
}

// Paragraphs run on in an excerpt; a stop already parts them, elsewhere a stroke does.
function oneLine(text) {
  return text.replace(/([。！？；：，、]?)¶/g, (_, mark) => mark || "／");
}

// One window with most of the words, then a short one for the sentence that says most of what is over, where that is asked, and
// for each word that they lack.
function windows(text, best, words, hits, asked) {
  const made = [[best.start, best.end]];
  const over = asked.filter((one) => one.length > 1);
  const says = over.length ? hits.slice(0, 60).map(([at]) => over.filter((one) => sentenceAt(text, at).includes(one)).length) : [0];
  const [from, to] = hits[says.indexOf(Math.max(...says))];
  if (Math.max(...says) && !made.some(([start, end]) => start <= from && to <= end)) made.push([startOf(text, from, BEFORE / 2), endOf(text, to)]);
  for (const word of words) {
    if (made.some(([start, end]) => findHits(text.slice(start, end), word).length)) continue;
    const own = findHits(text, word)[0];
    // to the end of the clause, never within a figure
    if (own && made.length < 3) made.push([startOf(text, own[0], BEFORE / 2), own[1] + text.slice(own[1], own[1] + AFTER).match(/^[^，。；！？¶]*[。；！？]?/)[0].length]);
  }
  made.sort((a, b) => a[0] - b[0]);
  return made.reduce((kept, [start, end]) => {
    const before = kept[kept.length - 1];
    if (before && start <= before[1]) before[1] = Math.max(before[1], end);
    else kept.push([start, end]);
    return kept;
  }, []);
}

// The stretch that holds most different words, closest together; among equals the one under a run-in head that
// names them, or with a figure. Widened to clause marks.
function window(text, hits, words, heads, asked) {
  const telling = asked.filter((one) => !words.some((word) => word.includes(one)));
  let best = null;
  for (const hit of hits.slice(0, 60)) {
    const part = text.slice(hit[0], hit[0] + AFTER);
    const ends = words.map((word) => (findHits(part, word)[0] || [])[1]).filter(Boolean);
    const named = heads.some((head) => head.full && head.start <= hit[0] && hit[0] < head.end);
    const sentence = sentenceAt(text, hit[0]);
    const extras = telling.filter((one) => sentence.includes(one)).length * SAID + (named ? 2 : 0) + (FIGURE.test(part.slice(hit[1] - hit[0])) ? 1 : 0);
    const score = ends.length * 1000 - Math.floor(Math.max(0, ...ends) / 20) * 10 + extras;
    if (!best || score > best.score) best = { hit, score };
  }
  const { hit } = best;
  return { hit, start: startOf(text, hit[0], BEFORE), end: endOf(text, hit[1]) };
}

function sentenceAt(text, at) {
  const start = text.slice(0, at).search(/[^。；！？¶]*$/);
  return text.slice(start, at) + text.slice(at).split(STOP, 1)[0];
}

// The last clause mark within reach, never one inside a title or a quotation: there the mark that opens it.
function startOf(text, from, reach) {
  let start = Math.max(0, from - reach);
  const before = start === 0 ? -1 : text.slice(start, from).search(/[。；！？¶，](?!.*[。；！？¶])/s);
  start += before + 1;
  // The sentence from its beginning, where that is not much further: its subject and its first figure belong to what is shown.
  if (start > 0 && !STOP.test(text[start - 1])) {
    const wide = Math.max(0, from - 2 * reach);
    const at = text.slice(wide, start).search(/[^。；！？¶]*$/);
    if (at || !wide) start = wide + at;
  }
  for (const [open, close] of QUOTES) {
    const earlier = text.slice(Math.max(0, start - AFTER), start);
    const at = earlier.lastIndexOf(open);
    if (at >= 0 && at > earlier.lastIndexOf(close) && !earlier.slice(at).includes(BARRIER)) start += at - earlier.length;
  }
  return start;
}

// The last stop within reach; a little further where a sentence ends there or leads up to its first figure.
function endOf(text, from) {
  const rest = text.slice(from, from + AFTER + FURTHER);
  if (rest.length <= AFTER) return from + rest.length;
  const stops = rest.split("").map((char, index) => (STOP.test(char) ? index + 1 : 0)).filter(Boolean);
  const within = stops.filter((stop) => stop <= AFTER && stop > AFTER / 3).pop();
  const figure = rest.match(FIGURE);
  const beyond = stops.find((stop) => stop > (figure ? figure.index : AFTER));
  if (within && (!figure || figure.index < within)) return from + within;
  return from + ((beyond || within || AFTER));
}
