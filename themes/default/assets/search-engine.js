/* Finds texts in the index under search/: a query goes in, results come out. It draws nothing.
 *
 * Only what a query needs is loaded: dictionaries that say where lists are, the lists, and the texts of one
 * page of results. src/search/README.md has the form of the files and what is tried in turn; folding and
 * tokens are those of fold.rs and tokens.rs there. It runs in a page and in node. */
globalThis.jingweiSearch = (root, get = fetch) => {
  const SCRIPTS = "Hani Hira Kana Bopo Yiii Thai Laoo Khmr Mymr Tale Talu Lana";
  const UNSPACED = `[${SCRIPTS.replace(/\w+ ?/g, name => `\\p{scx=${name.trim()}}`)}]`;
  const SIGN = "[\\p{Alphabetic}\\p{N}\\p{M}]";
  const LETTER = `(?!${UNSPACED})${SIGN}`;
  const JOINT = `(?:(?<=\\p{Alphabetic})'(?=\\p{Alphabetic})|(?<=\\p{N})[.,](?=\\p{N}))(?!${UNSPACED})`;
  const TOKEN = new RegExp(`((?=${UNSPACED})${SIGN})|${LETTER}(?:${LETTER}|${JOINT})*`, "gu");
  const HAS_UNSPACED = new RegExp(UNSPACED, "u");

  const decode = bytes => new TextDecoder().decode(bytes);
  const json = bytes => JSON.parse(decode(bytes));

  const fold = text => text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "").normalize("NFKC")
    .replace(/[‘’ʼ]/g, "'").replace(/ß/g, "ss").replace(/ς/g, "σ");

  /* The tokens of a folded text: text, whether it is a character, whether a gap stands before it, its place,
   * where it begins and ends. */
  const tokens = (text, { elided = [], endings = [] } = {}) => {
    const found = [];
    let end = 0;
    for (const { 0: written, 1: char, index } of text.matchAll(TOKEN)) {
      const add = (word, gap, to) => {
        const last = found.at(-1);
        const [ending, other] = endings.find(([ending]) => word.endsWith(ending) && [...word].length > [...ending].length + 2) || ["", ""];
        const stem = word.slice(0, word.length - ending.length).replace(/[',]/g, "") + other;
        found.push({ text: stem, char: !!char, gap, place: last ? last.place + 1 + gap : 0, from: to - word.length, to });
      };
      const between = text.slice(end, index);
      const last = found.at(-1);
      const gap = !!last && between !== "" && (/[^\s\x85]/.test(between) || last.char === !!char);
      end = index + written.length;
      const article = elided.find(one => written.startsWith(one + "'"));
      if (article) add(article, gap, index + article.length);
      add(article ? written.slice(article.length + 1) : written, gap || !!article, end);
    }
    return found;
  };
  const written = list => list.map(({ text, gap }, n) => (n && gap ? " " : "") + text).join("");

  /* Reads numbers in bits. What ends too early goes on with ones, so that nothing is endless. */
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

  /* A list: subject -> level, and places if it has them. */
  const unpack = (bytes, count, placed) => {
    const { bits, golomb, rising } = reader(bytes);
    const [order, lowest, width] = [bits(4), bits(5), bits(3)];
    const step = placed && bits(4);
    const list = new Map();
    for (let subject = -1; count; count--) {
      subject += golomb(order) + 1;
      list.set(subject, { level: lowest + bits(width), places: placed && rising(golomb(0) + 1, step) });
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
        if (!(bytes[at++] > 127)) return value;
      }
    };
    const slice = length => bytes.subarray(at, at += length);
    for (let key = ""; at < bytes.length;) {
      key = key.slice(0, number()) + decode(slice(number()));
      const flags = number();
      const entry = { split: flags & 1, names: [], lists: [] };
      if (flags & 2) for (let left = number(), name = 0; left; left--) entry.names.push(name += number());
      if (entry.split) entry.subjects = number();
      for (let lang = 0, rest = flags >> 2; rest > 0; lang++, rest >>= 1) {
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

  /* What was loaded and read. A failure is forgotten, so that a later search tries again. */
  const kept = new Map();
  const once = (key, make) => {
    if (!kept.has(key)) {
      kept.set(key, make());
      kept.get(key).catch(() => kept.delete(key));
    }
    return kept.get(key);
  };
  const load = (path, as, cache) => once(path, async () => {
    const answer = await get(root + path, { cache });
    if (!answer.ok) throw Object.assign(new Error(`${path}: ${answer.status}`), { gone: true });
    return as(new Uint8Array(await answer.arrayBuffer()));
  });

  /* Whether one letter is wrong, missing, too many, or two are exchanged. */
  const near = (a, b) => {
    let at = 0;
    while (at < a.length && a[at] === b[at]) at++;
    const rest = (x, y) => a.slice(at + x) === b.slice(at + y);
    return rest(1, 1) || rest(1, 0) || rest(0, 1) || a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2);
  };

  /* Shorter parts of a query: what stands between its gaps, cut into pieces of four characters that overlap,
   * or lie apart in a long one, since each has files to load. */
  const pieces = text => {
    const list = tokens(text);
    const step = Math.max(2, Math.ceil(list.length / 12));
    const out = [];
    for (let from = 0, to; from < list.length;) {
      const joins = () => to < list.length && !list[to].gap;
      for (to = from + 1; joins() && to < from + 4;) to++;
      out.push(text.slice(list[from].from, list[to - 1].to));
      from = joins() ? from + step : to;
    }
    return out;
  };

  /* Where a text has what is wanted: tokens are compared, so that endings and widths do not count. */
  const marked = (text, wanted, rules) => {
    const at = [];
    let folded = "";
    for (const { 0: sign, index } of text.matchAll(/\P{M}?\p{M}*/gu)) {
      folded += fold(sign);
      while (at.length < folded.length) at.push(index);
    }
    at.push(text.length);
    const list = tokens(folded, rules);
    return list.flatMap(({ from }, n) => wanted.flatMap(({ words, part }) => {
      const same = words.every(({ text, gap }, k) => list[n + k]?.text === text && (!k || list[n + k].gap === gap));
      return same ? { from: at[from], to: at[list[n + words.length - 1].to], part } : [];
    }));
  };

  /* A text in parts: every second one is marked. Marks that touch are one. */
  const parts = (text, spans, start = 0, end = text.length) => {
    const out = [""];
    let at = start;
    for (const { from, to } of spans) {
      if (to <= start || from >= end) continue;
      if (from > at || out.length < 2) {
        out[out.length - 1] += text.slice(at, from);
        out.push("", "");
      }
      out[out.length - 2] += text.slice(Math.max(at, from), Math.min(to, end));
      at = Math.max(at, to);
    }
    out[out.length - 1] += text.slice(at, end);
    return out;
  };

  const width = text => HAS_UNSPACED.test(text) ? 90 : 220;

  const excerpt = (text, spans, first) => {
    const length = width(text);
    let start = Math.max(0, first.from - (length >> 2));
    let end = Math.max(start + length, first.to);
    // Words stay whole, if one ends nearby, and so do characters of two units.
    const space = text.indexOf(" ", start);
    if (start && space >= 0 && space < Math.min(first.from, start + 20)) start = space + 1;
    const last = text.lastIndexOf(" ", end);
    if (end < text.length && last >= Math.max(first.to, end - 20)) end = last;
    if (/[\udc00-\udfff]/.test(text[start])) start++;
    if (/[\ud800-\udbff]/.test(text[end - 1])) end--;
    const out = parts(text, spans, start, end);
    if (start) out[0] = "…" + out[0];
    if (end < text.length) out[out.length - 1] += "…";
    return out;
  };

  /* One published index. Its files never change; another index has another folder. */
  const open = ({ folder, languages, site_languages, rules, subjects, entries, pack, top, fields, phrases, words }) => {
    const file = (name, as) => load(`${folder}/${name}`, as);
    const rules_of = lang => rules[languages[lang]];

    /* The dictionary of words that a text stands in, and the words of one. */
    const shard_of = text => Math.max(words.findLastIndex(first => first <= text), 0);
    const shard = async n => n < words.length ? file(`w${n}.bin`, dictionary) : new Map();
    const word = async text => (await shard(shard_of(text))).get(text);
    const phrase = async list => {
      const text = written(list);
      if (!list[1] && !list[0].char) return word(text);
      let hash = 0x811c9dc5;
      for (const unit of written(list.slice(0, 2)).split("")) hash = Math.imul(hash ^ unit.charCodeAt(), 0x01000193);
      return phrases ? (await file(`g${(hash >>> 0) % phrases}.bin`, dictionary)).get(text) : undefined;
    };

    /* The phrases that cover a query, each with its distance from the start; null if one is nowhere in
     * the language. */
    const cover = async (list, lang) => {
      const found = [];
      const last = list.length - 1;
      for (let done = 0; done <= last;) {
        let [from, to] = [done, done];
        // A character alone is always split, and need not be looked up.
        let entry = { split: list[done].char };
        do {
          if (entry.split && to - from < last) {
            if (to < last) to++; else from--;
          }
          entry = await phrase(list.slice(from, to + 1));
          if (!entry?.lists[lang]) return null;
        } while (entry.split && to - from < last);
        found.push({ entry, offset: list[from].place });
        done = to + 1;
      }
      return found;
    };

    /* The subjects that have all of a cover in its places, each with what that says about it; of a common
     * phrase the best ones, if that will do. */
    const joined = async (cover, lang, brief) => {
      const lists = await Promise.all(cover.map(({ entry }) => {
        const list = entry.lists[lang];
        if (brief) return unpack(list.top, Math.min(list.count, top));
        return once(list, async () => unpack(list.bytes || (await file(`l${list.file}.bin`, bytes => bytes))
          .subarray(list.at, list.at + list.size), list.count, list.placed));
      }));
      const found = new Map();
      for (const id of lists[0].keys()) {
        const all = lists.map(list => list.get(id));
        if (all.includes(undefined)) continue;
        const places = all.map((one, n) => one.places && one.places.map(place => place - cover[n].offset))
          .reduce((a, b) => a.filter(place => b.includes(place)));
        if (places && !places.length) continue;
        // The level of a part knows nothing of the whole standing in a name.
        found.set(id, 0.2 * 1.115 ** Math.min(...all.map(one => one.level)) + (lists.length > 1 && places[0] < fields[0]));
      }
      return found;
    };

    /* For each language the subjects that have a text as it is. */
    const exact = async (text, order, brief) => {
      const covers = await Promise.all(order.map(lang => cover(tokens(text, rules_of(lang)), lang)));
      const entry = covers.find(one => one)?.[0].entry;
      // The best of a common phrase will do if it is the same one in all languages.
      brief &&= entry?.split && covers.every((one, n) => one?.[0].entry === (entry.lists[order[n]] && entry));
      const found = [];
      for (const [n, lang] of order.entries()) found[lang] = covers[n] ? await joined(covers[n], lang, brief) : new Map();
      return { found, total: brief ? entry.subjects : undefined };
    };

    /* The words of the dictionary that begin so, or that differ in a letter. */
    const beginning = async (text, with_) => {
      const found = [];
      for (let n = shard_of(text); found.length < 64; n++) {
        for (const one of await shard(n)) if (one[0].startsWith(text) && one[1][with_].length) found.push(one);
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

    /* All that a query finds, the best first: rows of subject and language, so that a subject has one for each
     * language; and the groups of texts that were looked for. */
    const match = async (query, order, brief) => {
      const folded = fold(query.slice(0, 240));
      // Names are typed without spaces and marks.
      const name = folded.replace(new RegExp(`(?!${SIGN}).`, "gsu"), "");
      const names = new Map();
      if (name.length > 1 && !HAS_UNSPACED.test(name)) {
        for (const id of (await word(name))?.names || []) names.set(id, 99);
        if (!names.size && name.length > 2) {
          for (const [, entry] of await beginning(name, "names")) for (const id of entry.names) names.set(id, 0.25);
        }
      }

      /* One text, or for a word that is nowhere those like it. */
      const group = async (text, brief) => {
        const { found, total } = await exact(text, order, brief);
        const [first, more] = tokens(text);
        let others = [];
        let used = [];
        if (!more && !first.char && first.text.length > 1 && !found.some(one => one.size)) {
          others = await beginning(first.text, "lists");
          if (!others.length && !names.size && first.text.length > 3) {
            others = await alike(first.text);
            used = others.map(([other]) => [first.text, other]);
          }
        }
        for (const [, entry] of others) {
          for (const lang of order) {
            const all = entry.lists[lang] ? await joined([{ entry, offset: 0 }], lang) : new Map();
            if (lang < site_languages) for (const id of entry.names) all.set(id, 1);
            for (const [id, score] of all) found[lang].set(id, Math.max(score, found[lang].get(id) || 0));
          }
        }
        return { text, others, used, found, total };
      };
      const gather = texts => {
        texts = texts.filter(text => tokens(text).length);
        return Promise.all(texts.map(text => group(text, brief && !texts[1] && !names.size)));
      };

      /* The subjects that have any of the groups: the rarer one is, the greater its share of the query. */
      const rated = groups => order.flatMap((lang, rank) => {
        const rows = new Map();
        let all = 0;
        for (const { found } of groups) {
          const weight = Math.log((subjects + 1) / (found[lang].size + 0.5));
          all += weight;
          for (const [id, score] of found[lang]) {
            const row = rows.get(id) || { id, lang, rank, share: 0, score: 0 };
            row.share += weight;
            row.score += score * weight;
            rows.set(id, row);
          }
        }
        return [...rows.values()].map(row => ({ ...row, share: row.share / all }));
      });
      const has_all = row => row.share === 1;

      // Quotation marks keep words together.
      let groups = await gather(folded.split(/["“”]/).flatMap((text, n) => n % 2 ? text : text.split(/\s+/)));
      let rows = rated(groups).filter(has_all);
      const list = tokens(folded);
      const long = list.length > 4;
      if (!rows.length && !names.size && (long || list.some(token => token.gap && token.char))) {
        groups = await gather(pieces(folded));
        rows = rated(groups);
        rows = rows.filter(rows.some(has_all) || !long ? has_all : row => row.share >= 0.5);
      } else if (rows.length && groups.length > 1) {
        // The query as one phrase is better than its words apart.
        const { found } = await exact(folded, order);
        for (const row of rows) if (found[row.lang].has(row.id)) row.rank -= 0.5;
      }
      for (const row of rows) row.rank -= names.get(row.id) || 0;
      for (const [id, better] of names) {
        for (let n = 0; n < site_languages; n++) rows.push({ id, lang: order[n], rank: n - better, share: 1, score: 0 });
      }
      rows.sort((a, b) => b.share - a.share || a.rank - b.rank || b.score - a.score || a.id - b.id);
      return { rows, groups };
    };
    const ordered = lang => [...new Set([Math.max(languages.indexOf(lang), 0), ...languages.keys()])];
    const distinct = (rows, seen = new Set()) => rows.filter(({ id }) => !seen.has(id) && seen.add(id));

    /* For each facet and value the rows that have it. */
    const facets = async () => {
      const [described, packed] = await Promise.all([file("facets.json", json), file("facets.bin", bytes => bytes)]);
      let at = 0;
      const all = described.map(({ name, values }) => ({
        name,
        values: values.map(({ id, label, count, bytes }) => {
          const { bits, rising } = reader(packed.subarray(at, at += bytes));
          const own = new Set(rising(count, bits(4)));
          return { id, label, has: row => own.has(row.id) };
        }),
      }));
      return [...all, { name: "lang", values: languages.map((id, n) => ({ id, label: {}, has: row => row.lang === n })) }];
    };

    const search = async (query, { lang, from = 0, size = 10, sort, filters = {}, counts } = {}) => {
      const order = ordered(lang);
      const chosen = Object.entries(filters).filter(([, values]) => values.length);
      const by_date = sort === "date";
      const brief = !from && !chosen.length && !by_date && !counts && size <= top;
      const { rows, groups } = await match(query, order, brief);
      const all = chosen.length || counts ? await facets() : [];
      const fit = but => rows.filter(row => chosen.every(([name, values]) => name === but
        || all.find(facet => facet.name === name)?.values.some(({ id, has }) => values.includes(id) && has(row))));
      const hits = distinct(fit());
      if (by_date) hits.sort((a, b) => a.id - b.id);
      return {
        total: groups[0]?.total ?? hits.length,
        results: await Promise.all(hits.slice(from, from + size).map(hit => shown(hit, groups, order))),
        counts: counts ? all.map(({ name, values }) => ({
          name,
          values: values.map(({ id, label, has }) => ({ id, label, count: distinct(fit(name).filter(has)).length }))
            .filter(({ id, count }) => count || filters[name]?.includes(id)),
        })) : undefined,
        used: groups.flatMap(group => group.used),
        partial: hits.some(hit => hit.share < 1),
      };
    };

    /* All subjects of a query, without their texts. */
    const list = async (query, lang) => distinct((await match(query, ordered(lang))).rows);

    /* A result. Its kind is policy, project, platform, topic, region, agency, term (of the glossary), page,
     * source or paragraph. */
    const shown = async ({ id, lang }, groups, order) => {
      const after = Math.max(id - entries, 0);
      const number = Math.min(id, entries) + Math.floor(after / pack);
      let doc;
      // A name leads to a subject in every language, though it may have no text in this one.
      for (const other of [lang, ...order]) {
        doc ||= (await file(`${languages[lang = other]}/${number}.json`, json))[after % pack];
        if (doc) break;
      }
      const wanted = groups.flatMap(({ text, others }, part) => [{ words: tokens(text, rules_of(lang)), part },
        ...others.map(([other]) => ({ words: tokens(other), part }))]);
      const marks = text => marked(text, wanted, rules_of(lang));
      const texts = [["", doc.s], ...doc.b.flatMap(([anchor, text]) => text.split("\n").map(line => [anchor, line]))];
      // The excerpt is from where most groups stand together.
      let best = { most: 0, anchor: "", text: doc.s || texts[1]?.[1] || "", spans: [], span: { from: 0, to: 0 } };
      for (const [anchor, text] of texts) {
        const spans = marks(text);
        for (const span of spans) {
          const near = spans.filter(({ from }) => from >= span.from && from < span.from + width(text) * 0.75);
          const most = new Set(near.map(({ part }) => part)).size;
          if (most > best.most) best = { most, anchor, text, spans, span };
        }
      }
      const anywhere = /^(source|paragraph)$/.test(doc.k) || lang >= site_languages;
      const anchor = best.anchor && best.anchor !== "intro" && !doc.u.includes("#") ? `#${best.anchor}` : "";
      const title = marks(doc.t);
      const name = !title.length && doc.n.find(one => marks(one).length);
      return {
        id, kind: doc.k, lang: languages[lang], date: doc.d,
        url: `${root}${languages[anywhere ? order[0] : lang]}/${doc.u}${anchor}`,
        title: parts(doc.t, title), name: name ? parts(name, marks(name)) : null,
        excerpt: excerpt(best.text, best.spans, best.span),
      };
    };
    return { search, list };
  };

  /* Asks the index; if a file is gone, the site was published anew, and once more the new index is asked. */
  const ask = async (work, cache = "no-cache") => {
    try {
      return await work(open(await load("search/index.json", json, cache)));
    } catch (error) {
      if (!error.gone || cache === "reload") throw error;
      kept.clear();
      return ask(work, "reload");
    }
  };

  return {
    search: (...asked) => ask(index => index.search(...asked)),
    list: (...asked) => ask(index => index.list(...asked)),
    fold, tokens,
  };
};
