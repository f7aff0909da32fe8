// The words around the hits, cut at clause marks, each hit marked once.

import { BARRIER, findHits, fold } from "./fold.js";

const BEFORE = 36;
const AFTER = 84;

// [{text, hit}] pieces to show; the heading stands in when the words are only there.
export function excerptOf(record, words) {
  const body = pieces(record.text, words);
  if (body.some((piece) => piece.hit)) return body;
  const head = pieces(record.heading, words);
  if (!head.some((piece) => piece.hit)) return body;
  const rest = oneLine(record.text.slice(0, BEFORE + AFTER));
  return rest ? [...head, { text: "：" + rest + (record.text.length > rest.length ? "……" : ""), hit: false }] : head;
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

function pieces(text, words) {
  const hits = mergedHits(text, words);
  if (!hits.length) {
    const start = text.slice(0, BEFORE + AFTER);
    return start ? [{ text: oneLine(start) + (text.length > start.length ? "……" : ""), hit: false }] : [];
  }
  const shown = [];
  let last = 0;
  for (const [start, end] of windows(text, hits, words)) {
    if (start > last) shown.push({ text: "……", hit: false });
    shown.push(...markedPieces(text.slice(start, end), words).map(({ text: cut, hit }) => ({ hit, text: oneLine(cut) })));
    last = end;
  }
  if (last < text.length) shown.push({ text: "……", hit: false });
  return shown;
}

// Paragraphs run on in an excerpt; a stop already parts them, elsewhere a stroke does.
function oneLine(text) {
  return text.replace(/([。！？；：，、]?)¶/g, (_, mark) => mark || "／");
}

// One window with most of the words, then a short one for each word it lacks.
function windows(text, hits, words) {
  const first = window(text, hits, words);
  const made = [first];
  for (const word of words) {
    if (made.some(([start, end]) => findHits(text.slice(start, end), word).length)) continue;
    const own = findHits(text, word)[0];
    if (own && made.length < 3) made.push([Math.max(0, own[0] - BEFORE / 2), Math.min(text.length, own[1] + BEFORE)]);
  }
  made.sort((a, b) => a[0] - b[0]);
  return made.reduce((kept, [start, end]) => {
    const before = kept[kept.length - 1];
    if (before && start <= before[1]) before[1] = Math.max(before[1], end);
    else kept.push([start, end]);
    return kept;
  }, []);
}

// The stretch that holds most different words, widened to clause marks.
function window(text, hits, words) {
  let best = hits[0];
  let most = 0;
  for (const hit of hits.slice(0, 60)) {
    const part = text.slice(hit[0], hit[0] + AFTER);
    const kinds = words.filter((word) => findHits(part, word).length).length;
    if (kinds > most) {
      most = kinds;
      best = hit;
    }
    if (kinds === words.length) break;
  }
  let start = Math.max(0, best[0] - BEFORE);
  let end = Math.min(text.length, best[1] + AFTER);
  const lead = start === 0 ? 0 : text.slice(start, best[0]).search(/[。；！？¶，](?!.*[。；！？¶])/s);
  if (lead > 0 || (start > 0 && lead === 0)) start += lead + 1;
  const tail = text.slice(best[1], end);
  const stop = Math.max(...["。", "；", BARRIER].map((mark) => tail.lastIndexOf(mark)));
  if (end < text.length && stop > AFTER / 3) end = best[1] + stop + 1;
  return [start, end];
}
