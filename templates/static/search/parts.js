// The last step for a whole question: sections that hold some of what it asks about, those with most and rarest first.
// Every place is told as one that holds only some of the words; a name of an office or a wrong character is never left out unsaid.

import { QUESTION, VAGUE } from "./asked.js";
import { isHan } from "./fold.js";
import { FILLERS } from "./lexicon.js";
import { matchShard } from "./match.js";
import { THING, withoutEnds } from "./rewrite.js";
import { synonymsOf } from "./widen.js";

const FILL = /(.)不\1|[一两三四五六七八九十几]个|那边|这边|那里|这里|哪儿|去哪|几号|几个|几件|有人|没人|有些|一些|一共|总共|打算|准备|到底|应该|现在|目前|还要|还能|多长|到哪一步|哪一步|一步|有没有|没有|是不是|咋样|咋办|怎么|怎样|如何|便宜|老是|总是|每个|每天|今年|去年|明年|定的|定了|不|没|吗|呢|啊|呀|吧|了|得|着|过|要|让|把|被|给|能|会/g;
const PARTICLES = /[的了和与及在是有]/;
const YEAR = /(?:19|20)\d{2}年?/g;
const RUNS = /[\dA-Za-z]+(?:[.&+][\dA-Za-z]+)*[%+]?|[\u3400-\u9fff〇]+/g;
// Things of one character, which stand in many words: asked for only where nothing else of the question is held.
const SINGLE = new Map(
  ("堵 拥堵 疏堵|桥 桥梁 危桥 大桥 便民桥|路 道路 公路|电 发电 电力 绿电 电网|水 供水 水质 饮用水|气 燃气 天然气|煤 煤炭 原煤|油 原油 石油|鱼 水产 渔业|猪 生猪|牛 牛羊 畜牧|羊 牛羊 畜牧|鸡 家禽|茶 茶叶|酒 白酒|" +
    "树 古树 植树 造林|花 花卉 绿化|狗 养犬 犬|船 船舶 渔船 港口|车 汽车 机动车|房 住房 房屋|药 药品|网 网络 5G 基站 宽带 千兆|税 税收|兵 征兵 参军|娃 儿童 婴幼儿|病 医疗 诊疗|盐 盐湖 钾肥|锂 碳酸锂 锂盐|铝 绿铝 电解铝|铜 电解铜|钢 钢材 钢铁|" +
    "菜 蔬菜|果 水果 果园|粮 粮食|米 粮食|灯 路灯 照明|厕 户厕 公厕|河 河涌 河湖 水系|海 海洋|草 草原|沙 防沙治沙|吵 噪声|臭 黑臭|脏 环境卫生 人居环境|热 供热|冷 供暖|偷 盗窃 警情|骗 诈骗|赌 赌博|毒 禁毒")
    .split("|")
    .map((line) => line.split(" "))
    .map(([one, ...others]) => [one, others]),
);
const DONE_TO = /^[修养挖产运拆缺喝吃]+|[修养挖产运拆缺喝吃]+$/g; // verbs beside one
const COUNTED = /^(?:人数|数量|金额|总量|总数|比例|比重|人次|规模)$/; // how a thing is counted: 死亡人数 does not answer 旅游人数
export const COMMON = /^(?:共同|世界|全国|国家|社会|一起|全部|全面|重要|主要|新型|普通|特别|其他|发展|建设|服务|管理|改革|推进|提升|水平|能力|喜欢|专家|增长|增加|下降|完成)$/;
const MOST = 8; // things asked about, and names tried for each
const FURTHER = 0.95; // what stands further down a list of what is written for a word is less surely it
const FREQUENT = 0.2; // of all sections
const LEAST = 0.55; // of the best section's worth
const ENOUGH = 60; // places
const STOOD = 5; // words that a note names

