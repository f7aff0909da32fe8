// A query that finds nothing as typed, step by step. Each step offers candidates; the first that the reports
// hold is shown, and the reader is told which step it was. Nothing is ever shown that lacks the words.

import { aboutOf, QUESTION, VAGUE } from "./asked.js";
import { MEASURES } from "./figures.js";
import { isHan } from "./fold.js";
import { FILLERS } from "./lexicon.js";
import { looksLikePinyin, pinyinCandidates, pinyinPieces, spelledOut, spelledPieces } from "./pinyin.js";
import { shorterWords, textRepairs, wordRepairs } from "./typos.js";
import { inFigures, otherUnits } from "./units.js";
import { synonymsOf } from "./widen.js";

const MEASURE = new RegExp(`(?<=\\d)(?:${MEASURES})(?=[\\u3400-\\u9fff]{2})`, "g");
const PARTICLES = /[的了和与及在是有]/;
const EDGES = /^[的了是有]+|[的了是有]+$/g;
const DOING = /^[做办去给发拿交领搞]+|[做办去给发拿交领搞]+$/g; // verbs of a question, which stay when its question word goes
const YEAR = /^(?:19|20)\d{2}年?$/;
const RUNS = /(?:19|20)\d{2}(?:年|(?![\dA-Za-z]))|[\dA-Za-z]+(?:[.&+][\dA-Za-z]+)*[%+]?|[\u3400-\u9fff〇]+/g;

// Characters at the ends of what no word explains that say nothing of what is asked.
const LOOSE = "治花省县镇边管叫丢亿万产打建干要让把被给能会不没还就都也很太再又才只吗呢啊呀吧哪去来到过着得地么这那些个一两几做办发拿交领搞卖买查有是用开抓装种算点好多少人我你他她它为什上下里对从向等够";
const ENDS = new RegExp(`^[${LOOSE}]+|[${LOOSE}]+$`, "g");
export const THING = /[证费员率税局院站厂店卡款险金楼机牌票券厅馆杯赛节奖癌药]/; // behind a word these make the name of another thing
const RATED = /(?:率|比例|占比|人数|总量|数量|规模)$/; // of what, a name of a measure does not say
const YEARED = /(?:19|20)\d{2}年?/g;
const BESIDE = /平均|一般|可以|一个月|一年|每月|每年|一天|怎么办|现在|目前|如今|今年|去年|明年|哪里|[能会都还有吗呢啊吧呀了过]/g; // beside a phrase these say nothing more
export const WHO = /^(?:打工的?|打工人|职工|老板|公司|企业|单位|工厂|厂里|工地|包工头|我们?|我家|家里|邻居|别人|有人|孩子|老人|小孩|大家|政府)$/;
const BOTH = 16; // ways of several words by other names that are tried

