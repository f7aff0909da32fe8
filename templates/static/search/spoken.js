// A question as it is spoken → as the search's own words have it: dialect, places by their nicknames, a verb parted from its
// thing, and what only asks whether a promise was kept.

import { MEASURES } from "./figures.js";

// Dialect, word for word: Cantonese, the south-west, the north-east, Wu.
const SPOKEN = (
  "几多 多少|啥子 什么|啥时候 什么时候|啥时 什么时候|啥 什么|咋个 怎么|啷个 怎么|咋整 怎么办|咋弄 怎么办|咋办 怎么办|咋样 怎么样|咋 怎么|边度 哪里|边个 谁|边处 哪里|哪旮 哪里|哪搭 哪里|冇 没有|莫得 没有|没得 没有|有冇 有没有|" +
  "乜嘢 什么|乜 什么|几时 什么时候|多咱 什么时候|俺们 我们|俺 我|咱们 我们|咱 我|阿拉 我们|侬 你|甭 不用|唔使 不用|唔 不|嘅 的|咗 了|喺 在|佢哋 他们|佢 他|哋 们|睇医生 看医生|睇病 看病|睇 看|搵工 找工作|搵食 挣钱|搵 找|" +
  "食饭 吃饭|食药 吃药|食烟 抽烟|食嘢 吃东西|饮茶 喝茶|返工 上班|返学 上学|揸车 开车|屋企 家里|屋里厢 家里|屋头 家里|细路仔 小孩|细路 小孩|细蚊仔 小孩|囡囡 小孩|小囡 小孩|幺儿 小孩|娃儿 小孩|娃子 小孩|崽崽 小孩|崽 小孩|后生仔 年轻人|后生 年轻人|阿婆 老人|阿公 老人|阿爷 老人|" +
  "阿嫲 老人|阿爹 老人|老豆 爸爸|老窦 爸爸|老妈 妈妈|老爸 爸爸|老爷子 老人|老爷爷 老人|老奶奶 老人|老伯 老人|大爷大妈 老人|晓得 知道|晓不晓得 知道|嘎哈 干什么|干啥子 干什么|旮旯 地方|得闲 有空|落雨 下雨|落大雨 下大雨|出粮 发工资|找工 找工作|差佬 警察|马路牙子 人行道|" +
  "堵得慌 堵车|忒贵 贵|贼贵 贵|忒 太|贼拉 太|搞掂 完成|搞定 完成"
)
  .split("|")
  .map((pair) => pair.split(" "))
  .sort((a, b) => b[0].length - a[0].length);
const NOT_SPOKEN = /食药(?=监|品|安|局)|找工(?=作)|后生(?=[产态活育存物成长])|出粮(?=食)|边个(?=[体别人])|边度(?=[过假])|没得(?=[到了])/; // the same characters in words of their own

// Nicknames and short names of places, as an office may be called here.
const NICKNAMES = (
  "京城 北京|帝都 北京|首都 北京|北平 北京|魔都 上海|申城 上海|沪上 上海|羊城 广州|花城 广州|鹏城 深圳|山城 重庆|渝州 重庆|蓉城 成都|锦城 成都|冰城 哈尔滨|春城 昆明|泉城 济南|江城 武汉|星城 长沙|金陵 南京|姑苏 苏州|榕城 福州|鹭岛 厦门|石城 石家庄|" +
  "盛京 沈阳|筑城 贵阳|夏都 西宁|庐州 合肥|甬城 宁波|杭城 杭州|津门 天津|津城 天津|八闽 福建|三晋 山西|三秦 陕西|八桂 广西|燕赵 河北|齐鲁 山东|荆楚 湖北|潇湘 湖南|中原 河南|巴蜀 四川|天府 四川|江淮 安徽|黔地 贵州|之江 浙江|辽沈 辽宁|琼州 海南|塞上 宁夏|陇原 甘肃"
)
  .split("|")
  .map((pair) => pair.split(" "));
