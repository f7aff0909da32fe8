// Questions that compare: whose figure is the largest. Shared by what answers and what is said beforehand.

export const COMPARE = /(?:哪[个些省市区县镇里家]|谁|[几两三四五六七八九十\d]+个?[省市区县镇]).*(?:最|更|比|多|少|快|慢|高|低|长|久|强|大|小|排)|对比|比较|排名|排行|相比|最[快慢多少高低长久大小强]/;

// Words of a question about a figure that name none.
export const PLAIN = /多少人|多少钱|今年|去年|一年|每年|全年|咱们|我们|老百姓|情况|现在|目前/g;