// Candidates in order: {words, soft, step}. `soft` words are wished for, not required. `deep`: also those that have to
// be sought in the reports themselves, character by character.
export async function* candidates(query, words, lexicon, source, deep, apart) {
  const simple = lexicon.simplify(query);
  const plain = simple === query ? words : words.map((word) => lexicon.simplify(word));
  if (simple !== query) yield { words: plain, step: "traditional" };
  const base = plain.map(inFigures);
  if (apart) yield { words: base, step: "cut" }; // an office's name parted from what is asked of it
  for (const text of otherUnits(simple)) yield { words: [text], step: "unit" };
  for (const made of phrased(base, lexicon)) yield { ...made, step: "question" };
  const others = synonymsOf(base, lexicon.synonyms);
  for (const made of others.whole) yield { words: made, step: "synonym" };
  const flat = base.join("");
  const cut = cutWords(base, lexicon);
  for (const made of askedFor(base, cut, lexicon)) yield { words: made, soft: cut.soft, step: "question" };
  const asks = isAsked(base) && !cut.unknown.length;
  const whole = !cut.single.some((char) => THING.test(char) && base.some((word) => cut.words.some((own) => word.includes(own + char)))); // 身份 is no 身份证
  if (asks && whole && cut.words.length) yield { words: cut.words, left: cut.single, soft: cut.soft, step: "question" }; // without characters that are no word: 盐湖产了多少锂
  if (asks && whole) for (const made of byOthers(cut.words, lexicon.synonyms)) yield { words: made, left: cut.single, soft: cut.soft, step: "question" };
  if (cut.whole) yield { words: cut.words, soft: cut.soft, step: "cut" };
  if (cut.whole) for (const made of synonymsOf(cut.words, lexicon.synonyms).whole) yield { words: made, soft: cut.soft, step: "synonym" };
  if (cut.whole) for (const made of byOthers(cut.words, lexicon.synonyms)) yield { words: made, soft: cut.soft, step: "synonym" };
  for (const made of others.split) yield { words: made, step: "cut" };
  for (const made of others.part) yield { words: made, step: "synonym" };
  for (const made of withoutVague(base, cut, lexicon)) yield { ...made, soft: cut.soft, step: "loose" };
  if (looksLikePinyin(flat)) {
    for (const text of pinyinCandidates(lexicon, simple)) yield { words: [text], step: "pinyin" };
    for (const pieces of pinyinPieces(lexicon, simple)) yield { words: pieces, step: "pinyin" };
    for (const text of pinyinCandidates(lexicon, simple)) {
      const pieces = lexicon.segment(text);
      if (pieces.length > 1 && pieces.every((piece) => piece.length > 1)) yield { words: pieces, step: "pinyin" };
    }
    if (deep) {
      for await (const pieces of spelledPieces(lexicon, simple, source.holds)) yield { words: pieces, step: "pinyin" };
      const letters = flat.toLowerCase().replace(/[^a-z]/g, "");
      if (letters.length === flat.length) for (const text of await mostHeld(await spelledOut(lexicon, letters, source.exists), source)) yield { words: [text], step: "pinyin" };
    }
  }
  for (const [index, word] of base.entries()) {
    if (!Array.from(word).some(isHan)) continue;
    const among = (text) => base.map((other, i) => (i === index ? text : other));
    for (const text of wordRepairs(lexicon, word)) yield { words: among(text), step: "typo" };
  }
  if (deep) for (const made of await splitByText(base, cut, source)) yield { words: made.words, soft: made.soft, step: "cut" };
  for (const [index, word] of base.entries()) {
    if (!deep || !Array.from(word).every(isHan) || (await source.exists(word))) continue;
    const among = (text) => base.map((other, i) => (i === index ? text : other));
    for (const text of await textRepairs(lexicon, word, source)) yield { words: among(text), step: "typo" };
  }
  for (const [index, word] of base.entries()) {
    if (!deep) break;
    for (const text of shorterWords(lexicon, word)) yield { words: base.map((other, i) => (i === index ? text : other)), step: "typo" };
  }
  for (const text of wordRepairs(lexicon, flat)) {
    const again = cutWords([text], lexicon);
    if (again.whole && again.words.length > 1) yield { words: again.words, soft: again.soft, step: "typo" };
  }
  if (cut.unknown.length) return; // what no report holds is not left out unsaid: see `someHeld`
  for (const form of deep ? [cut.words, ...synonymsOf(cut.words, lexicon.synonyms).whole] : []) {
    for (const made of await loosened(form, cut, source)) yield { ...made, left: made.left.filter(withoutEnds), soft: cut.soft, step: "loose" };
  }
  if (deep && query.search(QUESTION) >= 0) for (const made of await longestHeld(base, source)) yield { ...made, soft: cut.soft, step: "loose" };
}

// A whole phrase that people ask by, with nothing else beside it but words of a question and who does it: (老板)拖欠工资(怎么办),
// (平均能)活多少岁. It is taken before it is cut into words that reports use for other things.
function* phrased(words, lexicon) {
  const names = lexicon.synonyms.flat().filter((name) => name.length > 2);
  for (const [index, word] of words.entries()) {
    const soft = word.match(YEARED) || [];
    const text = word.replace(YEARED, "").replace(/的/g, "");
    const [name] = names.filter((one) => text.includes(one) && word !== one).sort((a, b) => b.length - a.length);
    if (!name) continue;
    const beside = text.split(name).map((part) => part.replace(QUESTION, "").replace(BESIDE, "")).join("");
    const [who = ""] = name.length > 3 ? beside.match(WHO) || [] : [];
    if (beside !== who || [...words].some((other, at) => at !== index && other.search(QUESTION) >= 0)) continue;
    for (const [made] of [[name], ...synonymsOf([name], lexicon.synonyms).whole])
      yield { words: words.map((other, at) => (at === index ? made : other)), left: who ? [who] : [], soft };
  }
}