const NO_NICKNAME = /首都(?=机场|医|大学|经济|功能|核心|圈|师范|图书|博物|体育)|羊城(?=先锋|村官|晚报|通)|中原(?=路|区|油田)|花城(?=大道|广场|汇)|江城(?=区|县|路)|天府(?=新区|大道|机场)|之江(?=文化|实验|新|路)|江淮(?=汽车|分水)|山城(?=区|镇)/;
const SHORT = {
  京: "北京", 沪: "上海", 津: "天津", 渝: "重庆", 冀: "河北", 豫: "河南", 鲁: "山东", 晋: "山西", 陕: "陕西", 皖: "安徽", 浙: "浙江", 闽: "福建",
  赣: "江西", 湘: "湖南", 鄂: "湖北", 粤: "广东", 桂: "广西", 琼: "海南", 黔: "贵州", 滇: "云南", 辽: "辽宁", 苏: "江苏", 蒙: "内蒙古",
};
const AT_START = new RegExp(`(^|[\\s和与跟、比年])([${Object.keys(SHORT).join("")}])(?:(?=[A-Za-z\\d省])|([东西南北中]{1,2})(?![\\u3400-\\u9fff]?[村路街镇乡县市区河]))省?`, "g");

// 修几公里路 is 修路, asked how much of it.
const AMOUNT = new RegExp(`([\\u3400-\\u9fff])[了过]?((?:多少|几)(?:${MEASURES}|[条棵支只匹辆趟部起头]|[十百千万])?)的?(?!钱)([\\u3400-\\u9fff]{1,2})`, "g");
const WHETHER = /([给收要发涨交花放停开修建办])不\1(?=[\u3400-\u9fff]{1,4})/g; // 给不给钱
const NO_TAXI = /打的(?=(?:新|深|水)?(?:粮|谷|稻|麦|米|油|鱼|井|机井|针|疫苗|苗|桩|药|球|洞|孔|基础|官司|黑|假|电话|包|卡|折))/g; // what is got by 打 is no taxi
const DONE = /([\u3400-\u9fff])([了过])([\u3400-\u9fff]{1,2})/g;

// Whether something was done: the words that ask it, those that say it was promised, and the figure that was.
const DID = "落实|兑现|实现|达标|达到|完成|做到|办到|办成|修好|修通|建好|建成|盖好|治好|装好|通车|开工|动工|开业|投用|启用";
const DONE_BY = "分|交|发|做|改|修|建|办|换|搞|弄|装|盖|治|铺|种|拆|通|开|干"; // these ask it only with what says that it is over: 拆吗 asks for a plan
const OVER = "了没有|了没|了吗|了么|了未|了不|了嘛|了吧|没有|没|未";
const ASKED_DONE = new RegExp(
  `(?:(?:到底|究竟|都|已经|现在|后来|最后|有没有|是不是)*(?:(?:${DID})(?:下来|出来)?(?:${OVER}|吗|么)|(?:${DONE_BY})(?:[到完好成掉齐](?:${OVER}|吗|么)|了没有|了没|了吗|了么|了未|没有|没|未))|(?:有没有|是否|有无)(?:${DID})|(?:兑现|落实|完成|做到|实现)(?:情况|得怎么样|得如何))[呢啊呀了]?[？?。！!]*$`,
);
const PROMISED = /(?:说好|说要|说会|说过|说是|说|答应|承诺|许诺|保证|计划|打算|准备|定下|定的|报告里|提出)(?:了|的|过)*(?:要|会|给|再)*(?:[搞做弄办]的?)?|(?:年|初|底)(?:要|会)(?=[\u3400-\u9fff])/;
const GOAL = /(?<=[\u3400-\u9fffA-Za-z]{2})(?<!增长|发展|工作|[增减]速)的?(?:目标|任务|指标)$/; // what a promise is called, no word of it: GDP目标
const PROMISED_FIGURE = new RegExp(`(?:再?[要新多]?[加建修改换增装办搞打]?)?(?:超过?|不少于|大约|约)?\\d[\\d.]*[十百千万亿]*(?:${MEASURES}|[条棵支只匹辆趟部起头台套座])的?`);

// What a question is coloured by and does not ask about: 实际增长了, 到底, 一共; what is to be or may be: 要增长, 会涨.
const RISES = "增长|增加|上升|上涨|涨|下降|降|减少|提高|达到|完成|实现|活";
const COLOUR = new RegExp(`到底|究竟|一共|总共|总计|合计|大概|大约|大致|真的|真正|其实|实际上|实际(?=(?:${RISES})|[了是有多]|完)`, "g");
const WILL = new RegExp(`(?<![主重需社机首纲简紧摘必只大开])(?:将会|应该|应当|打算|准备|预计|要|会|想|该|得)+(?=(?:${RISES}|新增|新建|建成|建设)|[建修改种招拆盖装](?:[多几哪]|\\d))`);
const PLAY = /(?:去|来|到)([\u3400-\u9fff]{0,4}?)(?:旅游|玩)(?![具家耍法笑偶手水火雪游线节收产景])/; // 去青海玩 is 旅游
const HOW_MANY_PEOPLE = /(?<=旅游)的?(?:人数?|游客)(?:多不多|有多少|多吗|多么|有几多|多少)$/;
const INHABITANTS = /^([\u3400-\u9fff]{2,5}?)(?<![外本地老年穷富工女男的])(?:人(?:口)?多不多|人多吗|有多少(?:人口|人)|人口有多少)$/; // 辽宁人多不多

