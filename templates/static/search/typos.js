// One wrong, missing, doubled or swapped character. First words of the site, then the reports themselves.

const PARTICLE = /[的了和与及在是]/;
const SURE = 4; // a word this long may differ in any one character; a shorter one must sound or look alike
const OTHERS = 30; // characters tried between two others

// The query with one stretch replaced by a word of the site, best first.
export function wordRepairs(lexicon, text) {
  const chars = Array.from(text);
  const found = [];
  for (let start = 0; start < chars.length; start += 1) {
    for (let size = 2; size <= 8 && start + size <= chars.length; size += 1) {
      const stretch = chars.slice(start, start + size).join("");
      if (lexicon.rank.has(stretch)) continue;
      const put = (word, cost) => {
        const made = [...chars.slice(0, start), word, ...chars.slice(start + size)].join("");
        found.push({ text: made, cost: cost - size + (lexicon.rank.get(word) || 0) * 1e-5 });
      };
      for (const key of lexicon.nearKeys(stretch)) {
        for (const word of lexicon.bySound.get(key) || []) {
          const alike = size > 2 || Array.from(word).every((char, i) => char === stretch[i] || lexicon.soundsSame(char, stretch[i]));
          if (alike && differing(word, stretch) <= 1 + Math.floor(size / 4)) put(word, 0);
        }
      }
      for (let at = 0; at < size; at += 1) {
        for (const other of lexicon.looks.get(chars[start + at]) || "") {
          const word = stretch.slice(0, at) + other + stretch.slice(at + 1);
          if (lexicon.rank.has(word)) put(word, 0.5);
        }
      }
      if (size >= SURE - 1) for (const word of oneOff(lexicon, stretch)) put(word, 2);
    }
  }
  found.sort((a, b) => a.cost - b.cost);
  return [...new Set(found.map((made) => made.text))].slice(0, 12);
}

function differing(a, b) {
  const other = Array.from(b);
  return Array.from(a).filter((char, index) => char !== other[index]).length;
}

// Words one edit away: replaced, missing, extra or swapped. Whoever typed 工业园曲 hardly meant 工业园.
function oneOff(lexicon, text) {
  const near = (word) => Math.abs(word.length - text.length) <= 1 && Math.max(word.length, text.length) >= SURE;
  return lexicon.words.filter((word) => near(word) && isOneEdit(word, text) && !text.startsWith(word) && !text.endsWith(word));
}

// Words that are the text without its first or last character: the last thing to think of.
export function shorterWords(lexicon, text) {
  return [text.slice(0, -1), text.slice(1)].filter((word) => word.length >= SURE - 1 && lexicon.rank.has(word));
}

export function isOneEdit(a, b) {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  if (Math.max(endA - start, endB - start) <= 1) return a !== b;
  return endA - start === 2 && endB - start === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}

// Repairs the reports themselves suggest: what stands where the query has its wrong character. Between two single
// characters nearly anything stands somewhere: there the characters that may be meant are tried instead.
export async function textRepairs(lexicon, text, source) {
  const chars = Array.from(text);
  if (chars.length < 3 || chars.length > 12) return [];
  const found = [];
  for (let at = 0; at < chars.length; at += 1) {
    const left = chars.slice(0, at).join("");
    const right = chars.slice(at + 1).join("");
    if (at > 0) {
      const rest = chars.slice(at).join("");
      for (const char of await source.between(left, rest)) if (!PARTICLE.test(char)) found.push(left + char + rest);
    }
    if (Math.max(left.length, right.length) < 2) continue;
    if (chars.length > SURE && (await source.exists(left + right))) found.push(left + right);
    const swapped = at + 1 < chars.length ? left + chars[at + 1] + chars[at] + chars.slice(at + 2).join("") : "";
    if (swapped && chars.length >= SURE && (await source.exists(swapped))) found.push(swapped);
    for (const char of await source.between(left, right)) {
      const doubled = chars[at] === chars[at - 1] || chars[at] === chars[at + 1]; // 耄耄 for 耄耋: the finger's slip, not the ear's
      if (chars.length > SURE || doubled || lexicon.mistaken(chars[at], char)) found.push(left + char + right);
    }
  }
  if (chars.length === 3 && !found.length) {
    for (const char of lexicon.othersFor(chars[1]).slice(0, OTHERS)) {
      const made = chars[0] + char + chars[2];
      if (await source.exists(made)) found.push(made);
    }
  }
  const alike = (made) => made.length === text.length && Array.from(made).every((char, i) => char === chars[i] || lexicon.mistaken(chars[i], char));
  const unique = [...new Set(found)];
  return [...unique.filter(alike), ...unique.filter((made) => !alike(made))];
}
