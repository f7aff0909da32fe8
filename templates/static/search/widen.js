// What joins the places that hold the words as typed: the same by another name, and the passages of a topic.

import { fold } from "./fold.js";
import { contextHolds, matchShard } from "./match.js";

const ASKED = ">"; // in a group: before it what is asked, behind it what reports write

// What reports write for a word that people ask by.
export function writtenFor(word, group) {
  const at = group.indexOf(ASKED);
  const from = at < 0 ? group : group.slice(0, at);
  return from.includes(word) ? group.slice(at + 1).filter((other) => other !== word) : [];
}

// Each word (`whole`), or a part of one, replaced by another word for the same thing.
export function synonymsOf(words, groups) {
  const whole = [];
  const part = [];
  const split = []; // the words themselves, parted where a name ends: 信访 办结率
  words.forEach((word, index) => {
    for (const group of groups) {
      if (group.includes(ASKED)) {
        for (const other of writtenFor(word, group)) whole.push(words.map((w, i) => (i === index ? other : w)));
        continue;
      }
      const named = group.filter((name) => word.toLowerCase().includes(name.toLowerCase())).sort((a, b) => b.length - a.length)[0];
      if (!named) continue;
      const at = word.toLowerCase().indexOf(named.toLowerCase());
      const around = [word.slice(0, at), word.slice(at + named.length)].filter(Boolean);
      if (around.length && around.every((piece) => piece.length > 1)) split.push([...words.slice(0, index), named, ...around, ...words.slice(index + 1)]);
      for (const other of group) {
        if (other === named || word.includes(other)) continue;
        const text = word.slice(0, at) + other + word.slice(at + named.length);
        const among = words.map((w, i) => (i === index ? text : w));
        if (named.length === word.length) whole.push(among);
        else {
          part.push(among);
          if (around.every((piece) => piece.length > 1)) part.push([...words.slice(0, index), other, ...around, ...words.slice(index + 1)]);
        }
      }
    }
  });
  return { whole, part, split };
}

// Places of other names for the same thing, as [{…hit, via, words}]; `groups` mean the very same.
export async function byOtherNames(shards, words, groups) {
  const { whole, part } = synonymsOf(words, groups);
  const made = [...whole, ...part].slice(0, 8);
  const found = await Promise.all(made.map(async (own) => (await Promise.all(shards.map((shard) => matchShard(shard, own)))).flat().map((hit) => ({ ...hit, via: 1, words: own }))));
  return found.flat();
}

// The topics that some words name, with the words beside it (an office): [{name, also, rest}].
export function topicsNamed(lists, topics) {
  const key = (text) => fold(text).text;
  for (const words of lists) {
    const called = (name) => topics.filter(([, text, , also]) => [text, ...also].some((own) => key(own) === key(name)));
    const made = [[words.join(""), []], ...words.map((word) => [word, words.filter((other) => other !== word)])];
    for (const [name, rest] of made) {
      const found = name ? called(name) : [];
      if (found.length) return found.map(([, text, , also]) => ({ name: text, also: [text, ...also], rest }));
    }
  }
  return [];
}

// Places of a topic's passages, in reports of the office that stands beside it.
export async function ofTopic(shards, { name, also, rest }) {
  const opened = await Promise.all(shards.map((shard) => shard.open()));
  return opened.flatMap((shard) => {
    const { table } = shard;
    const wanted = table.reports.map((report) => rest.every((word) => contextHolds(report, word)));
    return shard.table.sections.flatMap((_, record) => {
      const report = table.reportOf[record];
      if (!wanted[report] || !table.topicsOf(record).includes(name)) return [];
      return [{ shard, record, report: table.reports[report], heads: 0, direct: 0, via: 2, words: also, topic: name }];
    });
  });
}
