// What search.mjs and search-browser.mjs ask: the texts of a published search index, and strings of characters
// from them, the same ones at every run.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/// The lengths of the strings that are asked, in characters.
export const LENGTHS = [1, 2, 3, 4, 6, 10];
/// What was asked of other programs in the research for this one.
export const NAMED = ["雄安新区", "疏解", "京雄城际", "首都功能", "4+N", "2022年冬奥会", "副中心", "京津冀协同发展", "大兴国际机场", "非首都功能疏解", "北京城市总体规划"];

export const percentile = (list, part) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))] || 0;

/// The manifest, and for each subject the blocks of all its languages, each with its language.
export function texts(root) {
  const manifest = JSON.parse(readFileSync(join(root, "search/index.json"), "utf8"));
  const blocks = Array.from({ length: manifest.subjects }, () => []);
  const files = manifest.entries + Math.ceil((manifest.subjects - manifest.entries) / manifest.pack);
  for (const language of manifest.languages) {
    for (let file = 0; file < files; file++) {
      const docs = JSON.parse(readFileSync(join(root, manifest.folder, language, `${file}.json`), "utf8"));
      docs.forEach((doc, n) => {
        if (!doc) return;
        const id = file < manifest.entries ? file : manifest.entries + (file - manifest.entries) * manifest.pack + n;
        const names = doc.k === "paragraph" ? [] : [doc.t, ...doc.n];
        const own = [...names, doc.s, ...doc.b.flatMap(([, text]) => text.split("\n"))];
        blocks[id].push(...own.map(block => [language, block]));
      });
    }
  }
  return { manifest, blocks };
}

/// Numbers below a bound, as if by chance.
export function chance(seed = 20261122) {
  return below => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor(seed / 0x80000000 * below);
  };
}

/// Gives strings of so many Han characters from the texts, so many of them.
export function sampler(blocks, random) {
  const han = /\p{scx=Hani}(?<![\p{P}\p{S}])(?:\p{scx=Hani}(?<![\p{P}\p{S}]))*/gu;
  const runs = blocks.flatMap(own => own.flatMap(([, block]) => block.match(han) || [])).map(run => [...run]);
  return (length, many) => {
    const fit = runs.filter(run => run.length >= length);
    return Array.from({ length: fit.length ? many : 0 }, () => {
      const run = fit[random(fit.length)];
      const at = random(run.length - length + 1);
      return run.slice(at, at + length).join("");
    });
  };
}
