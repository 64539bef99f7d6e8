// Asks a published site as its search page does, without a page:
//
//   node ask.mjs <engine> <folder> < requests.json > answers.json
//
// A request is [query, options], or {"rename": [from, to]}, {"remove": path}: what becomes of the folder meanwhile.
// An answer is what the engine gives, with the files that it loaded; or the message of its error.
import { readFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const [engine, root] = process.argv.slice(2);
(0, eval)(readFileSync(engine, "utf8"));
let loaded = [];
const get = async url => {
  const path = join(root, url);
  if (!existsSync(path)) return { ok: false, status: 404 };
  loaded.push(url);
  const body = readFileSync(path);
  return {
    ok: true, status: 200, json: async () => JSON.parse(body),
    arrayBuffer: async () => body.buffer.slice(body.byteOffset, body.byteOffset + body.length),
  };
};
const search = jingweiSearch("", get);
const answers = [];
for (const request of JSON.parse(readFileSync(0, "utf8"))) {
  if (request.rename) renameSync(join(root, request.rename[0]), join(root, request.rename[1]));
  else if (request.remove) rmSync(join(root, request.remove), { recursive: true });
  else {
    loaded = [];
    const answer = await search.search(...request).catch(error => ({ error: String(error) }));
    answers.push({ ...answer, loaded });
  }
}
process.stdout.write(JSON.stringify(answers));
