// Text folding: the same rules as builder/analysis/tokens.py (tests/cases/search/tokens.json binds both).
// A query word becomes tokens for Pagefind; a shown text becomes a folded string with a map back to it.

export const BARRIER = "¶";
const HEAD = "ʘ";
const RUN_IN = "‖";
const SIGNS = { "%": "ǂ", "+": "ǃ", "&": "ǁ" };
const SHOWN = { "␣": " ", "ǀ": ".", "ǂ": "%", "ǃ": "+", "ǁ": "&" };
const CLAUSE = /[。，、；：！？…—,;:!?|¶]/;
const HAN = /[\u3400-\u9fff\uf900-\ufaff〇\u{20000}-\u{3ffff}]/u;
export const APART = "\u0001";
const LISTED = /[（(][〇一二三四五六七八九十百\d]{1,3}$/; // （三）农村 is no 三农: the bracket behind a number of a list keeps a place
const DIGIT = /\d/;
const LETTER = /[\p{L}\p{Nl}\d]/u;

export function isHan(char) {
  return HAN.test(char);
}

// Full-width letters, digits and signs to half width; Chinese punctuation stays.
export function halfWidth(text) {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (c) => {
    if (c === "\u3000") return " ";
    return "，；：！？（）".includes(c) ? c : String.fromCharCode(c.charCodeAt(0) - 0xfee0);
  });
}

// The characters that count, lower case, and where each stands in `text`. Two numbers with only a dropped
// mark between them (2018-2020) stay two numbers.
export function fold(text) {
  const chars = [];
  const at = [];
  const source = halfWidth(text);
  let gap = false;
  for (let i = 0; i < source.length; i += 1) {
    const char = source.codePointAt(i) > 0xffff ? source.slice(i, i + 2) : source[i];
    const between = DIGIT.test(source[i - 1] || "") && DIGIT.test(source[i + 1] || "");
    if (char === "," && between) continue;
    const listed = (char === "）" || char === ")") && LISTED.test(source.slice(Math.max(0, i - 4), i));
    if (listed || (char === "." && between) || LETTER.test(char) || char in SIGNS || CLAUSE.test(char)) {
      if (gap && DIGIT.test(char) && DIGIT.test(chars[chars.length - 1] || "")) {
        chars.push(APART);
        at.push(i);
      }
      gap = false;
      for (const c of char.toLowerCase().slice(0, char.length)) {
        chars.push(c);
        at.push(i);
      }
    } else {
      gap = true;
    }
    i += char.length - 1;
  }
  return { text: chars.join(""), at };
}

// Tokens of one query word, as the index holds them.
export function tokensOf(word) {
  const tokens = [];
  for (const piece of fold(word).text.match(/\d+(?:\.\d+)*|[%+&]|[\p{L}\p{Nl}]/gu) || []) {
    tokens.push(SIGNS[piece] || piece.replace(/[.]/g, "ǀ"));
  }
  return tokens;
}

// Tokens → text that folds to them again.
export function readTokens(tokens) {
  return tokens.join(" ").replace(/[ǀǂǃǁ]/g, (c) => SHOWN[c]);
}

export function headingTokens(tokens) {
  return tokens.map((token) => token + HEAD);
}

// 「165 亿元」「就业 高校毕业生」: words at spaces and clause marks. Marks that take no place are gone.
export function wordsOf(query) {
  const words = [];
  const whole = halfWidth(query).replace(/(\d),(?=\d{3}(?!\d))/g, "$1"); // 2,100 is one number
  const text = whole.replace(/[（(][〇一二三四五六七八九十百\d]{1,3}[）)]/g, "$& ");
  for (const piece of text.split(/[\s。，、；：！？…—,;:!?|¶]+/u)) {
    if (piece && tokensOf(piece).length) words.push(cleanWord(piece));
  }
  return [...new Set(words)];
}

function cleanWord(text) {
  return text.replace(/[“”‘’"'《》「」『』【】〈〉()（）]/g, "") || text;
}

// [start, end) of every place in `text` that reads like `word`; a number never matches inside a longer one.
export function findHits(text, word, folded = fold(text)) {
  const key = fold(word).text;
  const hits = [];
  if (!key) return hits;
  for (let from = folded.text.indexOf(key); from >= 0; from = folded.text.indexOf(key, from + 1)) {
    const end = from + key.length;
    if (/\d/.test(key[0]) && /(\d|\d\.)$/.test(folded.text.slice(Math.max(0, from - 2), from))) continue;
    if (/\d/.test(key[key.length - 1]) && /^(\d|\.\d)/.test(folded.text.slice(end, end + 2))) continue;
    hits.push([folded.at[from], folded.at[end - 1] + 1]);
    from = end - 1;
  }
  return hits;
}

// A fragment's token stream → heading and text as they read on the page; `runIns` are the [start, end) of the
// run-in heads (一是…) in the text.
export function decode(stream) {
  const shown = stream.replace(/ /g, "").replace(/[␣ǀǂǃǁ]/g, (c) => SHOWN[c]);
  const first = shown.indexOf(BARRIER);
  const last = shown.lastIndexOf(BARRIER);
  const parts = (last > first ? shown.slice(first + 1, last) : "").split(RUN_IN);
  const runIns = [];
  let at = 0;
  parts.forEach((part, index) => {
    if (index % 2) runIns.push([at, at + part.length]);
    at += part.length;
  });
  return { heading: shown.slice(0, first).split(HEAD).join(""), text: parts.join(""), runIns };
}
