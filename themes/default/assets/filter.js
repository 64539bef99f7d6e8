/* Filters a list of entries by kind, status, topic, region, agency and year.
 *
 * The page brings the parts in a `template`. What entries can be chosen by stands in the page where the
 * list has one page; its rows are then shown and hidden. Else all entries are fetched when the filter is
 * opened, and those that fit are drawn. The choice stands in the address, so that it can be shared. */
(() => {
  const template = document.getElementById("_filter");
  const list = document.querySelector("ul.entries");
  const inPage = document.getElementById("_entries");
  // Without a server nothing can be fetched.
  if (!template || !list || (!inPage && location.protocol === "file:")) {
    template?.remove();
    return;
  }

  const FACETS = ["kind", "status", "topic", "region", "agency", "year"];
  const AT_ONCE = 50;
  const words = template.dataset;
  const parts = template.content.cloneNode(true);
  const part = selector => parts.querySelector(selector);
  const filter = part(".filter");
  const [known, drawn] = [part(".known"), part(".drawn")];
  const [details, fields, status] = ["details", "fieldset", "[role=status]"].map(part);
  const [clear, nothing] = [part(".clear"), part(".nothing")];
  const selects = Object.fromEntries(FACETS.map(facet => [facet, part(`[name=${facet}]`)]));
  const [results, more] = drawn ? drawn.children : [];
  const skeleton = results?.firstElementChild;
  const unfiltered = [...document.querySelectorAll("[data-unfiltered]"), ...(inPage ? [] : [list])];

  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  /* A text, or a pair of text and language. */
  const say = (element, text) => {
    const [said, lang] = [text].flat();
    element.textContent = said;
    if (lang) element.lang = lang;
    return element;
  };

  /* Pages stand beside the list of all entries. */
  const link = (text, path) => {
    const link = say(document.createElement("a"), text);
    link.href = new URL(path, new URL(words.list, document.baseURI)).pathname;
    return link;
  };

  /* The choice. */
  const chosenIn = query => {
    const values = new URLSearchParams(query);
    return Object.fromEntries(FACETS.map(facet => [facet, values.get(facet) ?? ""]));
  };
  const base = chosenIn(words.base);
  let chosen = chosenIn(location.search);
  const isChosen = () => FACETS.some(facet => chosen[facet]);
  const fits = (entry, choice, but) =>
    FACETS.every(facet => facet === but || !choice[facet] || entry[facet].includes(choice[facet]));
  const choose = change => {
    chosen = { ...chosen, ...change };
    const address = new URL(location);
    for (const facet of FACETS) {
      if (chosen[facet]) address.searchParams.set(facet, chosen[facet]);
      else address.searchParams.delete(facet);
    }
    history.pushState(null, "", address);
    show();
  };

  /* The entries, and the labels of what they can be chosen by: maps in the order of the options. */
  let entries = [];
  let offered;
  let data;
  const labels = Object.fromEntries(FACETS.map(facet => [facet, new Map()]));
  const read = read => {
    data = read;
    for (const kind of known.querySelectorAll("[data-kind]")) {
      labels.kind.set(kind.dataset.kind, kind.textContent);
    }
    // A state of several kinds may have a name in each.
    for (const state of known.querySelectorAll("[data-state]")) {
      const { state: id } = state.dataset;
      const [label, other] = [state.textContent.trim(), labels.status.get(id)];
      labels.status.set(id, other && other !== label ? `${other} / ${label}` : label);
    }
    // A term with all that are broader: an entry under it is under them, too.
    const chainsOf = (facet, terms) => {
      const chains = [];
      for (const [id, label, parent] of terms) {
        const above = chains[parent] ?? [];
        chains.push([id, ...above]);
        const [text, lang] = [label].flat();
        labels[facet].set(id, ["\u2003".repeat(above.length) + text, lang]);
      }
      return own => own.flatMap(place => chains[place]);
    };
    const topicsOf = chainsOf("topic", data.topics);
    const regionsOf = chainsOf("region", data.regions);
    const agenciesOf = chainsOf("agency", data.agencies);
    const rows = inPage ? list.children : [];
    const all = data.entries.map((fields, place) => {
      const [kind, state, topics, regions, agencies, years] = fields;
      return {
        kind: [data.kinds[kind]],
        status: [data.states[state]],
        topic: topicsOf(topics),
        region: regionsOf(regions),
        agency: agenciesOf(agencies),
        year: years.length ? years.map(year => String(year).padStart(4, "0")) : ["unknown"],
        fields,
        row: rows[place],
      };
    });
    entries = all.filter(entry => fits(entry, base));
    const noYear = known.querySelector("[data-year]").textContent;
    for (const year of [...new Set(entries.flatMap(entry => entry.year))].sort()) {
      labels.year.set(year, year === "unknown" ? noYear : year);
    }
    offered = new Set(FACETS.filter(facet => {
      const values = [...new Set(entries.flatMap(entry => entry[facet]))];
      return values.some(value => !entries.every(entry => entry[facet].includes(value)));
    }));
    fields.disabled = false;
  };

  /* What is shown. */
  const fillSelect = facet => {
    const select = selects[facet];
    const counts = new Map();
    for (const entry of entries) {
      if (!fits(entry, chosen, facet)) continue;
      for (const value of new Set(entry[facet])) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const options = [];
    for (const [value, label] of labels[facet]) {
      const n = counts.get(value);
      // What all entries have, or none, is no choice, unless an address makes it.
      if (value !== chosen[facet] && (value === base[facet] || !n)) continue;
      const [text, lang] = [label].flat();
      const said = fill(words.option, { value: text, n: n ?? 0 });
      const option = say(document.createElement("option"), [said, lang]);
      option.value = value;
      options.push(option);
    }
    if (chosen[facet] && !labels[facet].has(chosen[facet])) options.push(new Option(chosen[facet]));
    select.replaceChildren(select.options[0], ...options);
    select.value = chosen[facet];
    // A choice stays where it is, however few are left of it.
    select.parentElement.hidden = !offered.has(facet) && !chosen[facet];
  };
  const draw = entry => {
    const [, , topics, regions, , , id, title, summary, type, date] = entry.fields;
    const row = skeleton.cloneNode(true);
    const at = selector => row.querySelector(selector);
    const [[kind], [status]] = [entry.kind, entry.status];
    const state = known.querySelector(`[data-of="${kind}"][data-state="${CSS.escape(status)}"]`);
    at(".entry-title").append(link(title, `${kind}/${id}/`));
    say(at(".entry-summary"), summary);
    if (state) at(".of-state").append(state.firstElementChild.cloneNode(true));
    if (date !== null) {
      const asOf = document.createElement("span");
      asOf.className = "quiet";
      asOf.textContent = fill(words.asOf, { date: data.dates[date] });
      at(".of-state").append(" ", asOf);
    }
    const typed = say(document.createElement("span"), data.types[type]);
    at(".of-type").append(`${state?.dataset.kindLabel ?? ""} · `, typed);
    const append = (line, places, vocabulary) => {
      places.forEach((place, i) => {
        const [id, label] = data[vocabulary][place];
        line.append(i ? words.separator : "", link(label, `${vocabulary}/${id}/`));
      });
      if (!places.length) line.remove();
    };
    append(at(".warp-links"), topics, "topics");
    append(at(".weft-links"), regions, "regions");
    return row;
  };
  let found = [];
  const drawMore = () => {
    const first = results.children.length;
    results.append(...found.slice(first, first + AT_ONCE).map(draw));
    more.hidden = found.length <= results.children.length;
    return results.children[first];
  };
  /* What could be left out to find something. */
  const suggest = () => {
    const buttons = FACETS.filter(facet => chosen[facet]).map(facet => {
      const n = entries.filter(entry => fits(entry, chosen, facet)).length;
      const button = document.createElement("button");
      const label = [labels[facet].get(chosen[facet]) ?? chosen[facet]].flat()[0].trim();
      button.type = "button";
      button.textContent = fill(words.without, { value: label, n });
      button.addEventListener("click", () => {
        choose({ [facet]: "" });
        selects[facet].focus();
      });
      return [n, button];
    });
    const useful = buttons.filter(([n]) => n > 0).sort(([a], [b]) => b - a);
    nothing.lastElementChild.replaceChildren(...useful.map(([, button]) => {
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
  };
  const show = () => {
    FACETS.forEach(fillSelect);
    found = entries.filter(entry => fits(entry, chosen));
    status.textContent = fill(words.found, { n: found.length, of: entries.length });
    clear.hidden = !isChosen();
    nothing.hidden = found.length > 0;
    if (found.length === 0) suggest();
    if (inPage) {
      for (const entry of entries) entry.row.hidden = !fits(entry, chosen);
      list.hidden = found.length === 0;
    } else {
      results.replaceChildren();
      if (isChosen()) drawMore();
      results.hidden = !isChosen() || found.length === 0;
      more.hidden ||= !isChosen();
    }
    for (const element of unfiltered) element.hidden = isChosen();
    // The same view in the other languages.
    for (const link of document.querySelectorAll(".languages a")) link.search = location.search;
  };
  /* Whether the filter was opened by an address, on a page that nobody has scrolled yet. */
  let brought = false;
  let loading;
  const load = () => loading ??= (async () => {
    try {
      const answer = inPage ? null : await fetch(words.list);
      if (answer && !answer.ok) throw new Error(answer.status);
      read(answer ? await answer.json() : JSON.parse(inPage.textContent));
    } catch {
      loading = null;
      status.textContent = words.failed;
      return;
    }
    show();
    const isOutOfSight = filter.getBoundingClientRect().top > innerHeight / 2;
    if (brought && !scrollY && isOutOfSight) filter.scrollIntoView();
  })();

  details.addEventListener("toggle", () => details.open && load());
  fields.addEventListener("change", event => choose({ [event.target.name]: event.target.value }));
  clear.addEventListener("click", () => {
    choose(chosenIn(""));
    details.querySelector("summary").focus();
  });
  more?.addEventListener("click", () => drawMore().querySelector("a").focus());
  addEventListener("popstate", async () => {
    chosen = chosenIn(location.search);
    if (!isChosen() && !loading) return;
    if (isChosen()) details.open = true;
    await load();
    if (data) show();
  });
  template.replaceWith(filter);
  if (drawn) {
    results.className = list.className;
    results.hidden = more.hidden = true;
    list.after(results, more);
  }
  // An address that was shared opens the same view.
  if (isChosen()) details.open = brought = true;
})();
