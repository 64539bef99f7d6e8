/* Finds texts in the index under search/ and draws nothing. src/search/README.md describes the files and what
 * is tried in turn; fold.rs and tokens.rs there do the same. */
globalThis.jingweiSearch = (root, get = fetch) => {
  const UNSPACED = `[${"Hani Hira Kana Bopo Yiii Thai Laoo Khmr Mymr Tale Talu Lana".replace(/(\w+) ?/g, "\\p{scx=$1}")}]`;
  const SIGN = "[\\p{Alphabetic}\\p{N}\\p{M}]";
  const LETTER = `(?!${UNSPACED})${SIGN}`;
  const JOINT = `(?:(?<=\\p{Alphabetic})'(?=\\p{Alphabetic})|(?<=\\p{N})[.,](?=\\p{N}))(?!${UNSPACED})`;
  const TOKEN = new RegExp(`((?=${UNSPACED})${SIGN})|${LETTER}(?:${LETTER}|${JOINT})*`, "gu");
  const CHARACTER = new RegExp(UNSPACED, "u");

  const decoder = new TextDecoder();
  const decode = bytes => decoder.decode(bytes);
  const json = bytes => JSON.parse(decode(bytes));

  const fold = text => text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "").normalize("NFKC")
    .replace(/[‘’ʼ]/g, "'").replace(/ß/g, "ss").replace(/ς/g, "σ");

  const tokens = (text, { elided = [], endings = [] } = {}) => {
    const found = [];
    let end = 0;
    for (const { 0: written, 1: char, index } of text.matchAll(TOKEN)) {
      const last = found.at(-1);
      const between = text.slice(end, index);
      let gap = !!last && between !== "" && (/[^\s\x85]/.test(between) || last.char === !!char);
      const article = elided.find(one => written.startsWith(one + "'"));
      let from = index;
      for (const word of article ? [article, written.slice(article.length + 1)] : [written]) {
        const fits = ([ending]) => word !== article && word.endsWith(ending) && [...word].length > [...ending].length + 2;
        const [ending, other] = endings.find(fits) || ["", ""];
        const stem = word.slice(0, word.length - ending.length).replace(/[',]/g, "") + other;
        end = from + word.length;
        found.push({ text: stem, char: !!char, gap, place: found.length && found.at(-1).place + 1 + gap, from, to: end });
        from = end + 1;
        gap = true;
      }
    }
    return found;
  };

  /* After the end all bits are one: nothing is endless. */
  const reader = bytes => {
    let at = 0;
    const bits = width => {
      let value = 0;
      for (; width; width--) value = value << 1 | (bytes[at >> 3] ?? 255) >> 7 - (at++ & 7) & 1;
      return value;
    };
    const golomb = order => {
      let digits = 0;
      while (!bits(1)) digits++;
      return ((1 << digits | bits(digits)) - 1 << order) + bits(order);
    };
    const rising = (count, order, number = -1) => Array.from({ length: count }, () => number += golomb(order) + 1);
    return { bits, golomb, rising };
  };

  const unpack = (bytes, count, placed) => {
    const { bits, golomb, rising } = reader(bytes);
    const [order, lowest, width] = [4, 5, 3].map(bits);
    const step = placed && bits(4);
    const list = new Map();
    for (let subject = -1; count; count--) {
      list.set(subject += golomb(order) + 1, { level: lowest + bits(width), places: placed ? rising(golomb(0) + 1, step) : [0] });
    }
    return list;
  };

  const dictionary = bytes => {
    const map = new Map();
    let at = 0;
    const number = (shift = 0) => {
      const byte = bytes[at++];
      return ((byte & 127) << shift | (byte > 127 ? number(shift + 7) : 0)) >>> 0;
    };
    const slice = length => bytes.subarray(at, at += length);
    for (let key = ""; at < bytes.length;) {
      key = key.slice(0, number()) + decode(slice(number()));
      const flags = number();
      const entry = { split: flags & 1, names: [], lists: [] };
      for (let left = flags & 2 && number(), name = 0; left && at < bytes.length; left--) entry.names.push(name += number());
      if (entry.split) entry.subjects = number();
      for (let lang = 0, rest = flags >> 2; rest > 0; lang++, rest >>= 1) {
        if (!(rest & 1)) continue;
        const list = entry.lists[lang] = { count: number(), top: entry.split && slice(number()) };
        const size = number();
        Object.assign(list, size & 1 ? { size: size >> 1, file: number(), at: number() } : { bytes: slice(size >> 1) });
      }
      map.set(key, entry);
    }
    return map;
  };

  const kept = new Map();
  const once = (key, make) => {
    if (!kept.has(key)) kept.set(key, make());
    return kept.get(key);
  };
  const load = (path, as = bytes => bytes, cache) => once(path, async () => {
    const answer = await get(root + path, { cache });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return as(new Uint8Array(await answer.arrayBuffer()));
  });

  /* Whether one letter is wrong, missing, too many, or two are exchanged. */
  const near = (a, b) => {
    let at = 0;
    while (at < a.length && a[at] === b[at]) at++;
    const rest = (x, y) => a.slice(at + x) === b.slice(at + y);
    return rest(1, 1) || rest(1, 0) || rest(0, 1) || a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2);
  };

  /* Words, and characters in pieces; these lie apart in a long query, since each has files to load. */
  const pieces = (text, list, size) => {
    const out = [];
    for (let from = 0, to; from < list.length;) {
      const joins = () => to < list.length && list[from].char && list[to].char && !list[to].gap;
      for (to = from + 1; joins() && to < from + size;) to++;
      out.push(text.slice(list[from].from, list[to - 1].to));
      from = joins() ? from + Math.max(size, Math.ceil(list.length / 12)) : to;
    }
    return out;
  };

  /* Tokens are compared, so that endings and widths do not count. */
  const signs = {};
  const marked = (text, wanted, rules) => {
    const at = [];
    let folded = "";
    for (const { 0: sign, index } of text.matchAll(/\P{M}?\p{M}*/gu)) {
      folded += signs[sign] ??= fold(sign);
      while (at.length < folded.length) at.push(index);
    }
    at.push(text.length);
    const list = tokens(folded, rules);
    return list.flatMap(({ from }, n) => wanted.flatMap(({ words, part }) =>
      words.every(({ text, gap }, k) => list[n + k]?.text === text && (!k || list[n + k].gap === gap))
        ? { from: at[from], to: at[list[n + words.length - 1].to], part } : []));
  };

  /* Every second part is marked. */
  const parts = (text, spans, start = 0, end = text.length) => {
    const out = [start ? "…" : ""];
    for (let at = start; at <= end; at++) {
      const inside = at < end && spans.some(({ from, to }) => from <= at && at < to);
      if (inside === out.length % 2 > 0) out.push("");
      out[out.length - 1] += at < end ? text[at] : end < text.length ? "…" : "";
    }
    return out;
  };

  const open = ({ folder, languages, site_languages, rules, subjects, entries, pack, top, fields, phrases, words }) => {
    const file = (name, as) => load(`${folder}/${name}`, as);
    const cut = (text, lang) => tokens(text, rules[languages[lang]]);

    const shard_of = text => Math.max(words.findLastIndex(first => first <= text), 0);
    const shard = async n => n < words.length ? file(`w${n}.bin`, dictionary) : new Map();
    const word = async text => (await shard(shard_of(text))).get(text);
    const phrase = async list => {
      const written = list.map(({ text, gap }, n) => (n && gap ? " " : "") + text);
      if (list.length < 2 && !list[0].char) return word(written[0]);
      let hash = 0x811c9dc5;
      for (const unit of written.slice(0, 2).join("").split("")) hash = Math.imul(hash ^ unit.charCodeAt(), 0x01000193);
      return phrases && (await file(`g${(hash >>> 0) % phrases}.bin`, dictionary)).get(written.join(""));
    };

    /* The phrases that cover a query; none if one is nowhere. */
    const cover = async (list, lang) => {
      const found = [];
      const last = list.length - 1;
      for (let to = 0; to <= last; to++) {
        let from = to;
        // A character alone is always split.
        let entry = { split: list[to].char };
        do {
          if (entry.split && to - from < last) to < last ? to++ : from--;
          entry = await phrase(list.slice(from, to + 1));
          if (!entry?.lists[lang]) return [];
        } while (entry.split && to - from < last);
        found.push({ entry, list: entry.lists[lang], offset: list[from].place });
      }
      return found;
    };

    /* The subjects that have all of a cover in its places. */
    const joined = async (cover, brief) => {
      const lists = await Promise.all(cover.map(({ list }) => brief ? unpack(list.top, Math.min(list.count, top))
        : once(list, async () => unpack(list.bytes || (await file(`l${list.file}.bin`))
          .subarray(list.at, list.at + list.size), list.count, !list.top))));
      const found = new Map();
      for (const id of lists[0]?.keys() || []) {
        const all = lists.map(list => list.get(id));
        if (all.includes(undefined)) continue;
        const places = all.map(({ places }, n) => places.map(place => place - cover[n].offset))
          .reduce((a, b) => a.filter(place => b.includes(place)));
        if (!places.length) continue;
        // Its parts do not know that a name has the whole.
        found.set(id, 0.2 * 1.115 ** Math.min(...all.map(({ level }) => level)) + (lists.length > 1 && places[0] < fields[0]));
      }
      return found;
    };

    /* `brief`: only the best subjects, if the text is one common phrase in all languages. */
    const exact = async (text, order, brief) => {
      const covers = await Promise.all(order.map(lang => cover(cut(text, lang), lang)));
      const entry = covers.flat()[0]?.entry;
      brief &&= entry?.split && covers.every(([first], n) => first?.entry === (entry.lists[order[n]] && entry));
      return { found: await Promise.all(covers.map(one => joined(one, brief))), total: brief && entry.subjects };
    };

    const beginning = async (text, kind) => {
      const found = [];
      for (let n = shard_of(text); found.length < 64; n++) {
        for (const one of await shard(n)) if (one[0].startsWith(text) && one[1][kind].length) found.push(one);
        if (!words[n + 1]?.startsWith(text)) break;
      }
      return found;
    };
    const alike = async text => {
      let before = "";
      const found = (await file("words.txt", decode)).split("\n")
        .map(line => before = before.slice(0, parseInt(line[0], 36)) + line.slice(1)).filter(one => near(text, one))
        .sort((a, b) => (b[0] === text[0]) - (a[0] === text[0])).slice(0, 4);
      return Promise.all(found.map(async one => [one, await word(one)]));
    };

    /* Characters in the longest phrases that stand anywhere, so that words may be apart. */
    const phrases_of = async (text, list, order) => {
      const out = [];
      for (let from = 0, to; from < list.length; from = to) {
        const slice = end => text.slice(list[from].from, list[end - 1].to);
        const goes_on = async () => list[from].char && list[to]?.char && !list[to].gap
          && (await exact(slice(to + 1), order)).found.some(one => one.size);
        for (to = from + 1; await goes_on();) to++;
        out.push(slice(to));
      }
      return out;
    };

    const plain = text => tokens(text).map(({ text }) => text).join("").replaceAll(".", "");

    /* A row for each subject and language, the best first. */
    const match = async (query, lang, brief) => {
      const order = [...new Set([Math.max(languages.indexOf(lang), 0), ...languages.keys()])];
      const folded = fold(query.slice(0, 240));
      const list = tokens(folded);
      // Names are typed without spaces and marks.
      const name = plain(folded);
      const names = new Map();
      const named = (entry, better) => entry?.names.forEach(id => names.set(id, Math.max(better, names.get(id) || 0)));
      if (!CHARACTER.test(name)) {
        named(await word(name), 99);
        if (!names.size && name.length > 2) {
          for (const [key, entry] of await beginning(name, "names")) named(entry, name.length / key.length / 2);
        }
      }

      /* Each text, or for a word that is nowhere those that begin so or differ in a letter. */
      const gather = texts => Promise.all(texts.filter(text => tokens(text)[0]).map(async (text, _, all) => {
        const { found, total } = await exact(text, order, brief && all.length < 2 && !names.size);
        const [{ text: typed, char }, more] = tokens(text);
        let others = [];
        let used = [];
        if (!more && !char && typed.length > 1 && !found.some(one => one.size)) {
          others = await beginning(typed, "lists");
          if (!others.length && !names.size && typed.length > 3) {
            others = await beginning(typed, "names");
            if (!others.length) {
              others = await alike(typed);
              used = others.map(([other]) => [typed, other]);
            }
          }
        }
        for (const [, entry] of others) {
          for (const [n, lang] of order.entries()) {
            const list = entry.lists[lang];
            const own = n < site_languages ? entry.names.map(id => [id, 3]) : [];
            for (const [id, score] of [...own, ...await joined(list ? [{ list, offset: 0 }] : [])]) {
              found[n].set(id, Math.max(score, found[n].get(id) || 0));
            }
          }
        }
        return { text, others, used, found, total };
      }));

      let groups, rows;
      /* Subjects that are called so or have all texts, else at least a share: rare texts count more. */
      const attempt = async (texts, least) => {
        groups = await gather(texts);
        rows = order.flatMap((lang, rank) => {
          const all = groups.map(({ found }) => found[rank]);
          const sum = worth => all.reduce((sum, one) => sum + worth(one) * Math.log((subjects + 1) / (one.size + 0.5)), 0);
          const whole = sum(() => 1);
          return [...new Set([rank < site_languages ? names : [], ...all].flatMap(one => [...one.keys()]))].map(id => ({
            id, lang, rank: rank - (names.get(id) === 99) * 99,
            share: names.has(id) ? 1 : sum(one => one.has(id)) / whole, score: sum(one => one.get(id) || 0) + (names.get(id) || 0),
          }));
        });
        if (rows.some(({ share }) => share === 1)) least = 1;
        rows = rows.filter(({ share }) => share >= least);
      };

      // Quotation marks keep words together.
      await attempt(folded.split(/["“”]/).flatMap((text, n) => n % 2 ? text : text.split(/\s+/)), 1);
      const first = groups;
      if (rows.length && groups.length > 1) {
        // One phrase is better than its words apart.
        const { found } = await exact(folded, order);
        for (const row of rows) if (found[order.indexOf(row.lang)].has(row.id)) row.rank -= 0.5;
      }
      if (!rows.length && CHARACTER.test(folded)) await attempt(pieces(folded, list, Infinity), 1);
      let apart = [];
      if (!rows.length && CHARACTER.test(folded) && list.length < 25 && !/["“”]/.test(folded)) {
        apart = await phrases_of(folded, list, order);
        // A row of lone characters says little.
        if (apart.length < list.length / 1.4) await attempt(apart, 1);
      }
      let partial = !rows.length && list.length > 4;
      if (partial) await attempt(pieces(folded, list, 3), 0.5);
      if (partial && !rows.length && apart[1]) await attempt(apart, 0.5);
      // Of a few words, what stands nowhere is left out.
      const [left, lost] = [true, false].map(is => first.filter(({ found }) => found.some(one => one.size) === is).map(({ text }) => text));
      if (!rows.length && left.length && lost.length && first.length < 5) {
        partial = false;
        await attempt(left, 1);
        groups[0]?.used.push([lost.join(" "), left.join(" ")]);
      }
      rows.sort((a, b) => b.share - a.share || a.rank - b.rank || b.score - a.score || a.id - b.id);
      return { rows, groups, order, partial, name };
    };
    const distinct = (rows, seen = new Set()) => rows.filter(({ id }) => !seen.has(id) && seen.add(id));

    const facets = async () => {
      const [described, packed] = await Promise.all([file("facets.json", json), file("facets.bin")]);
      const all = new Map();
      let at = 0;
      for (const { name, values } of described) {
        for (const value of values) {
          const { bits, rising } = reader(packed.subarray(at, at += value.bytes));
          const own = new Set(rising(value.count, bits(4)));
          value.has = ({ id }) => own.has(id);
        }
        all.set(name, values);
      }
      return all.set("lang", languages.map((id, n) => ({ id, label: {}, has: ({ lang }) => lang === n })));
    };

    const search = async (query, { lang, from = 0, size = 10, sort, filters = {}, counts } = {}) => {
      const chosen = Object.entries(filters).filter(([, values]) => values.length);
      const found = await match(query, lang, !from && !chosen.length && sort !== "date" && !counts && size <= top);
      const { rows, groups, partial } = found;
      const all = chosen.length || counts ? await facets() : new Map();
      const fit = but => rows.filter(row => chosen.every(([name, values]) => name === but
        || all.get(name)?.some(({ id, has }) => values.includes(id) && has(row))));
      const hits = distinct(fit());
      if (sort === "date") hits.sort((a, b) => a.id - b.id);
      const results = await Promise.all(hits.slice(from, from + size)
        .map(hit => shown(hit, groups, { ...found, only: filters.lang?.length })));
      // Of the best, those that are called so come first, entries before terms.
      if (!from && sort !== "date") results.sort((a, b) => b.called - a.called);
      return {
        total: groups[0]?.total || hits.length,
        results,
        counts: counts && [...all].map(([name, values]) => {
          const left = fit(name);
          const counted = values.map(({ id, label, has }) => ({ id, label, count: distinct(left.filter(has)).length }));
          return { name, values: counted.filter(({ id, count }) => count || filters[name]?.includes(id)) };
        }),
        used: groups.flatMap(group => group.used),
        partial: partial && hits.length > 0,
      };
    };

    /* Kinds: policy, project, platform, topic, region, agency, term, page, source, paragraph. */
    const shown = async ({ id, lang }, groups, { order, name: asked, partial, only }) => {
      const after = Math.max(id - entries, 0);
      const doc_in = async lang =>
        (await file(`${languages[lang]}/${id - after + Math.floor(after / pack)}.json`, json))[after % pack];
      let doc;
      // What a name leads to may have no text in this language.
      for (const other of [lang, ...order]) if (doc = await doc_in(lang = other)) break;
      // What is found in another language is shown under its title in the reader's.
      const own = !only && lang !== order[0] && lang < site_languages && await doc_in(order[0]) || doc;
      const wanted = groups.flatMap(({ text, others }, part) =>
        [cut(text, lang), ...others.map(([other]) => tokens(other))].map(words => ({ words, part })));
      // Of a sentence, short words and lone characters stand everywhere.
      const marks = text => marked(text, wanted, rules[languages[lang]]).filter(({ from, to }, _, all) => !partial
        || to - from > (CHARACTER.test(text[from]) ? 1 : 3) || all.some(one => one.to === from || one.from === to));
      // The excerpt is from where most groups stand together.
      let best;
      for (const [anchor, block] of [["", doc.s], ...doc.b]) for (const text of block.split("\n")) {
        const spans = marks(text);
        const width = CHARACTER.test(text) ? 88 : 220;
        for (const first of [{ from: 0, to: 0 }, ...spans]) {
          const close = spans.filter(({ from }) => from >= first.from && from < first.from + width / 2);
          const most = new Set(close.map(({ part }) => part)).size;
          if (!best?.text || most > best.most) best = { anchor, text, spans, width, first, most };
        }
      }
      const { anchor, text, spans, width, first } = best;
      let start = Math.max(0, first.from - width / 4);
      let end = Math.max(start + width, first.to);
      // Words stay whole, and characters of two units.
      start -= text.slice(0, start).match(/[\p{L}\p{N}\p{Cs}]{0,15}$/u)[0].length;
      end = Math.min(text.length, end + text.slice(end).match(/^[\p{L}\p{N}\p{Cs}]{0,15}/u)[0].length);
      const title = marks(own.t);
      const called = [doc.t, ...doc.n];
      const name = title.length ? -1 : called.findIndex(one => marks(one).length);
      // A source stands in every language.
      const folder = languages[own !== doc || /source|paragraph/.test(doc.k) ? order[0] : lang];
      return {
        id, kind: doc.k, lang: languages[own === doc ? lang : order[0]], date: doc.d,
        called: called.some(one => plain(fold(one)) === asked) && (id < entries ? 2 : 1),
        url: `${root}${folder}/${doc.u}${doc.u.includes("#") || /^(intro)?$/.test(anchor) ? "" : "#" + anchor}`,
        title: parts(own.t, title), name: name < 0 ? null : parts(called[name], marks(called[name])),
        name_lang: doc.l[name - 1] ?? languages[lang],
        excerpt: parts(text, spans, start, end), excerpt_lang: languages[lang],
      };
    };
    return { search, list: async (query, lang) => distinct((await match(query, lang)).rows) };
  };

  /* If a file is gone, the site was published anew: its new index is asked. */
  const ask = async (what, asked, cache = "no-cache") => {
    try {
      return await open(await load("search/index.json", json, cache))[what](...asked);
    } catch (error) {
      // What failed must not stay for a later search.
      kept.clear();
      if (cache === "reload") throw error;
      return ask(what, asked, "reload");
    }
  };

  return { search: (...asked) => ask("search", asked), list: (...asked) => ask("list", asked), fold, tokens };
};
