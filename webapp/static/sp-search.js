/* <sp-search>: a search of the index as a part of a page of somebody else's. What it shows is the page that frames show,
   told by the server in the reader's language; until that has come, and whenever it does not, the links within stay.
   /embed/v1/element.js calls this with `style` and with the names of attributes: `many` hold values with commas.
   What is not understood is left out, and named once in the console, for whoever wrote the page. */
((told) => {
  "use strict";
  const NAME = "sp-search";
  const WAIT = 4000; // ms
  const LEFT_OUT = "Spindex-Left-Out"; // what the server did not understand
  const LIKE_OURS = /^[a-z]+(_[a-z]+)?(\.[a-z]+)?$/; // frameworks call theirs otherwise, but not HTML, nor RDFa:
  const OF_OTHERS = /^(class|is|exportparts|role|item.*|about|content|datatype|prefix|property|re[lv]|typeof|vocab)$/;
  const LOOKS = { theme: /^(auto|light|dark)?$/, heading: /^([2-6]|no|yes)?$/ }; // which the server is not asked for
  const STAYING = "a[href]:not([target])";
  const source = document.currentScript?.src || document.querySelector('script[src*="/embed/v1/element.js"]')?.src;
  if (!source || !("adoptedStyleSheets" in document) || customElements.get(NAME)) return;
  const folder = new URL(".", source).href; // of the index, wherever it is
  const sheet = new CSSStyleSheet(); // no policy for styles is asked about it
  sheet.replaceSync(told.style);

  function made(name, attributes) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  /* The values of an attribute. */
  function valuesOf(element, name) {
    const value = element.getAttribute(name) ?? "";
    return (told.many.includes(name) ? value.split(",") : [value]).map((one) => one.trim()).filter(Boolean);
  }

  const within = (element) => new URLSearchParams((element.getAttribute("search") ?? "").replace(/^[^?=&]*\?/, ""));

  /* What an element asks for: the parameters in `search`, and each attribute that is called as a parameter. */
  function addressOf(element) {
    const asked = within(element);
    for (const name of [...told.many, ...told.one]) {
      for (const value of valuesOf(element, name)) asked.append(name, value);
    }
    const lang = (element.closest("[lang]")?.getAttribute("lang") ?? "").split("-")[0].toLowerCase();
    if (lang) asked.set("lang", lang);
    const heading = element.getAttribute("heading");
    asked.set("heading", /^([2-6]|no)$/.test(heading) ? heading : "2");
    const country = asked.getAll("country");
    if (country.length !== 1) return `${folder}search?${asked}`;
    asked.delete("country");
    return `${folder}country/${encodeURIComponent(country[0])}.html?${asked}`;
  }

  const warned = new Set();

  /* Names of attributes, or of parameters in `search`, each told once. */
  function warn(element, names) {
    for (const name of names) {
      const values = element.hasAttribute(name) ? valuesOf(element, name) : within(element).getAll(name);
      const asked = new URLSearchParams(values.map((value) => [name, value]));
      if (!values.length || warned.has(`${asked}`)) continue;
      warned.add(`${asked}`);
      const builder = `${new URL("../builder", folder)}?${asked}`;
      console.warn(`<${NAME}> leaves out “${name}”, which it does not understand: ${builder} says why.`);
    }
  }

  /* Attributes that are called as no parameter is, and looks that there are not: the server is not asked for these. */
  function oddOf(element) {
    const known = new Set(SpSearch.observedAttributes), usual = new Set(["theme"]);
    for (const name in element) usual.add(name.toLowerCase());
    const odd = element.getAttributeNames().filter((name) => {
      return LIKE_OURS.test(name) && !known.has(name) && !usual.has(name) && !OF_OTHERS.test(name);
    });
    return [...odd, ...Object.keys(LOOKS).filter((name) => !LOOKS[name].test(element.getAttribute(name) ?? ""))];
  }

  class SpSearch extends HTMLElement {
    static observedAttributes = ["lang", "search", "heading", ...told.many, ...told.one];
    #asked = ""; // the address that its attributes stand for
    #waiting = false;
    #request = new XMLHttpRequest();
    #box = made("section", {});
    #said = made("p", { role: "status", class: "unseen" });

    connectedCallback() { this.#later(); }
    disconnectedCallback() { this.#later(); }
    attributeChangedCallback() { this.#later(); }

    /* Once for all that changes at once; to be moved is to leave and to come. */
    #later() {
      if (this.#waiting) return;
      this.#waiting = true;
      queueMicrotask(() => {
        this.#waiting = false;
        if (!this.isConnected) return this.#leave();
        const address = addressOf(this);
        if (address !== this.#asked) {
          this.#ask(address);
          warn(this, oddOf(this));
        }
        this.#asked = address;
      });
    }

    #leave() {
      if (!this.#box.hasAttribute("aria-busy")) return;
      this.#request.abort();
      this.#box.removeAttribute("aria-busy");
      this.#asked = "";
    }

    /* by: "link" or "search", where a reader asks. A later question takes the place of an earlier one. */
    #ask(address, by) {
      this.#request.abort();
      const request = this.#request = new XMLHttpRequest();
      request.open("GET", by ? `${address}&step=1` : address); // what readers choose is not counted
      request.responseType = "document"; // nothing in it is run
      request.timeout = WAIT;
      request.onload = () => {
        const main = request.status === 200 && request.response?.querySelector("main");
        const found = main && main.querySelector("#found");
        const named = (request.getResponseHeader(LEFT_OUT) ?? "").split(", ").map(decodeURIComponent);
        if (!by && [200, 404].includes(request.status)) warn(this, found ? named : ["country"]);
        if (found) this.#show(main, request, by);
        else this.#fail();
      };
      request.onerror = request.ontimeout = () => this.#fail();
      this.#box.setAttribute("aria-busy", "true");
      request.send();
    }

    #show(main, { response, responseURL }, by) {
      const { lang, dir } = response.documentElement;
      const typed = this.#box.querySelector("#q")?.value;
      const active = this.getRootNode().activeElement;
      for (const name of ["href", "action"]) {
        for (const one of main.querySelectorAll(`[${name}]`)) {
          one.setAttribute(name, new URL(one.getAttribute(name), responseURL).href);
        }
      }
      if (this.getAttribute("heading") === "no") main.querySelector(".title")?.remove();
      for (const [key, value] of Object.entries({ lang, dir, class: main.className, "aria-label": response.title })) {
        this.#box.setAttribute(key, value);
      }
      this.#box.dataset.failed = main.dataset.failed;
      this.#box.replaceChildren(...main.childNodes);
      this.#box.removeAttribute("aria-busy");
      this.#open();
      const found = this.#box.querySelector("#found");
      this.#say(by ? found.textContent : "");
      if (by && (!active || active === this || active === document.body)) this.#focus(by, found, typed);
      this.dispatchEvent(new CustomEvent(NAME, { bubbles: true, composed: true, detail: { address: responseURL } }));
    }

    #focus(by, found, typed) {
      if (by === "link") {
        found.tabIndex = -1;
        return found.focus();
      }
      const input = this.#box.querySelector("#q");
      input.value = typed;
      input.focus({ preventScroll: true });
    }

    /* Not before there is something to show: a shadow hides the links. */
    #open() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.append(this.#said, this.#box);
      root.addEventListener("click", (event) => {
        const link = event.target.closest(STAYING);
        if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        this.#ask(link.href, "link");
      });
      root.addEventListener("submit", (event) => {
        event.preventDefault();
        this.#ask(`${event.target.action}?${new URLSearchParams(new FormData(event.target))}`, "search");
      });
    }

    #say(text, ...more) {
      this.#said.className = more.length ? "failed" : "unseen";
      this.#said.replaceChildren(text, ...more);
    }

    /* At first the links stay, and another beginning asks again; later what is shown stays, below a sentence. */
    #fail() {
      this.#box.removeAttribute("aria-busy");
      if (!this.shadowRoot) {
        this.#asked = "";
        return;
      }
      const link = this.#box.querySelector(".whole a").cloneNode(true);
      const address = new URL(link.href), words = this.#box.querySelector("#q").value;
      if (words) address.searchParams.set("q", words);
      link.href = address;
      this.#say(this.#box.dataset.failed, " ", link);
      this.#said.scrollIntoView({ block: "nearest" });
    }
  }

  customElements.define(NAME, SpSearch);
})
