// Asks a published search index and compares with plain substring search over the texts of its documents:
//
//   node benches/search.mjs <folder with search/> [--lang zh] [--count 200] [--script <engine>]
//
// Prints recall, precision and the bytes of a first query (scripts, manifest, shards and the texts of the first
// ten results; gzip -9, packed files as they are, since few servers compress them). Exit code 1 if a promise is
// broken. Nothing but node (20 or newer).
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { LENGTHS, NAMED, chance, percentile, sampler, texts } from "./search-texts.mjs";

const args = process.argv.slice(2);
const option = (name, other) => args.includes(name) ? args[args.indexOf(name) + 1] : other;
const root = args[0];
const count = +option("--count", 200);
const here = dirname(fileURLToPath(import.meta.url));
const scripts = option("--script", join(here, "../themes/default/assets/search-engine.js")).split(",");
for (const script of scripts) (0, eval)(readFileSync(script, "utf8"));
// The script of the search page is loaded, too; here it has no page to draw. A whole site has both as they are published.
const assets = existsSync(join(root, "assets")) ? readdirSync(join(root, "assets")) : [];
const published = assets.filter(name => /^search(-engine)?\.[0-9a-f]+\.js$/.test(name)).map(name => join(root, "assets", name));
const sent = published.length ? published : [...scripts, join(here, "../themes/default/assets/search.js")];
const scriptBytes = sent.reduce((sum, script) => sum + gzipSync(readFileSync(script), { level: 9 }).length, 0);

const manifest = JSON.parse(readFileSync(join(root, "search/index.json"), "utf8"));
const lang = option("--lang", manifest.languages[0]);

let loaded = [];
const sizes = new Map();
const get = async url => {
  const path = join(root, url);
  if (!existsSync(path)) return { ok: false, status: 404 };
  const body = readFileSync(path);
  if (!sizes.has(url)) sizes.set(url, url.endsWith(".bin") ? body.length : gzipSync(body, { level: 9 }).length);
  loaded.push([url, sizes.get(url)]);
  return {
    ok: true, status: 200, json: async () => JSON.parse(body),
    arrayBuffer: async () => body.buffer.slice(body.byteOffset, body.byteOffset + body.length),
  };
};
const warm = jingweiSearch("", get);

const { blocks } = texts(root);
const wholes = blocks.map(own => own.map(([, block]) => block).join("\n"));
const having = text => wholes.flatMap((whole, id) => whole.includes(text) ? [id] : []);
const random = chance();
const sample = sampler(blocks, random);
let broken = 0;
const say = (ok, line) => {
  if (!ok) broken++;
  console.log((ok ? "  " : "! ") + line);
};

const first = async query => {
  loaded = [];
  const begun = performance.now();
  const page = await jingweiSearch("", get).search(query, { lang });
  const time = performance.now() - begun;
  return { page, time, bytes: scriptBytes + loaded.reduce((sum, [, size]) => sum + size, 0), files: loaded.length, loaded: [...loaded] };
};
const measure = async (query, truth) => {
  const cold = await first(query);
  const begun = performance.now();
  const found = new Set((await warm.list(query, lang)).map(hit => hit.id));
  const all = performance.now() - begun;
  const wanted = new Set(truth);
  const right = [...found].filter(id => wanted.has(id)).length;
  const shown = cold.page.results.map(result => result.id);
  return {
    ...cold, all, size: wanted.size,
    recall: wanted.size ? right / wanted.size : 1, precision: found.size ? right / found.size : 1,
    top: shown.length ? shown.filter(id => wanted.has(id)).length / shown.length : +(wanted.size === 0),
    total: cold.page.total, exact: cold.page.total === wanted.size,
    marked: cold.page.results.every(result => [...result.title, ...(result.name || []), ...result.excerpt].filter((_, n) => n).length > 0 && [result.title, result.name || [], result.excerpt].some(pieces => pieces.length > 1)),
  };
};
const mean = (list, pick) => list.reduce((sum, one) => sum + pick(one), 0) / list.length;

console.log(`${manifest.subjects} subjects (${manifest.entries} entries), ${manifest.documents.reduce((a, b) => a + b)} documents; scripts ${scriptBytes} bytes`);
const everything = [];
for (const length of LENGTHS) {
  const rows = [];
  for (const query of sample(length, count)) rows.push(await measure(query, having(query)));
  if (!rows.length) continue;
  everything.push(...rows);
  const [recall, precision, top] = [mean(rows, row => row.recall), mean(rows, row => row.precision), mean(rows, row => row.top)];
  const counted = mean(rows, row => +row.exact);
  const bytes = rows.map(row => row.bytes);
  say(recall === 1 && top >= 0.99, `${length} characters: recall ${recall.toFixed(4)}, precision ${precision.toFixed(4)}, at 10 ${top.toFixed(4)}, ` +
    `count right ${counted.toFixed(3)}, marked ${mean(rows, row => +row.marked).toFixed(3)}; found ${percentile(rows.map(row => row.size), 0.5)}; bytes ${percentile(bytes, 0.5)} median, ${percentile(bytes, 0.95)} p95, ` +
    `files ${percentile(rows.map(row => row.files), 0.5)}; ${percentile(rows.map(row => row.time), 0.5).toFixed(1)} ms, all ${percentile(rows.map(row => row.all), 0.5).toFixed(1)} ms`);
}
const bytes = everything.map(row => row.bytes);
say(percentile(bytes, 0.5) <= 60_000 && percentile(bytes, 0.95) <= 150_000,
  `first query: median ${percentile(bytes, 0.5)} bytes, p95 ${percentile(bytes, 0.95)}, most ${Math.max(...bytes)}`);
