// What a query asks beside its words: years wished for, words of a question, words that a report seldom writes.

import { MEASURES } from "./figures.js";

export const QUESTION = new RegExp(
  `请问|想知道|分别|各自|百分之(?:多少|几)|[多少涨降增减加改建拆装换修种]了(?:多少|几(?!个))|(?<way>[多大高快贵难严远低慢强重热冷脏乱美涨降])不\\k<way>|[涨降升增减]了没有?|有没有|是不是|能不能|可不可以|为什么|什么时候|(?:做|干|搞|办|抓)[得了]些?(?:怎么样|怎样|如何|好不好|什么|哪些)|是?什么意思|什么|(?:多少|几)(?:${MEASURES})(?!目)|(?:多少|几)(?:[棵株趟艘盏]|只(?!有)|头(?!牌)|位(?!置)|天(?!然|津)|年(?!轻|级|货)|种(?!植|子|田|粮|菜))|哪[条天年家所位种座]|多少|怎么样|咋样|咋办|(?:怎么|怎样|如何)(?:申请|办理|办|领取|领|报名|查询|查)?|哪些|在哪里|在哪儿|在哪|哪里有|哪里|哪个(?:省份?|市|区|县|镇|街道?|地方|机构)?|找谁|向谁|有?多[长高深宽远重大](?=$|[了呢吗啊的？?\\s](?![\\u3400-\\u9fff]))|多久|(?:[拆做办搞弄修建查进]?到)?哪一?步了?$|是否|能否|在什么地方|什么地方|由谁负责|归谁管|谁来管|谁负责|谁管|谁|可以领|可以|最[快慢多少高低大小强好]$|吗|呢|有关|关于|相关`,
  "g",
);
// What is asked of a thing, and what a report seldom writes beside it: may be left out, and the reader is told.
const ASPECT = "目标|情况|数据|数字|进展|进度|成效|成果|结果|现状|标准|计划|措施|做法|办法|政策|项目|工作|问题|困难|难题|改善|难|贵|慢|差";
export const VAGUE = new RegExp(`^(?:${ASPECT})$`);
const TAIL = new RegExp(`(?<=.{2})(?:${ASPECT})$`);
const YEARS = /(?<![\d.])(?:19|20)\d{2}(?:年度?|(?![\d.A-Za-z%+年]))/g;
const EDGES = /^[的了是有得]+|[的了是有得]+$/g;

// Years named in the query, as numbers.
export function yearsIn(text) {
  return [...new Set((text.match(YEARS) || []).map((year) => parseInt(year, 10)))];
}

// The words that say what it is about: 2020年治水情况 → 治水.
export function coreOf(words) {
  return aboutOf(words).words;
}

// The same with the `left` words that only ask something of it: 情况.
export function aboutOf(words) {
  const left = [];
  const bare = words.flatMap((word) => word.replace(QUESTION, " ").replace(YEARS, " ").split(" "));
  const trimmed = bare.map((word) => {
    let core = word.replace(EDGES, "");
    while (TAIL.test(core)) core = core.replace(TAIL, (tail) => (left.unshift(tail), "")).replace(EDGES, "");
    return core;
  });
  const vague = (word) => VAGUE.test(word);
  return { words: trimmed.filter((word) => word && !vague(word)), left: [...trimmed.filter(vague), ...left] };
}

const MUTE = /[出的了和与及在是有吗呢啊吧么没不说要想会能后来去到过还都也就这那哪个些谁什怎样多少几年月日]/g;
// says that what was asked for is done
export const OVER = ["完成", "竣工", "交付", "建成", "投用", "启用", "办结", "办证", "通车", "开业"];
export const WHETHER_OVER = /[了好完成到](?:没有?|吗|未)/;

// Characters of a question that say something, and what says that it is done where that is asked.
export function saidIn(query) {
  const chars = Array.from(query.replace(QUESTION, "").replace(YEARS, "").replace(MUTE, "")).filter((char) => /[\u3400-\u9fff]/.test(char));
  return [...new Set(chars), ...(WHETHER_OVER.test(query) ? OVER : [])];
}

// Is it a question, or does it speak of a year? Then a plan may be mistaken for the answer.
export function asksOf(query, { years = [] }) {
  return years.length > 0 || query.search(QUESTION) >= 0 || WHETHER_OVER.test(query);
}
