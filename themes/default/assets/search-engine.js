/* Finds texts in the index under search/: what is asked goes in, results come out. It draws nothing.
 *
 * Only what a query needs is loaded: dictionaries that say where lists are, the lists, and the texts of
 * the results of one page. src/search/README.md has the form of the files; folding and cutting into
 * tokens are those of src/search/fold.rs and tokens.rs. It runs in a page and in node. */
globalThis.jingweiSearch = (root, get = (url, options) => fetch(url, options)) => {
  const SCRIPTS = "Hani Hira Kana Bopo Yiii Thai Laoo Khmr Mymr Tale Talu Lana";
  const UNSPACED = "[" + SCRIPTS.replace(/\w+ ?/g, name => `\\p{scx=${name.trim()}}`) + "]";
  const SIGN = "[\\p{Alphabetic}\\p{N}\\p{M}]";
  const LETTER = `(?!${UNSPACED})${SIGN}`;
  const JOINT = `(?:(?<=\\p{Alphabetic})'(?=\\p{Alphabetic})|(?<=\\p{N})[.,](?=\\p{N}))(?!${UNSPACED})`;
  const TOKEN = new RegExp(`((?=${UNSPACED})${SIGN})|${LETTER}(?:${LETTER}|${JOINT})*`, "gu");
  const decoder = new TextDecoder();

  const fold = text => text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "").normalize("NFKC")
    .replace(/[‘’ʼ]/g, "'").replace(/ß/g, "ss").replace(/ς/g, "σ");

  /* The tokens of a folded text: text, whether it is a character, whether a gap stands before it, where
   * it begins and ends. */
  const tokens = (text, rules = {}) => {
    const found = [];
    let end = 0;
    const add = (word, char, gap, from, to) => found.push({ text: word, char, gap, from, to });
    for (const match of text.matchAll(TOKEN)) {
      const [word, char] = match;
      const between = text.slice(end, match.index);
      const last = found.at(-1);
      const gap = !!last && between !== "" && (/[^\s\x85]/.test(between) || last.char === !!char);
      end = match.index + word.length;
      if (char) add(word, true, gap, match.index, end);
      else {
        const cut = word.indexOf("'");
        const article = cut > 0 && (rules.elided || []).includes(word.slice(0, cut));
        if (article) add(word.slice(0, cut), false, gap, match.index, match.index + cut);
        const own = article ? word.slice(cut + 1) : word;
        add(stem(own, rules), false, gap || article, end - own.length, end);
      }
    }
    return found;
  };

  const stem = (word, rules) => {
    for (const [ending, other] of rules.endings || [])
      if (word.endsWith(ending) && [...word.slice(0, word.length - ending.length)].length > 2)
        return bare(word.slice(0, word.length - ending.length)) + other;
    return bare(word);
  };
  const bare = word => word.replace(/[',]/g, "");
  const written = list => list.map((token, n) => (n && token.gap ? " " : "") + token.text).join("");

  /* Bits of a list, and the whole numbers of a dictionary. */
  const reader = (bytes, from = 0) => {
    let at = from * 8;
    const bits = width => {
      let value = 0;
      while (width) {
        const room = 8 - (at & 7);
        const take = Math.min(room, width);
        value = value << take | bytes[at >> 3] >> room - take & (1 << take) - 1;
        at += take;
        width -= take;
      }
      return value;
    };
    const golomb = order => {
      let digits = 0;
      while (!bits(1)) digits++;
      return ((1 << digits | bits(digits)) - 1 << order) + bits(order);
    };
    return { bits, golomb };
  };

  /* Reads a list: subjects, levels, and for each the places, if it has them. */
  const unpack = (bytes, count, placed) => {
    const { bits, golomb } = reader(bytes);
    const [order, lowest, width] = [bits(4), bits(5), bits(3)];
    const step = placed ? bits(4) : 0;
    const list = { subjects: [], levels: [], places: placed ? [] : null };
    for (let n = 0, subject = -1; n < count; n++) {
      list.subjects.push(subject += golomb(order) + 1);
      list.levels.push(lowest + bits(width));
      if (!placed) continue;
      const places = [];
      for (let left = golomb(0) + 1, place = -1; left; left--) places.push(place += golomb(step) + 1);
      list.places.push(places);
    }
    return list;
  };

  const dictionary = bytes => {
    const map = new Map();
    let at = 0;
    const number = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        value |= (bytes[at] & 127) << shift;
        if (bytes[at++] < 128) return value;
      }
    };
    const slice = length => bytes.subarray(at, at += length);
    for (let key = ""; at < bytes.length;) {
      key = key.slice(0, number()) + decoder.decode(slice(number()));
      const flags = number();
      const entry = { split: flags & 1, names: [], lists: [] };
      if (flags & 2) for (let left = number(), name = 0; left; left--) entry.names.push(name += number());
      if (flags & 1) entry.subjects = number();
      for (let lang = 0, rest = flags >> 2; rest; lang++, rest >>= 1) {
        if (!(rest & 1)) continue;
        const list = entry.lists[lang] = { count: number(), placed: !entry.split };
        if (entry.split) list.top = slice(number());
        const size = number();
        if (size & 1) Object.assign(list, { size: size >> 1, file: number(), at: number() });
        else list.bytes = slice(size >> 1);
      }
      map.set(key, entry);
    }
    return map;
  };

  /* Whether one letter is wrong, missing, too many, or two are exchanged. */
  const near = (a, b) => {
    if (Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at++;
    const rest = (x, y) => a.slice(at + x) === b.slice(at + y);
    return rest(1, 1) || rest(1, 0) || rest(0, 1)
      || a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2);
  };

  /* One published index. Its files never change; another index has another folder. */
  const open = manifest => {
    const files = new Map();
    const load = (name, as = body => new Uint8Array(body)) => {
      if (!files.has(name)) files.set(name, get(`${root}${manifest.folder}/${name}`).then(async answer => {
        if (!answer.ok) throw Object.assign(new Error(`${name}: ${answer.status}`), { gone: true });
        return as(await answer.arrayBuffer());
      }));
      return files.get(name);
    };
    const json = name => load(name, body => JSON.parse(decoder.decode(body)));
    const shard = number => load(`w${number}.bin`, body => dictionary(new Uint8Array(body)));
    const { languages, words, rules } = manifest;

    /* The dictionary of words that a text stands in. */
    const place = text => {
      let [low, high] = [0, words.length];
      while (low < high) {
        const middle = low + high >> 1;
        if (words[middle] <= text) low = middle + 1; else high = middle;
      }
      return Math.max(low - 1, 0);
    };
    const word = async text => words.length ? (await shard(place(text))).get(text) : undefined;
    const phrase = async (list, from, to) => {
      const own = list.slice(from, to + 1);
      if (own.length === 1 && !own[0].char) return word(own[0].text);
      let hash = 0x811c9dc5;
      const head = written(own.slice(0, 2));
      for (let n = 0; n < head.length; n++) hash = Math.imul(hash ^ head.charCodeAt(n), 0x01000193);
      if (!manifest.phrases) return undefined;
      const bytes = await load(`g${(hash >>> 0) % manifest.phrases}.bin`, body => dictionary(new Uint8Array(body)));
      return bytes.get(written(own));
    };
    const listed = list => list.read ||= (async () => {
      const bytes = list.bytes || (await load(`l${list.file}.bin`)).subarray(list.at, list.at + list.size);
      return unpack(bytes, list.count, list.placed);
    })();

    /* The phrases that cover a query, each with its distance from the start; null if one is nowhere in
     * the language. */
    const cover = async (list, lang) => {
      const parts = [];
      for (let done = 0; done < list.length;) {
        // A character alone is always split.
        let [from, to] = [done, done + (list[done].char && done + 1 < list.length)];
        if (list[done].char && to === done && done) from--;
        let entry;
        for (;;) {
          entry = await phrase(list, from, to);
          if (!entry?.lists[lang]) return null;
          if (!entry.split || !from && to === list.length - 1) break;
          if (to < list.length - 1) to++; else from--;
        }
        if (!entry.split) listed(entry.lists[lang]).catch(() => {});
        let offset = 0;
        for (let n = 1; n <= from; n++) offset += list[n].gap ? 2 : 1;
        parts.push({ entry, offset });
        done = to + 1;
      }
      return parts.length > 1 && parts.some(part => part.entry.split) ? null : parts;
    };

    /* The subjects that have all parts in their places, with the level and the first place. */
    const joined = async (parts, lang) => {
      const lists = await Promise.all(parts.map(part => listed(part.entry.lists[lang])));
      const found = new Map();
      const shortest = lists.reduce((a, b) => b.subjects.length < a.subjects.length ? b : a);
      const index = lists.map(list => list === shortest ? null : new Map(list.subjects.map((id, n) => [id, n])));
      shortest.subjects.forEach((id, n) => {
        const at = index.map(map => map ? map.get(id) : n);
        if (at.includes(undefined)) return;
        let places = lists[0].places?.[at[0]].map(place => place - parts[0].offset);
        for (let k = 1; k < lists.length && places.length; k++) {
          const own = new Set(lists[k].places[at[k]].map(place => place - parts[k].offset));
          places = places.filter(place => own.has(place));
        }
        if (places && !places.length) return;
        const level = Math.min(...lists.map((list, k) => list.levels[at[k]]));
        found.set(id, value(level) + (lists.length > 1 && places[0] < manifest.fields[0] ? 1 : 0));
      });
      return found;
    };
    const value = level => 0.2 * 1.115 ** level;

    /* The words of the dictionary that begin so, or that differ in a letter. */
    const beginning = async (text, fits) => {
      const found = [];
      for (let n = place(text); n < words.length && found.length < 64; n++) {
        for (const [key, entry] of await shard(n)) if (key.startsWith(text) && fits(entry)) found.push([key, entry]);
        if (n + 1 < words.length && !words[n + 1].startsWith(text)) break;
      }
      return found;
    };
    const alike = async text => {
      const found = [];
      let before = "";
      for (const line of (await load("words.txt", body => decoder.decode(body))).split("\n")) {
        before = before.slice(0, parseInt(line[0], 36)) + line.slice(1);
        if (near(text, before)) found.push(before);
      }
      found.sort((a, b) => (b[0] === text[0]) - (a[0] === text[0]));
      return Promise.all(found.slice(0, 4).map(async key => [key, await word(key)]));
    };
    return { manifest, load, json, phrase, word, cover, joined, listed, beginning, alike, value, languages, rules };
  };

  let current;
  const index = anew => {
    if (!current || anew) {
      current = get(`${root}search/index.json`, { cache: anew ? "reload" : "no-cache" }).then(async answer => {
        if (!answer.ok) throw new Error(`search/index.json: ${answer.status}`);
        return open(await answer.json());
      });
      current.catch(() => current = null);
    }
    return current;
  };

  /* Runs a query; if a file is gone, the site was published anew, and the query runs on the new index. */
  const run = async work => {
    const own = await index();
    try {
      return await work(own);
    } catch (error) {
      if (!error.gone) throw error;
      return work(await index(true));
    }
  };

  /* What is asked: parts that must all be found, each a phrase; quotation marks keep words together. */
  const asked = query => {
    const folded = fold(query).slice(0, 500);
    const parts = [];
    for (const [, a, b, c] of folded.matchAll(/"([^"]*)"?|“([^”]*)”?|([^\s"“]+)/g)) parts.push(a ?? b ?? c);
    const known = parts.filter(part => tokens(part).length);
    return { folded, parts: known, name: folded.replace(new RegExp(`(?!${SIGN}).`, "gsu"), "") };
  };

  /* All subjects that a query finds: subject -> { lang, score, name, whole }. */
  const match = async (own, query, order) => {
    const { folded, parts, name } = asked(query);
    const used = new Map();
    const loose = [];
    const names = new Map();
    const byName = !new RegExp(UNSPACED, "u").test(name) && name.length > 1;
    if (byName) {
      for (const id of (await own.word(name))?.names || []) names.set(id, 2);
      if (!names.size && name.length > 2) {
        for (const [, entry] of await own.beginning(name, one => one.names.length)) {
          for (const id of entry.names) names.set(id, 1);
        }
      }
    }
    const exact = (part, lang) => own.cover(tokens(part, own.rules[own.languages[lang]]), lang);
    const groups = [];
    for (const part of parts) {
      const covers = await Promise.all(order.map(lang => exact(part, lang)));
      const group = { part, found: new Map() };
      for (const [n, lang] of order.entries()) {
        if (covers[n]) group.found.set(lang, await own.joined(covers[n], lang));
      }
      if (![...group.found.values()].some(found => found.size) && /^[^\s]+$/.test(part)) {
        const text = bare(part);
        const single = tokens(part);
        if (single.length === 1 && !single[0].char) {
          let others = text.length > 1 ? await own.beginning(text, one => one.lists.length) : [];
          if (!others.length && !names.size && text.length > 3) {
            const all = await own.alike(text);
            others = all.filter(([, entry]) => entry?.lists.length);
            for (const [key, entry] of all) {
              if (entry) used.set(text, key);
              for (const id of entry?.names || []) names.set(id, 1);
            }
          }
          for (const [key, entry] of others) {
            loose.push(key);
            for (const lang of order) {
              if (!entry.lists[lang]) continue;
              const found = group.found.get(lang) || new Map();
              for (const [id, score] of await own.joined([{ entry, offset: 0 }], lang)) {
                found.set(id, Math.max(score, found.get(id) || 0));
              }
              group.found.set(lang, found);
            }
          }
        }
      }
      groups.push(group);
    }
    const hits = new Map();
    for (const [rank, lang] of order.entries()) {
      const maps = groups.map(group => group.found.get(lang) || new Map());
      if (!maps.length) break;
      const total = own.manifest.documents[lang];
      const weights = maps.map(map => Math.log(1 + (total - map.size + 0.5) / (map.size + 0.5)));
      const shortest = maps.reduce((a, b) => b.size < a.size ? b : a);
      let whole = null;
      if (maps.length > 1 && shortest.size) {
        const all = await own.cover(tokens(folded.replace(/["“”]/g, " ").trim(), own.rules[own.languages[lang]]), lang);
        whole = all && await own.joined(all, lang);
      }
      for (const id of shortest.keys()) {
        if (hits.has(id) || !maps.every(map => map.has(id))) continue;
        const score = maps.length > 1
          ? maps.reduce((sum, map, n) => sum + map.get(id) * weights[n], 0) : maps[0].get(id);
        hits.set(id, { id, lang, rank, score, name: names.get(id) || 0, whole: whole?.has(id) ? 1 : 0 });
      }
    }
    for (const [id, name] of names) {
      if (!hits.has(id)) hits.set(id, { id, lang: order[0], rank: 0, score: 0, name, whole: 0 });
    }
    return { hits: [...hits.values()], used, loose, parts };
  };

  const byRelevance = (a, b) => (b.name === 2) - (a.name === 2) || a.rank - b.rank || b.whole - a.whole
    || b.name - a.name || b.score - a.score || a.id - b.id;
  const byDate = (a, b) => a.id - b.id;

  /* The first page for a phrase that is so common that its best subjects stand in the dictionary. */
  const common = async (own, query, order, size) => {
    const { parts, name } = asked(query);
    if (parts.length !== 1 || size > own.manifest.top) return null;
    const entries = [];
    for (const lang of order) {
      const list = tokens(parts[0], own.rules[own.languages[lang]]);
      if (list.length > own.manifest.longest) return null;
      let entry = null;
      for (let to = +(list[0].char && list.length > 1); to < list.length; to++) {
        entry = await own.phrase(list, 0, to);
        if (!entry?.split) break;
      }
      if (entry && !entry.split && entry.lists[lang]) return null;
      entries.push(entry?.split ? entry : null);
    }
    const entry = entries.find(one => one);
    const fits = entries.every((one, n) => one === entry || !one && !entry?.lists[order[n]]);
    if (!entry || !fits) return null;
    if ((await own.word(name).catch(() => null))?.names.length) return null;
    const hits = new Map();
    for (const [rank, lang] of order.entries()) {
      const list = entry.lists[lang];
      if (!list) continue;
      const top = unpack(list.top, Math.min(list.count, own.manifest.top), false);
      const own_hits = top.subjects.map((id, n) => ({ id, lang, rank, score: own.value(top.levels[n]), name: 0, whole: 0 }));
      for (const hit of own_hits.sort(byRelevance)) if (!hits.has(hit.id)) hits.set(hit.id, hit);
      if (list.count > own.manifest.top) break;
    }
    if (hits.size < Math.min(size, entry.subjects)) return null;
    return { hits: [...hits.values()].slice(0, size), total: entry.subjects, parts, used: new Map(), loose: [] };
  };

  /* For each facet and value the subjects that have it. */
  const facets = async own => {
    const [described, packed] = await Promise.all([own.json("facets.json"), own.load("facets.bin")]);
    let at = 0;
    return described.map(facet => ({
      name: facet.name,
      values: facet.values.map(value => {
        const { bits, golomb } = reader(packed, at);
        at += value.bytes;
        const subjects = new Set();
        const order = bits(4);
        for (let left = value.count, id = -1; left; left--) subjects.add(id += golomb(order) + 1);
        return { id: value.id, label: value.label, subjects };
      }),
    }));
  };

  const ordered = (own, lang) => {
    const first = Math.max(own.languages.indexOf(lang), 0);
    return [first, ...[...own.languages.keys()].filter(n => n !== first)];
  };

  /* Searches: a page of results, how many there are in all, and the counts of each facet if asked. */
  const search = (query, { lang, from = 0, size = 10, sort, filters = {}, counts = false } = {}) => run(async own => {
    const order = ordered(own, lang);
    const chosen = Object.entries(filters).filter(([, values]) => values.length);
    const plain = !from && !chosen.length && sort !== "date" && !counts;
    let found = plain ? await common(own, query, order, size) : null;
    let all = null;
    if (!found) {
      found = await match(own, query, order);
      if (chosen.length || counts) all = await facets(own);
      const has = (hit, name, values) => name === "lang" ? values.includes(own.languages[hit.lang])
        : all.find(facet => facet.name === name)?.values.some(one => values.includes(one.id) && one.subjects.has(hit.id));
      const left = (hit, but) => chosen.every(([name, values]) => name === but || has(hit, name, values));
      if (counts) found.counts = all.map(facet => ({
        name: facet.name,
        values: facet.values.map(({ id, label, subjects }) =>
          ({ id, label, count: found.hits.filter(hit => subjects.has(hit.id) && left(hit, facet.name)).length })),
      }));
      found.hits = found.hits.filter(hit => left(hit)).sort(sort === "date" ? byDate : byRelevance);
      found.total = found.hits.length;
      found.hits = found.hits.slice(from, from + size);
    }
    const results = await Promise.all(found.hits.map(hit => shown(own, hit, found, lang)));
    return { total: found.total, results, counts: found.counts, used: [...found.used] };
  });

  /* All subjects of a query, without their texts. */
  const list = (query, lang) => run(async own => (await match(own, query, ordered(own, lang))).hits.sort(byRelevance));

  const shown = async (own, hit, found, lang) => {
    const { entries, pack, site_languages } = own.manifest;
    const file = hit.id < entries ? hit.id : entries + Math.floor((hit.id - entries) / pack);
    const at = hit.id < entries ? 0 : (hit.id - entries) % pack;
    let doc = null;
    for (const n of [hit.lang, ...own.languages.keys()]) {
      doc = (await own.json(`${own.languages[n]}/${file}.json`))[at];
      if (doc) {
        hit = { ...hit, lang: n };
        break;
      }
    }
    const language = own.languages[hit.lang];
    const wanted = found.parts.map(part => tokens(part, own.rules[language]));
    for (const key of found.loose) wanted.push(tokens(key));
    const marks = text => marked(text, wanted, own.rules[language], found.loose.length > 0);
    const texts = [["", doc.s], ...doc.b.flatMap(([anchor, text]) => text.split("\n").map(line => [anchor, line]))];
    let best = null;
    for (const [anchor, text] of texts) {
      const spans = marks(text);
      const kinds = new Set(spans.map(span => span.part)).size;
      if (kinds > (best?.kinds || 0)) best = { anchor, text, spans, kinds };
    }
    best ||= { anchor: "", text: doc.s || texts[1]?.[1] || "", spans: [] };
    const anywhere = /^(source|paragraph)$/.test(doc.k) || hit.lang >= site_languages;
    const place = anywhere && lang ? lang : language;
    const anchor = best.anchor && best.anchor !== "intro" && !doc.u.includes("#") ? `#${best.anchor}` : "";
    const other = doc.n.find(one => marks(one).length);
    return {
      id: hit.id, kind: doc.k, lang: language, url: `${root}${place}/${doc.u}${anchor}`, date: doc.d,
      title: pieces(doc.t, marks(doc.t)), name: marks(doc.t).length || !other ? null : pieces(other, marks(other)),
      excerpt: excerpt(best.text, best.spans),
    };
  };

  /* Where a text has what was asked: tokens are compared, so that endings and widths do not count. */
  const marked = (text, wanted, rules, prefix) => {
    let folded = "";
    const from = [];
    for (let at = 0; at < text.length;) {
      const char = String.fromCodePoint(text.codePointAt(at));
      const own = fold(char);
      for (let n = 0; n < own.length; n++) from.push(at);
      folded += own;
      at += char.length;
    }
    from.push(text.length);
    const list = tokens(folded, rules);
    const same = (a, b, first) => (first || a.gap === b.gap) && (a.text === b.text || prefix && !b.char && a.text.startsWith(b.text));
    const spans = [];
    for (let n = 0; n < list.length; n++) {
      wanted.forEach((words, part) => {
        if (!words.length || !words.every((word, k) => list[n + k] && same(list[n + k], word, !k))) return;
        spans.push({ from: from[list[n].from], to: from[list[n + words.length - 1].to], part });
      });
    }
    return spans;
  };

  /* A text in pieces: every second one is marked. */
  const pieces = (text, spans, start = 0, end = text.length) => {
    const out = [""];
    let at = start;
    for (const span of spans.filter(span => span.from >= start && span.to <= end).sort((a, b) => a.from - b.from)) {
      if (span.from < at && out.length > 1) {
        if (span.to > at) out[out.length - 2] += text.slice(at, span.to);
      } else out[out.length - 1] += text.slice(at, span.from), out.push(text.slice(span.from, span.to), "");
      at = Math.max(at, span.to);
    }
    out[out.length - 1] += text.slice(at, end);
    return out;
  };

  const excerpt = (text, spans) => {
    const wide = /\p{scx=Hani}/u.test(text);
    const [before, length] = wide ? [24, 90] : [60, 220];
    const first = spans.length ? Math.min(...spans.map(span => span.from)) : 0;
    let start = Math.max(0, first - before);
    let end = Math.min(text.length, start + length);
    const space = text.indexOf(" ", start);
    if (start && !wide && space >= 0 && space < first) start = space + 1;
    const last = text.lastIndexOf(" ", end);
    if (end < text.length && !wide && last > first) end = last;
    end = Math.max(end, spans.find(span => span.from === first)?.to || 0);
    if (/[\udc00-\udfff]/.test(text[start])) start++;
    if (/[\ud800-\udbff]/.test(text[end - 1])) end--;
    const out = pieces(text, spans, start, end);
    if (start) out[0] = "…" + out[0];
    if (end < text.length) out[out.length - 1] += "…";
    return out;
  };

  return { search, list, fold, tokens, index };
};
