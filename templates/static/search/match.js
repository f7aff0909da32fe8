// Words → records of one shard. Every word must stand in the section itself, in a heading above it, or in
// its report's title, year or office; at least one must stand in the section.

import { findHits, tokensOf } from "./fold.js";

const contexts = new WeakMap();

function contextOf(report) {
  if (!contexts.has(report)) contexts.set(report, [report.title, `${report.year}年`, report.agency, report.short].join("¶"));
  return contexts.get(report);
}

// Is the word in the title, year or office of a report?
export function contextHolds(report, word) {
  return findHits(contextOf(report), word).length > 0;
}

// [{shard, record, heads, direct}] in the shard's order (newest report first). `heads` counts words in the heading.
export async function matchShard(shard, words) {
  const { table } = await shard.open();
  const asked = await Promise.all(
    words.map(async (word) => {
      const tokens = tokensOf(word);
      const [body, head] = await Promise.all([shard.phrase(tokens, false), shard.phrase(tokens, true)]);
      return { word, body, head };
    }),
  );
  const heads = new Map();
  const direct = new Map();
  for (const { body, head } of asked) {
    for (const record of head) heads.set(record, (heads.get(record) || 0) + 1);
    for (const record of new Set([...body, ...head])) direct.set(record, (direct.get(record) || 0) + 1);
  }
  const found = [];
  for (const record of [...direct.keys()].sort((a, b) => a - b)) {
    if (direct.get(record) < words.length && !asked.every((ask) => covers(table, ask, record))) continue;
    found.push({ shard, record, report: table.reports[table.reportOf[record]], heads: heads.get(record) || 0, direct: direct.get(record) });
  }
  return found;
}

function covers(table, ask, record) {
  ask.set = ask.set || new Set([...ask.body, ...ask.head]);
  if (ask.set.has(record)) return true;
  ask.heads = ask.heads || new Set(ask.head);
  for (let above = table.parents[record]; above >= 0; above = table.parents[above]) {
    if (ask.heads.has(above)) return true;
  }
  ask.reports = ask.reports || table.reports.map((report) => contextHolds(report, ask.word));
  return ask.reports[table.reportOf[record]];
}

// Does any record hold all the words? Stops at the first shard that says yes.
export async function anyMatch(shards, words) {
  for (const shard of shards) {
    if ((await matchShard(shard, words)).length) return true;
  }
  return false;
}
