// Where texts and phrases come from: Pagefind in a worker, or the plain text (plain.js) where that cannot run.
// Both give shards with the same three questions: table, phrase(tokens, heading), texts(records).

import { decode, headingTokens } from "./fold.js";
import { Where } from "./where.js";

// Columns of a shard's file → what matching needs: report and parent of every record.
function readTable(raw) {
  const sections = raw.sections.split(" ").map((id) => (id === "-" ? "" : id));
  const levels = Array.from(raw.levels, Number);
  const reportOf = raw.counts.flatMap((count, report) => Array(count).fill(report));
  const reports = raw.reports.map(([id, title, agency, short, kind, year, date, edition]) => ({ id, title, agency, short, kind, year, date, edition }));
  const parents = [];
  const open = [];
  levels.forEach((level, index) => {
    while (open.length && (levels[open[open.length - 1]] >= level || reportOf[open[open.length - 1]] !== reportOf[index])) open.pop();
    parents.push(level > 0 && open.length ? open[open.length - 1] : -1);
    if (level > 0) open.push(index);
  });
  const topicsOf = (index) => (raw.of[index] || []).map((t) => raw.topics[t]);
  return { sections, levels, reportOf, reports, parents, topicsOf };
}

export class Shard {
  constructor(info) {
    this.info = info;
    this.phrases = new Map();
    this.records = new Map();
  }

  open() {
    this.opening = this.opening || this.loadTable().then((raw) => {
      this.table = readTable(raw);
      return this;
    });
    return this.opening;
  }

  phrase(tokens, heading) {
    const key = (heading ? "#" : "") + tokens.join(" ");
    if (!this.phrases.has(key)) this.phrases.set(key, this.findPhrase(tokens, heading));
    return this.phrases.get(key);
  }

  async texts(records) {
    const missing = records.filter((index) => !this.records.has(index));
    if (missing.length) (await this.loadTexts(missing)).forEach((text, i) => this.records.set(missing[i], decode(text)));
    return records.map((index) => this.records.get(index));
  }
}

class IndexShard extends Shard {
  constructor(info, call, roots) {
    super(info);
    this.call = call;
    this.roots = roots;
  }

  loadTable() {
    return this.call("open", { name: this.info.name, key: this.info.key, entry: this.info.entry, ...this.roots });
  }

  findPhrase(tokens, heading) {
    return this.call("phrase", { name: this.info.name, tokens: heading ? headingTokens(tokens) : tokens });
  }

  loadTexts(records) {
    return this.call("texts", { name: this.info.name, records });
  }
}

// What start.js has asked for goes to the worker as it comes: one wait instead of five.
function hand(worker, asked) {
  worker.postMessage({ expected: Object.keys(asked) });
  for (const [url, bytes] of Object.entries(asked)) bytes.then((buffer) => worker.postMessage({ url, buffer }, buffer ? [buffer] : []));
}

// Resolves once the newest shard answers; rejects where worker, WebAssembly or network are blocked. start.js was
// written with the index and knows its newest shard; the manifest says whether that is still so.
export async function openIndex(root) {
  const worker = new Worker(new URL("static/search/worker.js", root), { type: "module" });
  const waiting = new Map();
  let turn = 0;
  let broken = null; // a browser that runs no such worker may say so before anything was asked of it
  const fail = (reason) => {
    if (!turn) broken = reason;
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  worker.addEventListener("error", (event) => fail(new Error(event.message || "worker")));
  worker.addEventListener("message", ({ data: { id, result, error } }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (asked && error) asked.reject(new Error(error));
    else if (asked) asked.resolve(result);
  });
  hand(worker, (window.siteSearchAhead && window.siteSearchAhead()) || {});
  const manifest = await fetch(new URL("search-data/manifest.json", root), { cache: "no-cache" }).then((r) => r.json());
  const call = (method, request) =>
    new Promise((resolve, reject) => {
      if (broken) throw broken;
      turn += 1;
      waiting.set(turn, { resolve, reject });
      worker.postMessage({ id: turn, method, request });
    });
  const roots = { pagefind: new URL("pagefind/", root).href, data: new URL("search-data/", root).href };
  const shards = manifest.shards.map((info) => new IndexShard(info, call, roots));
  try {
    if (shards.length) await shards[0].open();
  } catch (error) {
    worker.terminate();
    throw error;
  }
  const helper = () => fetch(new URL("search-data/helper.json", root)).then((r) => r.json());
  const suggest = () => (window.siteSearchNames || fetch(new URL("search-data/suggest.json", root))).then((r) => r.json());
  const where = new Where(manifest.pairs, (name) => fetch(new URL(`search-data/pairs/${name}.json?v=${manifest.key}`, root)).then((r) => r.json()));
  const rare = () => fetch(new URL("search-data/words.json", root)).then((r) => r.json());
  return { manifest, shards, where, helper, rare, suggest, scanning: false };
}
