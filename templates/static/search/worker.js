// Pagefind in a worker of its own: a search never blocks typing, and without `document` Pagefind leaves
// the query alone (in a Chinese page it would cut it with Intl.Segmenter, which knows none of our tokens).

const state = { engine: null, shards: new Map(), turn: Promise.resolve() };
const plainFetch = self.fetch.bind(self);

// What the page has asked for already, before this worker was there: address → its bytes, or null where it failed.
const given = new Map();
const arriving = new Map();

function expect(urls) {
  for (const url of urls) given.set(url, new Promise((resolve) => arriving.set(url, resolve)));
}

// All shards share one copy of the program; it stands beside them and is fetched once.
self.fetch = async (address, options) => {
  const url = String(address).replace(/[^/]+\/(wasm\.[^/]+\.pagefind)$/, "$1");
  if (url !== String(address) && !given.has(url)) given.set(url, plainFetch(url).then((r) => r.arrayBuffer()));
  const buffer = await given.get(url);
  if (!buffer) return plainFetch(url, options);
  return { ok: true, arrayBuffer: async () => buffer.slice(0), json: async () => JSON.parse(new TextDecoder().decode(buffer)) };
};

async function openShard({ name, key, entry, pagefind, data }) {
  if (state.shards.has(name)) return state.shards.get(name);
  state.engine = state.engine || await import(`${pagefind}pagefind.js`);
  const base = `${pagefind}${name}/`;
  if (entry) given.set(`${base}pagefind-entry.json?ts=${key}`, Promise.resolve(new TextEncoder().encode(JSON.stringify(entry))));
  const instance = state.engine.createInstance({ basePath: base, baseUrl: "/", noWorker: true, metaCacheTag: key });
  const [table] = await Promise.all([self.fetch(`${data}shard-${name}.json?v=${key}`).then((r) => r.json()), instance.init()]);
  const order = new Map(table.hashes.split(" ").map((hash, index) => [table.prefix + hash, index]));
  const fileOf = table.texts.flatMap((count, file) => Array(count).fill(file));
  const shard = { instance, base, key, order, fileOf, texts: [] };
  // The first search waits for the program and fails where WebAssembly is not allowed. The character sorts behind
  // all that reports are written with: no part of the index is fetched for it.
  await instance.search('"\u{2a6d6}"');
  state.shards.set(name, shard);
  delete table.hashes;
  shard.table = table;
  return shard;
}

const methods = {
  async open(request) {
    // One at a time: the program is loaded by the first, and two loads at once would overwrite each other.
    const opening = state.turn.then(() => openShard(request));
    state.turn = opening.catch(() => undefined);
    return (await opening).table;
  },
  async phrase({ name, tokens }) {
    const shard = state.shards.get(name);
    const found = await shard.instance.search(`"${tokens.join(" ")}"`);
    return Int32Array.from(found.results.map((result) => shard.order.get(result.id)).filter((i) => i !== undefined)).sort();
  },
  async texts({ name, records }) {
    const shard = state.shards.get(name);
    return Promise.all(records.map((index) => textOf(shard, index)));
  },
};

// Several records share a file (builder/pagefind.py).
async function textOf(shard, index) {
  const file = shard.fileOf[index];
  shard.texts[file] = shard.texts[file] || loadTexts(`${shard.base}text/${file}.pf_text?v=${shard.key}`);
  return (await shard.texts[file])[index - shard.fileOf.indexOf(file)];
}

async function loadTexts(url) {
  const response = await plainFetch(url);
  if (!response.ok) throw new Error(url);
  const packed = new Uint8Array(await response.arrayBuffer());
  // A server may have unpacked it.
  const plain = packed[0] === 0x1f ? new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")) : packed;
  return new Response(plain).json();
}

self.addEventListener("message", async ({ data: { id, method, request, expected, url, buffer } }) => {
  if (expected) return expect(expected);
  if (url) return arriving.get(url)(buffer);
  try {
    self.postMessage({ id, result: await methods[method](request) });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
});
