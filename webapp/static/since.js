/* What is new in a search since the last visit: this browser remembers, for each search, which state of the index it
   saw (local storage). Only when that has changed are the newest records asked for. Nothing is told to anybody. */
(() => {
  "use strict";
  const SEEN = "spindex.seen";
  const MOST = 200; // searches; the one that was seen longest ago is forgotten first
  const read = (kept) => JSON.parse(kept.getItem(SEEN) ?? "{}");

  function forget() {
    localStorage.removeItem(SEEN);
    sessionStorage.removeItem(SEEN);
  }

  // The moment to compare with stays the same as long as the tab is open, else a second look would show nothing.
  function before(search, moment) {
    const seen = read(localStorage);
    const shown = read(sessionStorage);
    shown[search] ??= seen[search] ?? moment;
    delete seen[search];
    const kept = [...Object.entries(seen).slice(1 - MOST), [search, moment]];
    localStorage.setItem(SEEN, JSON.stringify(Object.fromEntries(kept)));
    sessionStorage.setItem(SEEN, JSON.stringify(shown));
    return shown[search];
  }

  // Behind the last new record, where results are in the order in which they were added.
  function draw(told, paths, date) {
    const sort = new URLSearchParams(location.search).get("sort");
    const titles = [...document.querySelectorAll(".results .card-title a")];
    const last = titles.filter((title) => paths.has(title.pathname)).at(-1);
    if (sort !== "added" || !last || last === titles.at(-1)) return;
    const line = document.createElement("p");
    line.className = "tier";
    line.textContent = told.dataset.line.replace("{date}", date);
    const card = last.closest("article");
    (card.nextElementSibling?.matches(".tick") ? card.nextElementSibling : card).after(line);
  }

  async function compare(told) {
    const { search, moment, newest, text } = told.dataset;
    const since = before(search, moment);
    if (Date.parse(since) >= Date.parse(moment)) return;
    const { hits, total } = await (await fetch(newest)).json();
    const added = hits.filter((hit) => Date.parse(hit.record.added ?? 0) > Date.parse(since));
    if (!added.length) return;
    const { lang } = document.documentElement; // dates as on the rest of a page: 12 November 2026
    const date = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "long" }).format(new Date(since));
    const count = `${added.length}${added.length === hits.length && total > hits.length ? "+" : ""}`;
    told.querySelector("a").textContent = text.replace("{date}", date).replace("{count}", count);
    told.hidden = false;
    draw(told, new Set(added.map((hit) => new URL(hit.url, location.href).pathname)), date);
  }

  try {
    const told = document.getElementById("since");
    const button = document.getElementById("forget");
    if (told) {
      told.querySelector("button").addEventListener("click", () => { forget(); told.hidden = true; });
      compare(told).catch(() => {});
    }
    if (button && localStorage.getItem(SEEN)) {
      button.hidden = false;
      button.addEventListener("click", () => { forget(); button.textContent = button.dataset.done; });
    }
  } catch { /* storage may be forbidden */ }
})();
