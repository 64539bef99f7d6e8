/* Asks the search and shows what it finds: under the field in the head of every page, and on the search page.
 *
 * The engine is loaded when somebody begins to search. The query and all choices stand in the address, so that
 * a search can be shared, and the other languages' pages show the same. */
(() => {
  const home = document.getElementById("_quick") ?? document.getElementById("_search");
  if (!home) return;
  const words = home.dataset;
  const { lang } = document.documentElement;

  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const short = text => text.length > 60 ? `${text.slice(0, 59)}…` : text;
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  /* Texts come in pieces, of which every second one is marked. */
  const marked = pieces => pieces.map((piece, n) => n % 2 ? make("mark", {}, piece) : piece);
  /* In a folder, no server adds the name of a page's file. */
  const link = url => "portable" in words ? url.replace(/\/(#|$)/, "/index.html$1") : url;
  const after = (wait, act, timer) => () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };

  let engine;
  const loaded = () => engine ??= new Promise((resolve, reject) => {
    const script = make("script", { src: words.engine, onerror: reject });
    script.onload = () => resolve(jingweiSearch(words.root, globalThis.jingweiGet));
    document.head.append(script);
  }).catch(error => {
    engine = null;
    throw error;
  });
  /* Answers the last question only; what was asked before is answered by null. */
  let asked = 0;
  const ask = async (query, options) => {
    const number = ++asked;
    try {
      const answer = await (await loaded()).search(query, { lang, ...options });
      return number === asked ? answer : null;
    } catch (error) {
      if (number === asked) throw error;
      return null;
    }
  };

  /* Suggestions while one types: a combobox whose list is one of links. */
  const suggest = form => {
    const input = form.elements.q;
    const list = make("div", { id: "_suggestions", className: "suggestions", role: "listbox", hidden: true });
    const status = make("p", { className: "hidden", role: "status" });
    let chosen = -1;
    const choose = place => {
      const options = [...list.children];
      chosen = place;
      options.forEach((option, n) => option.ariaSelected = String(n === place));
      options[place]?.scrollIntoView({ block: "nearest" });
      if (options[place]) input.setAttribute("aria-activedescendant", options[place].id);
      else input.removeAttribute("aria-activedescendant");
    };
    const show = isOpen => {
      list.hidden = !isOpen;
      input.ariaExpanded = String(isOpen);
      if (!isOpen) {
        asked++;
        choose(-1);
      }
    };
    const option = (url, ...children) => make("a", {
      href: url, id: `_suggestion-${list.children.length}`, role: "option", tabIndex: -1, ariaSelected: "false",
    }, ...children);
    const look = async () => {
      const query = input.value.trim();
      if (!query) return show(false);
      let answer;
      try {
        answer = await ask(query, {});
      } catch {
        answer = { total: 0, results: [], failed: true };
      }
      if (!answer || !form.contains(document.activeElement)) return;
      const { total, failed } = answer;
      const results = answer.results.slice(0, 6);
      list.replaceChildren();
      chosen = -1;
      for (const { url, lang: own, kind, title, name, name_lang } of results) {
        list.append(option(link(url), make("span", { lang: own }, ...marked(title)),
          make("span", { className: "quiet" }, words[kind] ?? kind, ...(name ? [" · ", make("span", { lang: name_lang }, ...marked(name))] : []))));
      }
      const results_page = `${form.action}?${new URLSearchParams({ q: query })}`;
      if (total > results.length) list.append(option(results_page, make("span", {}, fill(words.all, { n: total }))));
      const said = failed ? words.failed : fill(total ? words.suggested : words.nothing, { n: results.length, query: short(query) });
      status.textContent = said;
      if (!results.length) list.append(option(results_page, said));
      show(true);
    };
    const soon = after(120, look);

    list.ariaLabel = words.suggestions;
    Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
    input.addEventListener("focus", () => {
      input.closest("div").append(list, status);
      input.setAttribute("aria-controls", list.id);
      loaded().catch(() => {});
    }, { once: true });
    input.addEventListener("input", event => event.isComposing || soon());
    input.addEventListener("compositionend", soon);
    input.addEventListener("click", () => list.hidden && look());
    input.addEventListener("keydown", event => {
      if (event.isComposing) return;
      if (list.hidden) {
        if (event.key === "ArrowDown") look();
        return;
      }
      const size = list.children.length;
      const to = { ArrowDown: chosen + 1, ArrowUp: chosen < 0 ? size - 1 : chosen - 1 }[event.key];
      if (to !== undefined) choose(to < size ? to : -1);
      else if (event.key === "Escape") show(false);
      else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
      else return;
      event.preventDefault();
    });
    form.addEventListener("focusout", event => form.contains(event.relatedTarget) || show(false));
  };

  /* The search page. */
  const search = template => {
    const FACETS = ["kind", "topic", "region", "agency", "year", "lang"];
    const SIZE = 10;
    const parts = template.content.cloneNode(true);
    const part = selector => parts.querySelector(selector);
    const [form, input, details, status, sort, clear, nothing, retry, list, pager] = ["form", "#_q", "details", "[role=status]",
      "[name=sort]", ".clear", ".nothing", ".retry", "#results", ".pager"].map(part);
    const selects = FACETS.map(name => part(`[name=${name}]`));
    const [what, help, hint] = [".what", ".help", "#_hint"].map(part);
    const title = document.title;
    const tongue = new Intl.DisplayNames([lang], { type: "language" });

    let state;
    const read = () => state = new URLSearchParams(location.search);
    const address = change => {
      const next = new URLSearchParams(state);
      for (const [name, value] of Object.entries(change)) {
        if (value) next.set(name, value); else next.delete(name);
      }
      return `?${next}`;
    };
    const go = (change, replace) => {
      history[replace ? "replaceState" : "pushState"](null, "", address({ page: "", ...change }));
      return show();
    };
    const choices = () => FACETS.filter(name => state.get(name));

    const fillSelects = counts => {
      for (const select of selects) {
        const values = counts.find(facet => facet.name === select.name)?.values ?? [];
        const own = state.get(select.name) ?? "";
        const options = values.map(({ id, label, count }) => {
          const [tag, text] = Object.entries(label).sort(([a], [b]) => (b === lang) - (a === lang))[0]
            ?? ["", select.name === "kind" ? words[id] ?? id : select.name === "lang" ? tongue.of(id) : id];
          return make("option", { value: id, lang: tag }, fill(words.option, { value: text, n: count }));
        });
        if (own && !options.some(({ value }) => value === own)) options.push(new Option(own));
        select.replaceChildren(select.options[0], ...options);
        select.value = own;
        select.parentElement.hidden = options.length < 2 && !own;
      }
    };
    const item = ({ url, lang: own, kind, date, title, name, name_lang, excerpt, excerpt_lang }) => make("li", {},
      make("h2", { className: "entry-title" }, make("a", { href: link(url), lang: own }, ...marked(title))),
      make("p", { className: "quiet parts" }, ...[
        words[kind] ?? kind, date, own === lang ? null : tongue.of(own),
      ].filter(Boolean).map(text => make("span", {}, text)),
      ...(name ? [make("span", {}, words.also, make("span", { lang: name_lang }, ...marked(name)))] : [])),
      make("p", { className: "excerpt", lang: excerpt_lang }, ...marked(excerpt)));

    const say = (said, found) => {
      status.textContent = said;
      for (const part of [list, sort.parentElement]) part.hidden = !found;
      nothing.hidden = retry.hidden = pager.hidden = true;
    };
    const show = async () => {
      read();
      const [query, page] = [(state.get("q") ?? "").trim(), Math.max(1, state.get("page") | 0)];
      if (input.value.trim() !== query) input.value = query;
      sort.value = state.get("sort") === "date" ? "date" : "";
      clear.hidden = !choices().length;
      if (choices().length) details.open = true;
      document.title = query ? `${short(query)} · ${title}` : title;
      hint.hidden = query;
      for (const twin of document.querySelectorAll(".languages a")) twin.search = location.search;
      if (!query) {
        asked++;
        list.replaceChildren();
        return say("", false);
      }
      const slow = setTimeout(() => status.textContent = words.searching, 400);
      const filters = Object.fromEntries(choices().map(name => [name, [state.get(name)]]));
      try {
        const answer = await ask(query, { from: (page - 1) * SIZE, size: SIZE, sort: sort.value, filters, counts: details.open });
        if (answer) draw(query, page, answer);
      } catch {
        say("", false);
        what.textContent = words.failed;
        nothing.hidden = retry.hidden = false;
        help.hidden = true;
      } finally {
        clearTimeout(slow);
      }
    };
    const draw = (query, page, { total, results, counts, used, partial }) => {
      const pages = Math.ceil(total / SIZE);
      if (page > Math.max(pages, 1)) return go({ page: pages }, true);
      const said = [fill(pages > 1 ? words.foundPage : words.found, { n: total, page, pages })];
      if (used.length) said.unshift(fill(words.used, { typed: used[0][0], used: used[0][1] }));
      if (partial) said.unshift(words.partial);
      if (!total) said[0] = fill(choices().length ? words.nothingChosen : words.nothing, { query: short(query) });
      say(said.join(" "), total);
      list.replaceChildren(...results.map(item));
      list.start = (page - 1) * SIZE + 1;
      if (counts) fillSelects(counts);
      nothing.hidden = total > 0;
      help.hidden = choices().length > 0;
      what.textContent = "";
      const [before, next] = pager.querySelectorAll("a");
      before.href = address({ page: page > 2 ? page - 1 : "" });
      next.href = address({ page: page + 1 });
      before.parentElement.hidden = page < 2;
      next.parentElement.hidden = page >= pages;
      pager.hidden = pages < 2;
    };

    form.addEventListener("submit", event => {
      event.preventDefault();
      go({ q: input.value.trim() });
    });
    const soon = after(200, () => input.value.trim() === (state.get("q") ?? "") || go({ q: input.value.trim() }, true));
    input.addEventListener("input", event => event.isComposing || soon());
    input.addEventListener("compositionend", soon);
    for (const select of [...selects, sort]) select.addEventListener("change", () => go({ [select.name]: select.value }));
    details.addEventListener("toggle", () => details.open && show());
    clear.addEventListener("click", () => {
      go(Object.fromEntries(FACETS.map(name => [name, ""])));
      details.querySelector("summary").focus();
    });
    retry.addEventListener("click", show);
    pager.addEventListener("click", async event => {
      const to = event.target.closest("a");
      if (!to || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      history.pushState(null, "", to.href);
      await show();
      list.querySelector("a")?.focus();
    });
    addEventListener("popstate", show);
    // Who comes back from a result finds the place in the list again.
    addEventListener("pagehide", () => history.replaceState(scrollY, ""));
    template.replaceWith(parts);
    const place = history.state;
    show().then(() => place && scrollTo(0, place));
  };

  if (home.id === "_quick") suggest(home); else search(home);
})();
