// Written by `python -m tools.search_words` from the lexicon and the unit table: do not edit.
export const MEASURES = "人次|平方公里|平方米|公里|公顷|亿元|万元|个|家|人|名|所|户|项|宗|件|条|间|座|张|套|栋|亩|元|吨|份|场|次|辆|台|处|岁|%|钱";
export const SCALE = { 十: 10, 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 };
export const DIGITS = { 零: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 〇: 0, 两: 2 };
export const SHORT = [["规上","规模以上"]];
export const YEARS = [["大前年",-3],["前年",-2],["去年",-1],["上年",-1],["今年",0],["本年",0],["明年",1]];
export const TARGET = /目标|计划|预期|打算/;
export const ACTUAL = /完成|实现|实际|结果|达到/;
export const GROWTH = /增长|增速|下降|涨/;
