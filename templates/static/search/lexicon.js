// The helper data, fetched only when a query finds nothing as typed: characters, sounds, words, synonyms.

const NEAR = [[/^zh/, "z"], [/^ch/, "c"], [/^sh/, "s"], [/^n(?=[aeiouv])/, "l"], [/^h/, "f"], [/ng$/, "n"]];

// Words of a question that a report does not answer by.
export const FILLERS = new Set(
  ("一年 一个月 每月 每年 一共 总共 到底 究竟 现在 目前 如今 自己 我们 你们 他们 咱们 我家 家里 一下 一点 怎么办 没有 应该 需要 有人 别人 人家 大家 好点 时候 地方 东西 事情 " +
    "真的 已经 最近 打算 准备 知道 告诉 变得 以后 以前 之后 之前 多久 好不好 够不够 行不行 能不能 会不会 有没有 那边 这边 那里 这里 有些").split(" "),
);

const ONCE = new Map([["si", "厕"]]); // a reading in one word alone (茅厕): nobody writes 公司 as 公厕

export class Lexicon {
  constructor(helper) {
    this.helper = helper;
    this.simple = new Map();
    const pairs = Array.from(helper.traditional);
    for (let i = 0; i + 1 < pairs.length; i += 2) this.simple.set(pairs[i], pairs[i + 1]);
    this.soundsOf = new Map();
    this.charsOf = new Map();
    for (const [sound, chars] of Object.entries(helper.sounds)) {
      const own = chars.split("|")[0]; // behind the stroke: characters that only a typo would use
      if (own) this.charsOf.set(sound, own);
      for (const char of chars.replace("|", "").replace(ONCE.get(sound), "")) this.soundsOf.set(char, [...(this.soundsOf.get(char) || []), sound]);
    }
    this.words = helper.words.split(" ").filter(Boolean);
    this.rank = new Map(this.words.map((word, index) => [word, index]));
    this.synonyms = helper.synonyms;
    this.same = helper.same || 0; // so many of them are names of the very same thing
    // What has a synonym is a word even where no report uses it: 社零 is to be cut off, then replaced.
    for (const word of this.synonyms.flat()) if (!this.rank.has(word)) this.rank.set(word, this.rank.size);
    for (const word of FILLERS) if (!this.rank.has(word)) this.rank.set(word, this.rank.size); // to be cut off, then left out
    this.looks = new Map();
    for (const group of (helper.lookalikes || "").split(" ")) {
      for (const char of group) this.looks.set(char, (this.looks.get(char) || "") + group);
    }
  }

  with(rare) {
    return new Lexicon({ ...this.helper, words: `${this.helper.words} ${rare}` });
  }

  // Names that are never cut: places of the query.
  know(names) {
    for (const name of names) if (!this.rank.has(name)) this.rank.set(name, this.rank.size);
  }

  simplify(text) {
    return Array.from(text, (char) => this.simple.get(char) || char).join("");
  }

  // Same or nearly the same sound: zh/z, ng/n, l/n, f/h are what southern input gets wrong.
  soundsAlike(a, b) {
    const near = (char) => (this.soundsOf.get(char) || []).map(nearSound);
    const other = new Set(near(b));
    return near(a).some((sound) => other.has(sound));
  }

  // The very same sound: what a word of two characters must have, one is half of it.
  soundsSame(a, b) {
    const other = this.soundsOf.get(b) || [];
    return (this.soundsOf.get(a) || []).some((sound) => other.includes(sound));
  }

  // May one have been written for the other: by ear or by eye?
  mistaken(a, b) {
    return (this.looks.get(a) || "").includes(b) || this.soundsAlike(a, b);
  }

  // The site's characters that one may have been written for: those that look like it, then those of its sound.
  othersFor(char) {
    const sounds = this.soundsOf.get(char) || [];
    const made = (this.looks.get(char) || "") + sounds.map((sound) => this.charsOf.get(sound) || "").join("");
    return [...new Set(made)].filter((other) => other !== char);
  }

  // Every way a word may be spelled; four at most, many readings are rare ones.
  spellings(word) {
    let made = [""];
    for (const char of word) {
      const sounds = this.soundsOf.get(char);
      if (!sounds) return [];
      made = made.flatMap((start) => sounds.map((sound) => start + sound)).slice(0, 16);
    }
    return made;
  }

  // spelling → words, most frequent first; and initials → words.
  get byPinyin() {
    this.pinyin = this.pinyin || this.index((word) => this.spellings(word));
    return this.pinyin;
  }

  get byInitials() {
    this.initials = this.initials || this.index((word) => {
      let made = [""];
      for (const char of word) {
        const firsts = [...new Set((this.soundsOf.get(char) || []).map((sound) => sound[0]))];
        made = made.flatMap((start) => firsts.map((first) => start + first)).slice(0, 8);
      }
      return made;
    });
    return this.initials;
  }

  // Words by near sound, for typos.
  get bySound() {
    this.near = this.near || this.index((word) => {
      let made = [""];
      for (const char of word) {
        const sounds = [...new Set((this.soundsOf.get(char) || []).map(nearSound))];
        made = made.flatMap((start) => sounds.map((sound) => `${start} ${sound}`)).slice(0, 16);
      }
      return made;
    });
    return this.near;
  }

  nearKeys(text) {
    let made = [""];
    for (const char of text) {
      const sounds = [...new Set((this.soundsOf.get(char) || []).map(nearSound))];
      made = made.flatMap((start) => sounds.map((sound) => `${start} ${sound}`)).slice(0, 16);
    }
    return made;
  }

  index(keysOf) {
    const index = new Map();
    for (const word of this.words) {
      for (const key of new Set(keysOf(word))) {
        if (!key) continue;
        if (index.has(key)) index.get(key).push(word);
        else index.set(key, [word]);
      }
    }
    return index;
  }

  // The run in fewest known words; unknown characters stay alone and cost as much as three words.
  segment(text) {
    const chars = Array.from(text);
    const best = [{ cost: 0, from: -1 }];
    for (let end = 1; end <= chars.length; end += 1) {
      best[end] = { cost: best[end - 1].cost + 3, from: end - 1 };
      for (let start = Math.max(0, end - 12); start <= end - 2; start += 1) {
        const word = chars.slice(start, end).join("");
        if (!this.rank.has(word)) continue;
        const cost = best[start].cost + 1 + this.rank.get(word) * 1e-6;
        if (cost < best[end].cost) best[end] = { cost, from: start };
      }
    }
    const pieces = [];
    for (let end = chars.length; end > 0; end = best[end].from) pieces.unshift(chars.slice(best[end].from, end).join(""));
    return pieces;
  }
}

function nearSound(sound) {
  return NEAR.reduce((made, [pattern, to]) => made.replace(pattern, to), sound);
}
