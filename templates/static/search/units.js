// The same figure in another unit: 165亿 = 165亿元 = 1650000万元; 一百二十户 = 120户; 百分之九十二点三 = 92.3%.

import { DIGITS, SCALE } from "./figures.js";

const FIGURE = /^(.*?)(\d[\d,]*(?:\.\d+)?)([十百千万亿]{0,2})(.*)$/u;
const NUMERAL = /[〇零一二两三四五六七八九十百千万亿]{2,}/;
const DECIMAL = /([〇零一二两三四五六七八九十百千]+)点([〇零一二三四五六七八九]+)/;
const PERCENT = /百分之([\d.]+|[〇零一二两三四五六七八九十百]+)/;

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
    const value = Number(figure[2].replace(/,/g, "")) * sizeOf(figure[3]);
    if (value >= 100) found.push(...spellings(value).map((text) => figure[1] + text + figure[4]));
  }
  return [...new Set(found)].filter((text) => text !== typed);
}

function spellings(value) {
  const made = [];
  for (const unit of ["亿", "万", ""]) {
    const number = value / sizeOf(unit);
    if (number < 0.01 || number >= 1e9) continue;
    const text = String(Number(number.toPrecision(12)));
    if (!/e/.test(text) && (text.split(".")[1] || "").length <= 4) made.push(text + unit);
  }
  return made;
}

function sizeOf(scales) {
  return Array.from(scales).reduce((size, char) => size * SCALE[char], 1);
}

export function readNumeral(text) {
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const char of text) {
    if (char in DIGITS) digit = DIGITS[char];
    else if (char === "万" || char === "亿") {
      const size = SCALE[char];
      total = total < size ? (total + section + digit) * size : total + (section + digit) * size;
      section = 0;
      digit = 0;
    } else {
      section += (digit || 1) * SCALE[char];
      digit = 0;
    }
  }
  return total + section + digit;
}
