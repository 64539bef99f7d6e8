#!/usr/bin/env node
// How long a reader waits for the search index in Chromium, and what is sent, under the headers of the sample
// docs/hosting/nginx.conf, on one machine:
//
//   npm ci --ignore-scripts        (once, in benches/; also nginx with its module for brotli, and Chromium)
//   node benches/search-browser.mjs --jingwei target/release/jingwei [--root .] [--lang zh] [--count 20]
//   node benches/search-browser.mjs --index <folder that search.rs wrote> [--pagefind <folder that Pagefind wrote>]
//
// Asks the named queries and so many random strings of each length. First: a browser context of its own, the scripts are
// loaded by the query, as are the manifest and all else. Next: another query in the same page. Again: the first one
// once more. Prints medians and p95, in ms, and the bytes of the first with those of their HTTP headers. With
// --pagefind the same queries are put to Pagefind's script there (with `wasm-unsafe-eval` allowed). Exit code 1 if a
// promise is broken. Times mean something on a machine without other work; on another, --runs 5 takes the least of five
// for each query.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import puppeteer from "puppeteer-core";
import { LENGTHS, NAMED, chance, percentile, sampler, texts } from "./search-texts.mjs";
import { repository, serve } from "./server.mjs";

const QUALITY = constants.BROTLI_PARAM_QUALITY;
/// The promises: milliseconds and bytes, medians but for `p95`.
const MOST = { first: 150, again: 20, median: 60_000, p95: 150_000 };
const { values: options } = parseArgs({
  options: {
    jingwei: { type: "string", default: join(repository, "target/release/jingwei") },
    root: { type: "string", default: repository },
    index: { type: "string" },
    scripts: { type: "string", default: join(repository, "themes/default/assets") },
    pagefind: { type: "string" },
    lang: { type: "string", default: "zh" },
    count: { type: "string", default: "20" },
    runs: { type: "string", default: "1" },
    chromium: { type: "string", default: process.env.CHROMIUM ?? "/usr/bin/chromium" },
  },
});

/// What the page of the bench runs: it loads the scripts when it is asked first, as a page would that waits for the
/// reader to begin.
const PAGE = `
globalThis.ask = async (scripts, query, lang) => {
  const begun = performance.now();
  const load = src => new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: failed }));
  });
  // The last one draws a page that is not here: it is loaded alone.
  if (!globalThis.jingweiSearch) await Promise.all([...scripts.slice(0, -1).map(load), fetch(scripts.at(-1)).then(answer => answer.text())]);
  globalThis.searching ||= jingweiSearch("../");
  const { total, results } = await searching.search(query, { lang });
  return { time: performance.now() - begun, total, shown: results.length };
};
globalThis.askPagefind = async (script, query) => {
  const begun = performance.now();
  globalThis.pagefind ||= await import(script);
  const { results } = await pagefind.search(query);
  const shown = await Promise.all(results.slice(0, 10).map(result => result.data()));
  return { time: performance.now() - begun, total: results.length, shown: shown.length };
};`;

/// Writes a page that loads nothing but a script, beside the site.
function page(site, scripts) {
  const folder = join(site, "bench");
  mkdirSync(folder, { recursive: true });
  const write = (name, text) => {
    writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text));
  };
  write("index.html", `<!doctype html><html lang="en"><title>Bench</title><script src="page.js"></script></html>`);
  write("page.js", PAGE);
  scripts.forEach((script, n) => write(`${n}.js`, readFileSync(script)));
  return scripts.map((_, n) => `${n}.js`);
}

/// Adds the compressed forms that --precompress adds.
function compress(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!/\.(json|txt)$/.test(file)) continue;
    const bytes = readFileSync(file);
    if (bytes.length >= 1024) writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [QUALITY]: 5 } }));
  }
}