// Does a question speak of what is to be? 今年要增长多少.
export function isToBe(query) {
  return WILL.test(query);
}

// 老人每年发多少钱 asks what 老人发钱 names.
const PAID = /(?:(?:每个?|一个?)[年月])?([发给领补])(?:多少|几多|几块)钱/g;

// A question without what only colours it.
export function plainly(query) {
  return query.replace(COLOUR, "").replace(new RegExp(WILL.source, "g"), "").replace(PLAY, "$1旅游").replace(HOW_MANY_PEOPLE, "人数").replace(INHABITANTS, "$1人口").replace(PAID, "$1钱");
}

// {text, taken: [[said, meant]]}: places by the name that documents call them by. `known`: is it a word of its own?
export function placesInFull(text, known = () => false) {
  const taken = [];
  let made = text;
  for (const [said, meant] of NICKNAMES) {
    if (!made.includes(said) || (made.match(NO_NICKNAME) || [""])[0] === said || made.includes(meant)) continue;
    taken.push([said, meant]);
    made = made.split(said).join(meant);
  }
  made = made.replace(AT_START, (whole, before, short, side = "") => {
    if (known(short + side)) return whole;
    taken.push([short + side, SHORT[short]]);
    return `${before}${SHORT[short]}`;
  });
  return { text: made, taken };
}

// {text, figure}: what was promised, without the words that ask whether it was kept; null where the query does not ask that.
export function promiseIn(query) {
  if (!ASKED_DONE.test(query)) return null;
  const bare = query.replace(ASKED_DONE, "").replace(GOAL, "");
  const [figure = ""] = bare.match(PROMISED_FIGURE) || [];
  const text = bare.replace(PROMISED_FIGURE, (found, at) => (at ? " " : "")).replace(PROMISED, (found) => (/^[年初底]/.test(found) ? found[0] : " ")).replace(/[，,、。；;\s]+/g, " ").trim();
  return Array.from(text.replace(/\s/g, "")).length > 1 ? { text, figure } : null;
}

// A word of the question as it was typed: 阿婆, for which 老人 is looked for; "" where nobody typed it.
export function asTyped(word, typed) {
  const rest = Array.from(typed);
  if (!typed || typed.includes(word) || Array.from(word).every((char) => rest.includes(char) && rest.splice(0, rest.indexOf(char) + 1))) return word;
  return (SPOKEN.find(([said, written]) => written === word && typed.includes(said)) || [""])[0];
}

// As the search's own words have it: 啥 is 什么, and what stands between a verb and its thing stands behind them, where the two
// are a known word: 修几公里路 → 修路几公里, 罚过款 → 罚款.
export function inOrder(query, lexicon) {
  const kept = [];
  const safe = query.replace(new RegExp(NOT_SPOKEN.source, "g"), (word) => `\u0001${kept.push(word) - 1}\u0001`);
  const plain = SPOKEN.reduce((text, [said, written]) => text.split(said).join(written), safe).replace(/\u0001(\d+)\u0001/g, (_, at) => kept[at]);
  const asked = plain.replace(/[？?。！!，,、\s]+$/, "");
  const { text } = placesInFull(asked.replace(/(?<![\u3400-\u9fff])点[解样算]/g, "怎么"), (word) => lexicon.rank.has(word));
  const put = (all, verb, between, noun) => {
    const size = /[有是的到]/.test(verb) ? 0 : [2, 1].find((length) => noun.length >= length && lexicon.rank.has(verb + noun.slice(0, length)) && !(length < noun.length && lexicon.rank.has(noun)));
    return size ? verb + noun.slice(0, size) + between.replace(/^[了过]$/, "") + noun.slice(size) : all;
  };
  return text.replace(NO_TAXI, "打").replace(WHETHER, "$1").replace(AMOUNT, put).replace(DONE, put);
}
