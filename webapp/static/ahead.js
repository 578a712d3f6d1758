/* Suggestions below the box of a search while a visitor types: what has such a name, and titles that begin so. The box
   is a combobox as WAI-ARIA APG has it (list autocomplete with manual selection). Without this script, and whenever there
   is no answer, it is what it was: Enter searches for the words. */
(() => {
  "use strict";
  const WAIT = 120; // ms after the last key
  const LEAST = 2; // letters
  const MOST_KEPT = 50; // answers
  const { ahead, aheadLabel } = document.body.dataset;
  const kept = new Map();

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children); // texts become text nodes: nothing of an answer is ever markup
    return made;
  }

  const marked = (segments) => segments.map(({ text, hit }) => (hit ? element("mark", {}, text) : text));

  async function answer(text, signal) {
    if (!kept.has(text)) {
      const address = new URL(ahead, location.href);
      address.searchParams.set("text", text);
      const response = await fetch(address, { signal });
      if (!response.ok) return { groups: [], said: "" };
      kept.set(text, await response.json());
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
    }
    return kept.get(text);
  }

  function option(entry, id) {
    const words = element("span", {}, element("bdi", {}, ...marked(entry.marked.label)));
    if (entry.also) words.append(" – ", element("bdi", { class: "also" }, ...marked(entry.marked.also)));
    if (entry.about) words.append(" ", element("span", { class: "hint" }, entry.about));
    const count = entry.count.toLocaleString(`${document.documentElement.lang}-u-nu-latn`);
    const { pathname, search } = new URL(entry.url, location.href); // on this host, also where it has several names
    const attributes = { role: "option", id, href: pathname + search, tabindex: -1, "aria-selected": "false" };
    return element("a", attributes, words, ...(entry.facet ? [" ", element("span", { class: "n" }, count)] : []));
  }

  function combobox(input, number) {
    const list = element("div", { role: "listbox", id: `ahead-${number}`, class: "ahead", "aria-label": aheadLabel });
    const status = element("div", { role: "status", class: "unseen" });
    let listed = "", active = null, waiting = 0, asking = null;
    const typed = () => input.value.trim().replace(/\s+/g, " ");
    const options = () => [...list.querySelectorAll("[role=option]")];
    const set = (name, value) => input.setAttribute(`aria-${name}`, value);

    function choose(one) {
      active?.setAttribute("aria-selected", "false");
      active = one ?? null;
      if (!active) return input.removeAttribute("aria-activedescendant");
      active.setAttribute("aria-selected", "true");
      active.scrollIntoView({ block: "nearest" });
      set("activedescendant", active.id);
    }

    function close() {
      clearTimeout(waiting);
      asking?.abort();
      choose(null);
      list.hidden = true;
      set("expanded", "false");
    }

    function fill(text, { groups, said }) {
      let n = 0;
      list.replaceChildren(...groups.map(({ label, entries }) => element("div", { role: "group", "aria-label": label },
        element("span", { class: "heading", "aria-hidden": "true" }, label),
        ...entries.map((entry) => option(entry, `${list.id}-${n++}`)))));
      listed = text;
      status.textContent = said;
    }

    async function open() {
      clearTimeout(waiting);
      const text = typed();
      if (text.length < LEAST) return close();
      if (text !== listed) {
        asking?.abort();
        asking = new AbortController();
        const found = await answer(text, asking.signal);
        if (text !== typed() || document.activeElement !== input) return;
        choose(null);
        fill(text, found);
      }
      list.hidden = !list.firstChild;
      set("expanded", String(!list.hidden));
    }

    async function step(by) {
      if (list.hidden || typed() !== listed) await open();
      const all = options(), place = all.indexOf(active) + by;
      if (!list.hidden) choose(all.at(active ? place % all.length : by > 0 ? 0 : -1));
    }

    const quietly = (work) => work.catch(() => {}); // the next key came, or the net is gone
    const keys = {
      ArrowDown: (event) => { event.preventDefault(); quietly(event.altKey ? open() : step(1)); },
      ArrowUp: (event) => { event.preventDefault(); if (event.altKey) close(); else quietly(step(-1)); },
      ArrowLeft: () => choose(null),
      ArrowRight: () => choose(null),
      Home: () => choose(null),
      End: () => choose(null),
      Tab: close,
      Escape: (event) => { if (!list.hidden) { event.preventDefault(); close(); } },
      Enter: (event) => { if (active) { event.preventDefault(); active.click(); } else close(); },
    };

    for (const [name, value] of [["role", "combobox"], ["autocomplete", "off"], ["aria-autocomplete", "list"],
      ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
    list.hidden = true;
    input.parentElement.append(list, status);
    input.addEventListener("keydown", (event) => { if (!event.isComposing) keys[event.key]?.(event); });
    input.addEventListener("input", () => {
      choose(null);
      clearTimeout(waiting);
      waiting = setTimeout(() => quietly(open()), WAIT);
    });
    input.addEventListener("blur", close);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    input.form?.addEventListener("submit", close);
    addEventListener("pagehide", close);
  }

  if (ahead) document.querySelectorAll("input[type=search][name=q]").forEach(combobox);
})();
