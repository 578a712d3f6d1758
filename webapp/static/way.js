/* From a record back to the results in which it was found, and on to the ones before and after it. The tab keeps what
   was found (session storage); without this script the browser's own "back" does as well. */
(() => {
  "use strict";
  const KEPT = "spindex.results";
  const path = (link) => new URL(link, location.href).pathname;

  function keep() {
    const found = [...document.querySelectorAll(".results .card-title a")].map((link) => link.getAttribute("href"));
    const more = (rel) => document.querySelector(`.pages a[rel~=${rel}]`)?.getAttribute("href") ?? "";
    const said = { results: location.pathname + location.search, found, previous: more("prev"), next: more("next") };
    sessionStorage.setItem(KEPT, JSON.stringify(said));
  }

  function show(way) {
    const said = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    const place = said ? said.found.findIndex((link) => path(link) === location.pathname) : -1;
    if (place < 0) return;
    const beside = {
      results: `${said.results}#results`,
      previous: said.found[place - 1] ?? said.previous,
      next: said.found[place + 1] ?? said.next,
    };
    for (const link of way.querySelectorAll("a")) {
      const address = beside[link.dataset.way];
      if (address) link.href = address;
      else link.remove();
    }
    way.hidden = false;
  }

  try {
    const way = document.getElementById("way");
    if (way) show(way);
    else if (document.getElementById("results")) keep();
  } catch { /* storage may be forbidden */ }
})();
