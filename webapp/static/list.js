/* My list: ticked records, kept in this browser over searches and tabs, and shown by /list?id=...; without this script
   the form around the boxes does the same for one page. */
(() => {
  "use strict";
  const KEPT = "spindex.list";
  const MOST = 500; // records
  const LONGEST = 7900; // bytes of an address
  const BOX = "input[form=list][name=id]";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const link = document.getElementById("my-list");
  const told = document.getElementById("list-told");
  const plain = link.getAttribute("href");
  const read = () => JSON.parse(localStorage.getItem(KEPT) ?? "[]");
  const listed = () => all("#listed [name=id]").map((one) => one.value);

  function address(ids) {
    const [path, language] = plain.split("?");
    const asked = [...ids.map((id) => `id=${encodeURIComponent(id)}`), ...(language ? [language] : [])];
    return asked.length ? `${path}?${asked.join("&")}` : path;
  }

  function say(text) {
    told.textContent = text;
    told.hidden = !text;
  }

  function show() {
    const ids = read();
    link.href = address(ids);
    link.querySelector("span").textContent = ids.length ? ` (${ids.length})` : "";
    for (const box of all(BOX)) box.checked = ids.includes(box.value);
  }

  function write(ids) {
    const full = ids.length > MOST || address(ids).length > LONGEST;
    if (!full) localStorage.setItem(KEPT, JSON.stringify(ids));
    say(full ? link.dataset.full : "");
    show();
  }

  function tick(id, wanted) {
    const rest = read().filter((one) => one !== id);
    write(wanted ? [...rest, id] : rest);
  }

  const careful = (act) => (event) => {
    try {
      act(event);
    } catch {
      say(link.dataset.blocked); // storage is full, or was forbidden meanwhile
    }
  };
  const on = (selector, kind, act) => all(selector).forEach((one) => one.addEventListener(kind, careful(act)));

  on(BOX, "change", ({ target }) => tick(target.value, target.checked));
  on("#listed", "submit", ({ submitter }) => submitter?.name === "without" && tick(submitter.value, false));
  on("[data-mine=clear]", "click", () => write([]));
  on("[data-mine=add]", "click", ({ target }) => {
    write([...new Set([...read(), ...listed()])]);
    target.hidden = true;
  });
  on("#list", "submit", (event) => {
    if (!read().length) return;
    event.preventDefault();
    location.assign(link.href);
  });
  try {
    show();
    addEventListener("storage", show);
    addEventListener("pageshow", show);
    const mine = read();
    for (const add of all("[data-mine=add]")) add.hidden = listed().every((id) => mine.includes(id));
    if (location.pathname === link.pathname && !location.search.includes("id=") && mine.length) location.replace(link.href);
  } catch { /* said when a box is ticked */ }
})();