// The things that a question asks about: what people call them by, known words, stretches that the reports hold, and what a
// wrong character was written for. A character alone is never one.
async function piecesOf(text, lexicon, exists) {
  const names = lexicon.synonyms.flat();
  const called = names.filter((name) => name.length > 1 && text.includes(name)).sort((a, b) => b.length - a.length);
  const found = called.filter((name, at) => !called.slice(0, at).some((longer) => longer.includes(name)));
  const rest = found.reduce((left, name) => left.split(name).join(" "), text);
  const unknown = [];
  const alone = []; // characters between words that are a thing by themselves
  for (const run of rest.replace(YEAR, " ").replace(QUESTION, " ").replace(FILL, " ").match(RUNS) || []) {
    if (!isHan(run[0])) found.push(names.find((name) => sorted(name) === sorted(run)) || run);
    else {
      const pieces = await joined(lexicon.segment(run), exists);
      // A word of which a character makes another thing: 世界 of 世界杯, 身份 of 身份证.
      pieces.forEach((piece, at) => {
        if (at && piece.length === 1 && THING.test(piece) && pieces[at - 1].length === 2 && !FILLERS.has(pieces[at - 1])) pieces.splice(at - 1, 2, "", pieces[at - 1] + piece);
      });
      found.push(...pieces.filter((piece) => piece.length > 1 && !FILLERS.has(piece)));
      const loose = pieces.map((piece) => (piece.length > 1 || PARTICLES.test(piece) ? " " : piece)).join("").split(" ").map(withoutEnds);
      unknown.push(...loose.filter((stretch) => stretch.length > 1));
      alone.push(...loose.map((stretch) => withoutEnds(stretch.replace(DONE_TO, ""))).filter((stretch) => SINGLE.has(stretch)));
      for (let at = 0; at + 1 < pieces.length; at += 1) found.push(...names.filter((name) => isMeant(name, pieces[at] + pieces[at + 1], lexicon)).slice(0, 1));
    }
  }
  return { pieces: [...new Set(found)].slice(0, MOST), unknown, alone: [...new Set(alone)] };
}

const isLoose = (piece) => piece && piece.length === 1 && !PARTICLES.test(piece) && withoutEnds(piece) !== "";

// A character beside a word belongs to it where the reports write both: 春秋 假 → 春秋假; so do two characters: 茶 园.
async function joined(pieces, exists) {
  const made = [];
  for (const [at, piece] of pieces.entries()) {
    const last = made[made.length - 1];
    const apart = last && ((last.length === 1 && isLoose(made[made.length - 2])) || (piece.length === 1 && isLoose(pieces[at + 1]))); // 务员 of 公务员, 收增长 of 税收增长
    const single = !apart && last && (piece.length === 1 || last.length === 1) && !PARTICLES.test(piece) && !PARTICLES.test(last);
    if (single && (await exists(last + piece))) made[made.length - 1] += piece;
    else made.push(piece);
  }
  return made;
}

// The two known words that make up a longer name: 养老院床位 → 养老院 床位.
function partsOf(name, lexicon) {
  const cuts = Array.from({ length: name.length - 3 }, (_, at) => [name.slice(0, at + 2), name.slice(at + 2)]);
  return cuts.reverse().find((pair) => pair.every((part) => lexicon.rank.has(part))) || [];
}

// GPD is GDP; only letters are ever out of order.
function sorted(word) {
  return /^[a-z&]{3,}$/i.test(word) ? Array.from(word.toLowerCase()).sort().join("") : word;
}

// 旧该 → 旧改: of two loose characters one is right, and the other of its very sound.
function isMeant(name, pair, lexicon) {
  if (name.length !== 2 || pair.length !== 2) return false;
  return name[0] === pair[0] ? lexicon.soundsSame(name[1], pair[1]) : name[1] === pair[1] && lexicon.soundsSame(name[0], pair[0]);
}

