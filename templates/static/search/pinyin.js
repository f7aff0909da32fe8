// mashan jiugai, yingshanghuanjing, 马山jiugai, msjg → words of the site with that sound.

const LETTERS = /[a-zü'’]+/gi;
const RUNS = /[a-zü'’]+|[^a-zü'’\s]+/gi; // letters, and what is none

export function looksLikePinyin(text) {
  return /[a-zü]{2,}/i.test(text);
}

// Candidate texts for a run of letters, best first: one word, several words, then initials.
export function wordsForLetters(lexicon, run, limit = 12) {
  const letters = run.toLowerCase().replace(/ü/g, "v").replace(/[^a-z]/g, "");
  if (letters.length < 2) return [];
  const whole = lexicon.byPinyin.get(letters) || [];
  const made = [...whole, ...covers(lexicon, letters)];
  if (!made.length) made.push(...(lexicon.byInitials.get(letters) || []).filter((word) => word.length === letters.length));
  return [...new Set(made)].slice(0, limit);
}

// The letters covered by up to four words; of equally short covers the more frequent words win.
function covers(lexicon, letters) {
  const best = Array.from({ length: letters.length + 1 }, () => []);
  best[0] = [{ text: "", count: 0, rank: 0, known: false }];
  for (let end = 2; end <= letters.length; end += 1) {
    const found = [];
    for (let start = Math.max(0, end - 30); start < end; start += 1) {
      if (!best[start].length) continue;
      const words = lexicon.byPinyin.get(letters.slice(start, end)) || singles(lexicon, letters.slice(start, end));
      for (const word of words.slice(0, 4)) {
        const rank = lexicon.rank.has(word) ? lexicon.rank.get(word) : 9000;
        for (const before of best[start]) {
          const cost = word.length > 1 ? 1 : 2.5;
          if (before.count + cost <= 5) found.push({ text: before.text + word, count: before.count + cost, rank: before.rank + rank, known: before.known || word.length > 1 });
        }
      }
    }
    best[end] = found.sort((a, b) => a.count - b.count || a.rank - b.rank).slice(0, 10);
  }
  return best[letters.length].filter((made) => made.known).map((made) => made.text); // single characters alone are no word
}

function singles(lexicon, sound) {
  return Array.from(lexicon.charsOf.get(sound) || "").slice(0, 6);
}

// All ways to read the letters as syllables, fewest first.
export function syllables(lexicon, letters, limit = 4) {
  const found = [];
  const walk = (at, made) => {
    if (found.length >= 40 || made.length > 6) return;
    if (at === letters.length) found.push(made);
    for (let end = Math.min(letters.length, at + 6); end > at; end -= 1) {
      if (lexicon.charsOf.has(letters.slice(at, end))) walk(end, [...made, letters.slice(at, end)]);
    }
  };
  walk(0, []);
  return found.sort((a, b) => a.length - b.length).slice(0, limit);
}

// The query with its letters turned into words: 马山jiugai → 马山旧改.
export function pinyinCandidates(lexicon, query, limit = 16) {
  const joined = query.replace(/([a-zü'’])\s+(?=[a-zü])/gi, "$1").replace(/\s+/g, "");
  let made = [""];
  let at = 0;
  for (const letters of joined.match(LETTERS) || []) {
    const words = wordsForLetters(lexicon, letters);
    if (!words.length) return [];
    const start = joined.indexOf(letters, at);
    const before = joined.slice(at, start);
    made = made.flatMap((text) => words.map((word) => text + before + word)).slice(0, limit);
    at = start + letters.length;
  }
  return made.map((text) => text + joined.slice(at));
}

// The same with each run of letters and of characters as a word of its own: longchang典型村 → 隆昌 典型村.
export function pinyinPieces(lexicon, query, limit = 16) {
  const runs = query.match(RUNS) || [];
  if (runs.length < 2) return [];
  let made = [[]];
  for (const run of runs) {
    const words = looksLikePinyin(run) ? wordsForLetters(lexicon, run) : [run];
    made = made.flatMap((start) => words.map((word) => [...start, word])).slice(0, limit);
  }
  return made;
}

// And with letters that no word of the vocabulary has: 沙朗chuzhong. Only what stands in one section with the rest counts.
export async function* spelledPieces(lexicon, query, holds) {
  const runs = query.match(RUNS) || [];
  const at = runs.findIndex(looksLikePinyin);
  if (at < 0 || runs.length < 2 || runs.filter(looksLikePinyin).length > 1) return;
  const others = runs.filter((_, i) => i !== at);
  const letters = runs[at].toLowerCase().replace(/[^a-z]/g, "");
  for (const char of lexicon.charsOf.get(letters) || "") {
    const text = runs.map((run, i) => (i === at ? char : run)).join(""); // one syllable of a word: 香山书fang
    if (await holds([text])) yield [text];
  }
  for (const text of await spelledOut(lexicon, letters, (made) => holds([...others, made]))) yield runs.map((run, i) => (i === at ? text : run));
}

// Last resort for words the vocabulary lacks: characters of each sound, kept where the reports have them side by side.
export async function spelledOut(lexicon, letters, exists, budget = 500) {
  let left = budget;
  for (const sounds of syllables(lexicon, letters)) {
    if (sounds.length < 2 || sounds.length > 5) continue;
    let grown = Array.from(lexicon.charsOf.get(sounds[0]));
    for (const sound of sounds.slice(1)) {
      const next = [];
      for (const start of grown) {
        for (const char of lexicon.charsOf.get(sound)) {
          left -= 1;
          if (left < 0) return [];
          if (await exists(start + char)) next.push(start + char);
        }
      }
      grown = next.slice(0, 6);
      if (!grown.length) break;
    }
    if (grown.length) return grown;
  }
  return [];
}
