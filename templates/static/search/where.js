// Which shards can hold the words? Pairs of neighbouring tokens, one bit a shard, the lowest for the oldest, in small
// files by first token (builder/analysis/search_pairs.py). A phrase can only stand where all its pairs do.

import { tokensOf } from "./fold.js";

export function bucketOf(token, count) {
  let number = 0;
  for (const char of token) number = (number * 31 + char.codePointAt(0)) % 1000003;
  return number % count;
}

export class Where {
  constructor(count, load) {
    this.count = count;
    this.load = load;
    this.files = new Map();
  }

  file(token) {
    const name = bucketOf(token, this.count);
    if (!this.files.has(name)) this.files.set(name, this.load(name));
    return this.files.get(name);
  }

  // The shards worth asking for all of the words, in their order.
  async among(shards, words) {
    if (!this.count) return shards;
    const pairs = words.flatMap((word) => {
      const tokens = tokensOf(word);
      return tokens.slice(1).map((second, index) => [tokens[index], second]);
    });
    const masks = await Promise.all(pairs.map(async ([first, second]) => BigInt(`0x${(await this.file(first))[first + second] || 0}`)));
    return shards.filter((_, n) => masks.every((mask) => (mask >> BigInt(shards.length + ~n)) & BigInt(1)));
  }
}
