// Asks a published site as its search page does, without a page:
//
//   node ask.mjs <engine> <folder> < requests.json > answers.json
//
// A request is [query, options] (a query may be a list of UTF-16 code units, so that it can be no text at all),
// or what becomes of the site meanwhile: {"rename": [from, to]}, {"remove": path}, {"down": true or false} (the
// network), {"cached": path} (the browser keeps this file as it is now, until it is told to load it anew).
// An answer is what the engine gives, or the message of its error; with the files that were `asked` for, and those
// that were `loaded`.
import { readFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const [engine, root] = process.argv.slice(2);
(0, eval)(readFileSync(engine, "utf8"));
let [asked, loaded, down] = [[], [], false];
const cached = new Map();
const get = async (url, { cache } = {}) => {
  asked.push(url);
  if (down) throw new TypeError("the network is down");
  const path = join(root, url);
  if (cache === "reload") cached.delete(url);
  if (!cached.has(url) && !existsSync(path)) return { ok: false, status: 404 };
  loaded.push(url);
  const body = cached.get(url) ?? readFileSync(path);
  return { ok: true, status: 200, arrayBuffer: async () => body.buffer.slice(body.byteOffset, body.byteOffset + body.length) };
};
const search = jingweiSearch("", get);
const answers = [];
for (const request of JSON.parse(readFileSync(0, "utf8"))) {
  if (request.rename) renameSync(join(root, request.rename[0]), join(root, request.rename[1]));
  else if (request.remove) rmSync(join(root, request.remove), { recursive: true });
  else if (request.cached) cached.set(request.cached, readFileSync(join(root, request.cached)));
  else if ("down" in request) ({ down } = request);
  else {
    [asked, loaded] = [[], []];
    const [query, options] = request;
    const typed = Array.isArray(query) ? String.fromCharCode(...query) : query;
    const answer = await search.search(typed, options).catch(error => ({ error: String(error) }));
    answers.push({ ...answer, asked, loaded });
  }
}
process.stdout.write(JSON.stringify(answers));
