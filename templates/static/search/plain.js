// The plain text in place of an index: from a folder, or where a browser runs no WebAssembly.

import { fold, readTokens } from "./fold.js";
import { Shard } from "./shards.js";
import { Where } from "./where.js";

class TextShard extends Shard {
  constructor(info, raw, texts) {
    super(info);
    this.raw = raw;
    this.plain = texts;
  }

  async loadTable() {
    return this.raw;
  }

  async findPhrase(tokens, heading) {
    this.folded = this.folded || this.plain.map((text) => text.split("¶")).map(([head, ...rest]) => [fold(head).text, fold(rest.join("¶")).text]);
    const key = fold(readTokens(tokens)).text;
    const found = [];
    this.folded.forEach((parts, index) => {
      if (holds(parts[heading ? 0 : 1], key)) found.push(index);
    });
    return found;
  }

  async loadTexts(records) {
    return records.map((index) => this.plain[index] + "¶");
  }
}

function holds(text, key) {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const before = /\d/.test(key[0]) && /(\d|\d\.)$/.test(text.slice(Math.max(0, at - 2), at));
    const after = /\d/.test(key[key.length - 1]) && /^(\d|\.\d)/.test(text.slice(at + key.length, at + key.length + 2));
    if (!before && !after) return true;
  }
  return false;
}

// The plain text as one classic script (search-data/text.js), for a folder or a strict browser.
export async function openText(root) {
  if (!window.siteSearchText) await loadScript(new URL("search-data/text.js", root).href);
  const { manifest, helper, rare, suggest, tables, texts } = window.siteSearchText;
  const shards = manifest.shards.map((info) => new TextShard(info, tables[info.name], texts[info.name]));
  await Promise.all(shards.map((shard) => shard.open()));
  return { manifest, shards, helper: async () => helper, rare: async () => rare, suggest: async () => suggest, where: new Where(0), scanning: true };
}

function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error("text")));
    document.head.append(script);
  });
}