// {words, hits, left}: places in the newest `shards`; null where nothing, or only one common word, is held.
export async function someHeld(text, lexicon, shards, { isOffice, offices, keep, must, exists, single = false }) {
  const parted = await piecesOf(text, lexicon, exists);
  const { pieces, unknown } = single ? { pieces: parted.alone, unknown: [] } : parted;
  const places = pieces.filter(isOffice);
  const said = pieces.filter((piece) => !isOffice(piece) && !VAGUE.test(piece));
  const asked = said.some((piece) => !COUNTED.test(piece)) ? said.filter((piece) => !COUNTED.test(piece)) : said;
  if (!asked.length) return null;
  const opened = await Promise.all(shards.map((shard) => shard.open()));
  const total = opened.reduce((sum, shard) => sum + shard.table.reportOf.length, 0);
  const sections = new Map();
  const held = [];
  const left = [...unknown]; // told as not used: perhaps a place that no document here is of
  const absent = [];
  const swapped = []; // only related words stand for them
  for (const stretch of unknown) if (!(await exists(stretch))) absent.push(stretch);
  const called = (piece) => SINGLE.get(piece) || [piece, ...synonymsOf([piece], lexicon.synonyms).whole.map(([name]) => name)].slice(0, MOST);
  const placesOf = async (names) => {
    const own = new Map(); // place → the names that stand there, the typed one before others
    for (const name of names) {
      for (const hit of (await Promise.all(shards.map((shard) => matchShard(shard, [name])))).flat()) {
        const key = `${hit.shard.info ? hit.shard.info.name : ""} ${hit.record}`;
        if (hit.direct && (!keep || keep(hit))) own.set(key, { hit, names: [...(own.has(key) ? own.get(key).names : []), name] });
      }
    }
    return own;
  };
  const within = new Set(); // parts of a longer name that is not held
  for (let at = 0; at < asked.length && at < MOST * 2; at += 1) {
    const piece = asked[at];
    let names = called(piece);
    let own = await placesOf(names);
    if (!own.size) {
      left.push(piece);
      if (!within.has(piece)) absent.push(piece);
      // Of one office what the thing is one of: 空巢老人 → 老人, told as lacking it.
      names = keep && piece.length > 3 ? called(piece.slice(-2)) : [];
      if (names.length > 1) own = await placesOf(names);
      else if (piece.length > 3) for (const part of partsOf(piece, lexicon)) if (!asked.includes(part) && !COUNTED.test(part)) within.add(part) && asked.push(part); // 养老院床位 → 养老院 and 床位
      if (!own.size) continue;
    }
    held.push(names[0]);
    const [first] = [...own.values()].map((one) => one.names).sort((a, b) => names.indexOf(a[0]) - names.indexOf(b[0]))[0];
    if (first !== piece && piece.length > 1 && !absent.includes(piece) && !within.has(piece) && (keep || !(await exists(piece)))) swapped.push(piece);
    const weight = Math.log(1 + total / own.size);
    for (const [key, { hit, names: here }] of own) {
      if (places.length && !places.every((place) => offices(hit.report, place))) continue;
      const section = sections.get(key) || { ...hit, worth: 0, found: 0, words: [], heads: 0 };
      section.worth += here[0] === piece ? weight : weight * 0.8 * FURTHER ** Math.max(0, names.indexOf(here[0]) - 1);
      section.found += 1;
      section.heads += hit.heads;
      section.words.push(...here.slice(0, 3));
      sections.set(key, section);
    }
  }
  const all = [...sections.values()];
  const best = Math.max(0, ...all.map(({ worth }) => worth));
  // One word of several says too little, unless it is a rare one: then it is what was asked about.
  const rare = Math.log(1 + total / Math.max(2, total * 0.1));
  // Of one office everything that it says of the thing is little enough.
  const things = asked.length - within.size + unknown.length;
  // A frequent word that is the lesser part of what was typed is not what was asked about: 工程 of 政府欠工程款.
  const lesser = things === 1 && all.length > total * FREQUENT && asked[0].length * 2 < Array.from(text).filter(isHan).length;
  if (lesser && !keep) return null;
  // What stands in any report says nothing where the rest of what was asked is absent: 共同 of 共同富裕.
  if (absent.length && held.every((name) => COMMON.test(name))) return null;
  const enough = (s) => s.found > 1 || things === 1 || s.worth >= rare || keep;
  const named = asked.filter((piece) => must.includes(piece)).length;
  const there = (s) => must.every((place) => s.words.some((word) => word.includes(place)) || offices(s.report, place)) && (s.found > named || named === asked.length);
  const kept = all.filter((s) => s.worth >= best * LEAST && enough(s) && there(s));
  if (!kept.length) return null;
  kept.sort((a, b) => b.worth - a.worth);
  const stand = kept.flatMap(({ words }) => words.slice(0, 2)).slice(0, STOOD * 4); // what does stand in the first places
  for (const hit of kept) {
    hit.beside = Math.min(3, Math.round((best - hit.worth) * 4) / 4);
    hit.words = [...new Set(hit.words)];
  }
  return { words: held, hits: kept.slice(0, ENOUGH), left, absent: absent.length ? [...swapped, ...absent] : [], unwritten: swapped, stand: [...new Set(stand)].slice(0, STOOD) };
}