if (args.includes("--worst")) {
  const worst = everything.reduce((a, b) => b.bytes > a.bytes ? b : a);
  console.log(worst.loaded, worst.total);
}

// Every hit of a common character is reached by paging, once.
for (const query of sample(1, 3)) {
  const { total } = await warm.search(query, { lang });
  const seen = new Set();
  for (let from = 0; from < total; from += 50) for (const { id } of (await warm.search(query, { lang, from, size: 50 })).results) seen.add(id);
  say(seen.size === total, `paging: ${seen.size} of ${total} for ${query}`);
}

const absent = [];
const folds = wholes.map(whole => warm.fold(whole));
for (const query of NAMED) {
  const folded = warm.fold(query);
  // What is found by a name alone, without the text, is no fault.
  const row = await measure(query, folds.flatMap((whole, id) => whole.includes(folded) ? [id] : []));
  if (!row.size) absent.push(`${query} (${row.total} by name)`);
  else say(row.recall === 1 && row.precision === 1 && row.exact, `${query}: ${row.total} of ${row.size}, recall ${row.recall.toFixed(3)}, precision ${row.precision.toFixed(3)}, ${row.bytes} bytes; ${row.page.results.slice(0, 3).map(one => one.title.join("")).join(" | ")}`);
}

if (absent.length) console.log(`  in no text: ${absent.join(", ")}`);

// English: stems, phrases and beginnings of words, against the words of the texts.
const word = /[a-z]+/g;
const bodies = blocks.map(own => own.filter(([language]) => language === "en").map(([, block]) => warm.fold(block).replace(/(\d),(\d)/g, "$1$2")));
const rules = manifest.rules.en || {};
const stems = bodies.map(blocks => new Set(blocks.flatMap(block => warm.tokens(block, rules).map(token => token.text))));
const ids = test => stems.flatMap((set, id) => test(set, id) ? [id] : []);
const english_words = [...new Set(bodies.flatMap(blocks => blocks.flatMap(block => block.match(word) || [])))].filter(one => one.length > 4);
const rows = { stems: [], phrases: [], beginnings: [] };
for (let n = 0; n < Math.min(count, 60) && english_words.length; n++) {
  const one = english_words[random(english_words.length)];
  const stem = warm.tokens(one, rules).at(-1).text;
  rows.stems.push([one, await measure(one, ids(set => set.has(stem)))]);
  const body = bodies[random(bodies.length)].filter(block => block.split(" ").length > 6);
  if (body.length) {
    const all = warm.tokens(body[random(body.length)]);
    const at = random(Math.max(1, all.length - 3));
    const phrase = all.slice(at, at + 3).map(token => token.text);
    if (phrase.every(part => /^[a-z]+$/.test(part))) {
      const wanted = phrase.join(" ");
      const has = block => ` ${warm.tokens(block, rules).map(token => token.text).join(" ")} `
        .includes(` ${warm.tokens(wanted, rules).map(token => token.text).join(" ")} `);
      rows.phrases.push([wanted, await measure(`"${wanted}"`, bodies.flatMap((blocks, id) => blocks.some(has) ? [id] : []))]);
    }
  }
  const start = one.slice(0, Math.max(4, one.length - 2));
  if (!stems.some(set => set.has(warm.tokens(start, rules).at(-1).text))) {
    rows.beginnings.push([start, await measure(start, ids(set => [...set].some(token => token.startsWith(start))))]);
  }
}
for (const [name, list] of Object.entries(rows)) {
  if (!list.length) continue;
  const recall = mean(list, ([, row]) => row.recall);
  say(recall === 1, `English ${name}: ${list.length} queries, recall ${recall.toFixed(4)}, precision ${mean(list, ([, row]) => row.precision).toFixed(4)}, bytes ${percentile(list.map(([, row]) => row.bytes), 0.5)} median, ${percentile(list.map(([, row]) => row.bytes), 0.95)} p95`);
  for (const [query, row] of list.filter(([, row]) => row.recall < 1).slice(0, 3)) console.log(`    ${query}: ${row.recall}`);
}
process.exitCode = broken ? 1 : 0;