// Texts with one sound, those first that stand in most places.
async function mostHeld(texts, source) {
  const counts = await Promise.all(texts.map((text) => source.count(text)));
  return texts.map((text, i) => [text, counts[i]]).sort((a, b) => b[1] - a[1]).map(([text]) => text);
}

// Are there words of a question?
function isAsked(words) {
  return words.some((word) => word.search(QUESTION) >= 0);
}

// A question without its question words and units: what it asks for, whole, then cut, then by other names.
function askedFor(words, cut, lexicon) {
  if (!isAsked(words)) return [];
  const runs = words.flatMap((word) => word.replace(QUESTION, " ").match(RUNS) || []);
  const all = runs.filter((run) => !YEAR.test(run)).map((run) => run.replace(EDGES, "")).filter(Boolean);
  const telling = all.filter(withoutEnds); // 要建 of 要建多少充电桩 names nothing
  const trimmed = telling.length ? telling : all;
  const bare = trimmed.map((run) => run.replace(DOING, "")).filter(Boolean);
  const forms = [trimmed, bare, cut.whole ? cut.words : []].filter((form) => form.length);
  const others = forms.flatMap((form) => [...synonymsOf(form, lexicon.synonyms).whole, ...synonymsOf(form, lexicon.synonyms).part]);
  return [...forms, ...others];
}

// One or several words by other names, as few as may be: 河水 干净 → 河涌 达标.
export function byOthers(words, groups) {
  const names = words.map((word) => [word, ...new Set(synonymsOf([word], groups).whole.map(([name]) => name))].slice(0, 5));
  let made = [{ own: [], changed: 0 }];
  for (const choice of names) made = made.flatMap(({ own, changed }) => choice.map((name, at) => ({ own: [...own, name], changed: changed + (at ? 1 : 0) }))).slice(0, 400);
  return made.filter(({ changed }) => changed).sort((a, b) => a.changed - b.changed).slice(0, BOTH).map(({ own }) => [...new Set(own)]);
}

// The words without those that say little, then the same by other names: 社零 增长 目标 → 社零 增长, 旧改进展 → 旧改.
function withoutVague(words, cut, lexicon) {
  const about = aboutOf(words);
  const pieces = cutWords(about.words, lexicon);
  const bare = about.left.length ? [about.words, ...(pieces.whole ? [pieces.words] : [])] : [];
  return [...bare.map((made) => ({ words: made, left: about.left })), ...plainOf(cut, lexicon)];
}

function plainOf(cut, lexicon) {
  const vague = (word) => VAGUE.test(word);
  const plain = cut.words.filter((word) => !vague(word));
  const left = [...cut.words.filter(vague), ...cut.left];
  if (!plain.length || !left.length || !cut.left.every(vague)) return [];
  return [plain, ...synonymsOf(plain, lexicon.synonyms).whole].map((words) => ({ words, left }));
}

// Figures, letters and characters of a word each by themselves, without question words and the measure word of a figure.
function runsOf(word) {
  return word.replace(QUESTION, " ").replace(MEASURE, " ").match(RUNS) || [];
}

// 茅台卖 → 茅台
export function withoutEnds(stretch) {
  return stretch.replace(ENDS, "");
}

