// The same figure in another unit: 165亿 = 165亿元 = 1650000万元; 一百二十户 = 120户; 百分之九十二点三 = 92.3%.

// What figures count, longer ones first: for 多少…, 几… and behind a number.
export const MEASURES = "人次|平方公里|平方米|公里|公顷|亿元|万元|个|家|人|名|所|户|项|宗|件|条|间|座|张|套|栋|亩|元|吨|份|场|次|辆|台|处|钱|岁|%";
const SCALE = { "": 1, 十: 10, 百: 100, 千: 1e3, 万: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8, 万亿: 1e12 };
const FIGURE = /^(.*?)(\d[\d,]*(?:\.\d+)?)(万亿|千万|百万|十万|亿|万|千|百)?(.*)$/u;
const NUMERAL = /[〇零一二两三四五六七八九十百千万亿]{2,}/u;
const DECIMAL = /([〇零一二两三四五六七八九十百千]+)点([〇零一二三四五六七八九]+)/u;
const PERCENT = /百分之([\d.]+|[〇零一二两三四五六七八九十百]+)/u;
const DIGITS = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

// 百分之九十二点三 → 92.3%, 十六点五亿 → 16.5亿; the rest of the text as it is.
export function inFigures(text) {
  return text
    .replace(DECIMAL, (_, whole, part) => `${readNumeral(whole)}.${Array.from(part, (char) => DIGITS[char]).join("")}`)
    .replace(PERCENT, (_, number) => `${/\d/.test(number) ? number : readNumeral(number)}%`);
}

// Other spellings of the first figure in the query, nearest first; none when it holds no figure.
export function otherUnits(query) {
  const typed = query.replace(/\s+/g, "");
  const flat = inFigures(typed);
  const found = flat === typed ? [] : [flat];
  const numeral = flat.match(NUMERAL);
  if (numeral) {
    const value = readNumeral(numeral[0]);
    if (value) found.push(...spellings(value).map((text) => flat.replace(numeral[0], text)));
  }
  const figure = flat.match(FIGURE);
  if (figure) {
    const value = Number(figure[2].replaceAll(",", "")) * SCALE[figure[3] || ""];
    if (value >= 100) found.push(...spellings(value).map((text) => figure[1] + text + figure[4]));
  }
  return [...new Set(found)].filter((text) => text !== typed);
}

function spellings(value) {
  const made = [];
  for (const unit of ["亿", "万", ""]) {
    const number = value / SCALE[unit];
    if (number < 0.01 || number >= 1e9) continue;
    const text = String(Number(number.toPrecision(12)));
    if (!/e/.test(text) && (text.split(".")[1] || "").length <= 4) made.push(text + unit);
  }
  return made;
}

function readNumeral(text) {
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const char of text) {
    if (char in DIGITS) digit = DIGITS[char];
    else if (char === "万" || char === "亿") {
      total = (total + section + digit) * SCALE[char];
      section = 0;
      digit = 0;
    } else {
      section += (digit || 1) * SCALE[char];
      digit = 0;
    }
  }
  return total + section + digit;
}