/// Asks one query first, then another, then the first again, in a context that remembers nothing.
async function reader(browser, address, ask, query, other) {
  const context = await browser.createBrowserContext();
  try {
    const tab = await context.newPage();
    const failures = [];
    tab.on("pageerror", error => failures.push(error.message));
    await tab.goto(`${address}bench/`, { waitUntil: "networkidle0" });
    const client = await tab.createCDPSession();
    await client.send("Network.enable");
    const sent = { bytes: 0, files: 0 };
    client.on("Network.loadingFinished", ({ encodedDataLength }) => {
      sent.bytes += encodedDataLength;
      sent.files += 1;
    });
    const put = text => tab.evaluate(ask.run, ...ask.arguments, text, options.lang);
    const first = await put(query);
    // The events of the last files come with the answer or right after it.
    await new Promise(done => setTimeout(done, 50));
    const { bytes, files } = sent;
    const body = await tab.evaluate(() => performance.getEntriesByType("resource")
      .filter(({ name }) => !name.endsWith("/page.js")).reduce((sum, entry) => sum + entry.encodedBodySize, 0));
    const next = await put(other);
    const again = await put(query);
    if (failures.length) throw new Error(failures.join("; "));
    return { query, first: first.time, next: next.time, again: again.time, bytes, body, files, total: first.total };
  } finally {
    await context.close();
  }
}

let broken = false;
function say(title, rows, promises) {
  const of = (name, part) => percentile(rows.map(row => row[name]), part);
  const times = ["first", "next", "again"].map(name => `${name} ${of(name, 0.5).toFixed(1)} (p95 ${of(name, 0.95).toFixed(1)})`);
  const kept = !promises || (of("first", 0.5) <= MOST.first && of("again", 0.5) <= MOST.again
    && of("bytes", 0.5) <= MOST.median && of("bytes", 0.95) <= MOST.p95);
  broken ||= !kept;
  console.log(`${kept ? " " : "!"} ${title}: ms ${times.join(", ")}; bytes ${of("bytes", 0.5)} (p95 ${of("bytes", 0.95)}), `
    + `without headers ${of("body", 0.5)} (p95 ${of("body", 0.95)}), files ${of("files", 0.5)}`);
}

const folder = mkdtempSync(join(tmpdir(), "jingwei-search-"));
let server;
let browser;
try {
  const site = join(folder, "www/kb");
  mkdirSync(join(folder, "www"));
  if (options.index) {
    cpSync(join(options.index, "search"), join(site, "search"), { recursive: true });
    compress(join(site, "search"));
    writeFileSync(join(site, "index.html"), "");
  } else {
    execFileSync(options.jingwei, [
      "build", "--precompress", "--root", options.root, "--output", site, "--base-url", "https://example.org/kb/",
    ], { stdio: ["ignore", "ignore", "inherit"] });
  }
  const scripts = page(site, ["search-engine.js", "search.js"].map(name => join(options.scripts, name)));
  if (options.pagefind) cpSync(options.pagefind, join(site, "pagefind"), { recursive: true });
  const { manifest, blocks } = texts(site);
  const sample = sampler(blocks, chance());
  let served = await serve(folder);
  server = served.server;
  browser = await puppeteer.launch({ executablePath: options.chromium, headless: true, args: ["--no-sandbox"] });
  console.log(`${manifest.subjects} subjects (${manifest.entries} entries), ${await browser.version()}`);

  const jingwei = { run: (scripts, query, lang) => globalThis.ask(scripts, query, lang), arguments: [scripts] };
  const count = Number(options.count);
  const queries = LENGTHS.map(length => [`${length} characters`, sample(length, count)]);
  queries.push(["named", NAMED]);
  const round = async (ask, promises) => {
    const rows = [];
    // The first context of all starts processes that later ones share.
    await reader(browser, served.address, ask, NAMED[0], NAMED[1]);
    for (const [title, list] of queries.filter(([, list]) => list.length)) {
      const own = [];
      for (const [n, query] of list.entries()) {
        const runs = [];
        for (let run = 0; run < Number(options.runs); run += 1) {
          runs.push(await reader(browser, served.address, ask, query, list[(n + 1) % list.length]));
        }
        const least = name => Math.min(...runs.map(run => run[name]));
        own.push({ ...runs[0], first: least("first"), next: least("next"), again: least("again") });
      }
      say(title, own, false);
      rows.push(...own);
    }
    say("all", rows, promises);
  };
  await round(jingwei, true);
  if (options.pagefind) {
    console.log("Pagefind:");
    server.kill();
    served = await serve(folder, sample => sample.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"));
    server = served.server;
    await round({ run: (script, query) => globalThis.askPagefind(script, query), arguments: ["../pagefind/pagefind.js"] }, false);
  }
} finally {
  await browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = broken ? 1 : 0;
