// node queries.mjs DIR singles|pairs: times phrase searches over an index that schemes.py has built.
import fs from "node:fs";
import path from "node:path";

const [dir, scheme] = process.argv.slice(2);
const base = path.resolve(dir, "pagefind");
const state = { bytes: 0 };
globalThis.fetch = async (address) => {
  const name = String(address).split("?")[0].replace(/[^/]+\/(wasm\.)/, "$1");
  const data = fs.readFileSync(name);
  state.bytes += data.length;
  return { ok: true, arrayBuffer: async () => data.buffer.slice(data.byteOffset, data.byteOffset + data.length), json: async () => JSON.parse(data) };
};
const { createInstance } = await import(path.join(base, "pagefind.js"));
const shards = [];
for (const name of fs.readdirSync(base).filter((n) => fs.statSync(path.join(base, n)).isDirectory())) {
  const shard = createInstance({ basePath: `${path.join(base, name)}/`, noWorker: true, metaCacheTag: "0" });
  await shard.search('"的"');
  shards.push(shard);
}

const SIGNS = { ".": "ǀ", "%": "ǂ", "+": "ǃ", "&": "ǁ" };
const singles = (query) => [...query.matchAll(/\d+(?:\.\d+)*|\p{L}|[%+&]/gu)].map(([t]) => t.replace(/[.%+&]/g, (c) => SIGNS[c]));
const pairs = (query) => {
  const tokens = singles(query);
  const han = (t) => /^[\u3400-\u9fff]$/.test(t || "");
  return tokens.flatMap((t, i) => (han(t) && han(tokens[i + 1]) ? [t + tokens[i + 1]] : han(t) && han(tokens[i - 1]) && i === tokens.length - 1 ? [] : [t]));
};
const cut = scheme === "pairs" ? pairs : singles;

const QUERIES = "发展 工作 推进 建设 项目 社区 全面 企业 经济 高质量发展 安全生产 乡村振兴 垃圾分类 营商环境 学位 旧改 区工作 了解决 165亿元 50.91% R&D 20+8 12345".split(" ");
const rows = [];
for (const query of QUERIES) {
  const phrase = `"${cut(query).join(" ")}"`;
  const run = async () => {
    const start = performance.now();
    let hits = 0;
    let slowest = 0;
    for (const shard of shards) {
      const at = performance.now();
      hits += (await shard.search(phrase)).results.length;
      slowest = Math.max(slowest, performance.now() - at);
    }
    return { hits, ms: performance.now() - start, slowest };
  };
  const before = state.bytes;
  const first = await run();
  const kilobytes = (state.bytes - before) / 1000;
  const again = await run();
  rows.push({ query, hits: first.hits, first: first.ms, again: again.ms, slowest: again.slowest, kilobytes });
}
const at = (name, share) => rows.map((r) => r[name]).sort((a, b) => a - b)[Math.min(rows.length - 1, Math.floor(rows.length * share))].toFixed(0);
for (const name of ["first", "again", "slowest", "kilobytes"]) console.log(`  ${name.padEnd(9)} median ${at(name, 0.5).padStart(5)}  p95 ${at(name, 0.95).padStart(5)}`);
console.table(rows.map((r) => ({ ...r, first: +r.first.toFixed(0), again: +r.again.toFixed(0), slowest: +r.slowest.toFixed(0), kilobytes: +r.kilobytes.toFixed(0) })));