// Words typed without a space, question words dropped. `whole`: nothing was left over; `unknown`: stretches that are no known word.
export function cutWords(words, lexicon) {
  const made = [];
  const soft = [];
  const left = [];
  const loose = []; // stretches of characters that are no known word
  for (const word of words) {
    for (const run of runsOf(word)) {
      if (YEAR.test(run)) soft.push(run);
      else if (!isHan(run[0])) made.push(run);
      else {
        let stretch = "";
        for (const piece of lexicon.segment(run)) {
          if (piece.length > 1 && !FILLERS.has(piece)) made.push(piece);
          else if (piece.length === 1 && !PARTICLES.test(piece)) left.push(piece);
          if (piece.length === 1 && !PARTICLES.test(piece)) stretch += piece;
          else loose.push(stretch, (stretch = ""));
        }
        loose.push(stretch);
      }
    }
  }
  const stretches = loose.map(withoutEnds).filter(Boolean);
  const unknown = stretches.filter((stretch) => stretch.length > 1);
  const single = stretches.filter((stretch) => stretch.length === 1);
  const changed = made.length > words.length || soft.length > 0 || made.join("").length < words.join("").length;
  return { words: [...new Set(made)], soft, left, unknown, single, whole: made.length > 0 && !left.length && changed };
}

// Where the vocabulary does not reach: the longest stretches that the reports hold, from either end.
async function splitByText(words, cut, source) {
  const found = [];
  for (const backward of [false, true]) {
    const pieces = [];
    let failed = false;
    for (const word of words) {
      for (const run of runsOf(word)) {
        if (YEAR.test(run) && words.length + pieces.length > 1) continue;
        const split = isHan(run[0]) ? await greedy(run, backward, source) : [run];
        if (split) pieces.push(...split);
        else failed = true;
      }
    }
    if (!failed && pieces.length > 1 && pieces.length <= 5) found.push(pieces);
  }
  // Short pieces alone stand next to each other by chance: they count where both ends lead to the same ones.
  const agreed = found.length === 2 && found[0].join(" ") === found[1].join(" ");
  const sure = found.filter((pieces) => agreed || pieces.some((piece) => piece.length > 2));
  return sure.map((pieces) => ({ words: [...new Set(pieces)], soft: cut.soft })).sort((a, b) => a.words.length - b.words.length);
}

async function greedy(run, backward, source) {
  if (run.length > 16) return null;
  const pieces = [];
  let rest = run;
  while (rest) {
    let size = Math.min(rest.length, rest === run ? run.length - 2 : 12);
    const take = () => (backward ? rest.slice(-size) : rest.slice(0, size));
    while (size >= 2 && !(await source.exists(take()))) size -= 1;
    if (size < 2) return null;
    pieces[backward ? "unshift" : "push"](take());
    rest = backward ? rest.slice(0, -size) : rest.slice(size);
  }
  return pieces;
}

// Most of the words: one may be missing, and then the rest must still be most of the query, and more than two
// short words that stand in any report somewhere.
async function loosened(words, { words: typed, left }, source) {
  const size = (list) => list.reduce((sum, word) => sum + typed[words.indexOf(word)].length, 0); // another name weighs no more than what it stands for
  const total = size(words) + left.length;
  if (left.length > Math.floor(total / 4)) return [];
  for (const word of words) if (!(await source.exists(word))) return [];
  const made = left.length ? [{ words, left }] : [];
  for (const word of [...words].sort((a, b) => a.length - b.length)) made.push({ words: words.filter((other) => other !== word), left: [word, ...left] });
  return made.filter(({ words: rest }) => rest.length && !rest.every((word) => RATED.test(word)) && size(rest) >= total * 0.6 && (rest.length > 2 || rest.some((word) => word.length > 2)));
}

// Of a question: the longest stretch that the reports hold, if it is long enough to be what was asked about.
async function longestHeld(words, source) {
  const runs = words.flatMap(runsOf).filter((run) => isHan(run[0]));
  const longest = Math.min(12, Math.max(0, ...runs.map((run) => run.length)));
  for (let size = longest; size >= 4; size -= 1) {
    for (const run of runs) {
      for (let start = 0; start + size <= run.length; start += 1) {
        const text = run.slice(start, start + size);
        if (await source.exists(text)) return [{ words: [text], left: [...runs, ""].flatMap((other) => other.split(text)).filter(Boolean) }];
      }
    }
  }
  return [];
}
