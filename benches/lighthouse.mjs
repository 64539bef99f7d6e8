#!/usr/bin/env node
// What Lighthouse says of a site's pages, served by nginx as docs/hosting/nginx.conf tells it to.
//
//   npm ci --ignore-scripts        (once, in benches/; also nginx with its module for brotli, and Chromium)
//   node benches/lighthouse.mjs --jingwei target/release/jingwei [--root .] [--runs 5] [--lang en]
//
// Builds the site with --precompress, asks for a home page, the largest entry, the largest topic, the
// matrix, a list and a comparison, mobile preset, and prints the median of the runs for each page. Exit
// code 1 if a median is below what the site promises. Figures of performance mean something on a
// machine without other work only; the rest does not depend on it.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { repository, serve } from "./server.mjs";

const PROMISES = { performance: 99, accessibility: 100, "best-practices": 100, seo: 100 };
const { values: options } = parseArgs({
  options: {
    jingwei: { type: "string", default: join(repository, "target/release/jingwei") },
    root: { type: "string", default: repository },
    runs: { type: "string", default: "5" },
    lang: { type: "string", default: "en" },
    chromium: { type: "string", default: process.env.CHROMIUM ?? "/usr/bin/chromium" },
  },
});

const median = list => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

/// The page right below a folder of the site that is largest on the way; nothing if there is none.
function largest(site, folder) {
  if (!existsSync(join(site, folder))) return undefined;
  const size = name => {
    const page = join(site, folder, name, "index.html");
    const sent = existsSync(`${page}.br`) ? `${page}.br` : page;
    return existsSync(sent) ? statSync(sent).size : 0;
  };
  const names = readdirSync(join(site, folder)).filter(name => size(name) > 0);
  const best = names.toSorted((a, b) => size(b) - size(a))[0];
  return best && { page: `${folder}/${best}/`, size: size(best) };
}

function pages(site, lang) {
  const kinds = ["policies", "projects", "platforms"];
  const all = prefix => kinds.map(kind => largest(site, `${prefix}/${kind}`)).filter(Boolean);
  const top = list => list.toSorted((a, b) => b.size - a.size)[0]?.page;
  return {
    home: `${lang}/`,
    entry: top(all(lang)),
    topic: largest(site, `${lang}/topics`)?.page,
    matrix: `${lang}/matrix/`,
    list: `${lang}/projects/`,
    compare: top(all(`${lang}/compare`)),
  };
}

async function measure(url, chrome) {
  const { lhr } = await lighthouse(url, { port: chrome.port, output: "json", logLevel: "error" });
  const scores = Object.fromEntries(
    Object.keys(PROMISES).map(name => [name, Math.round(lhr.categories[name].score * 100)]),
  );
  const lost = Object.keys(PROMISES).flatMap(name => lhr.categories[name].auditRefs)
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
    .map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ""}`.trim());
  return { scores, lost, bytes: lhr.audits["total-byte-weight"].numericValue };
}

const folder = mkdtempSync(join(tmpdir(), "jingwei-lighthouse-"));
let server;
let failed = false;
try {
  const site = join(folder, "www/kb");
  execFileSync(options.jingwei, [
    "build", "--precompress", "--root", options.root, "--output", site, "--base-url", "https://example.org/kb/",
  ], { stdio: ["ignore", "ignore", "inherit"] });
  const served = await serve(folder);
  server = served.server;
  console.log("| page | performance | accessibility | best practices | SEO | bytes | points lost by |\n|---|---|---|---|---|---|---|");
  for (const [name, page] of Object.entries(pages(site, options.lang))) {
    if (!page || !existsSync(join(site, page))) continue;
    const runs = [];
    for (let run = 0; run < Number(options.runs); run += 1) {
      // A browser of its own for each run: nothing is remembered.
      const chrome = await launch({ chromePath: options.chromium, chromeFlags: ["--headless=new", "--no-sandbox"] });
      try {
        runs.push(await measure(served.address + page, chrome));
      } finally {
        await chrome.kill();
      }
    }
    const scores = Object.keys(PROMISES).map(key => median(runs.map(run => run.scores[key])));
    failed ||= Object.values(PROMISES).some((promise, index) => scores[index] < promise);
    const lost = [...new Set(runs.flatMap(run => run.lost))].join("; ");
    console.log(`| ${name} \`${page}\` | ${scores.join(" | ")} | ${median(runs.map(run => run.bytes))} | ${lost} |`);
  }
} finally {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
