/* Values of a facet, found while a visitor types: the API says which begin so, in any language or as codes. Without
   this script the button beside the box leads to a page that says the same. */
(() => {
  "use strict";
  const WAIT = 150; // ms after the last key
  const boxes = (facet) => [...facet.querySelectorAll("li > label > input[type=checkbox]")];

  function show(facet, found) {
    const missing = new Map(found && found.map((bucket) => [bucket.value, bucket]));
    for (const box of boxes(facet)) {
      const item = box.closest("li");
      item.hidden = Boolean(found) && !missing.delete(box.value);
      item.classList.toggle("met", Boolean(found) && !item.hidden);
      if (item.dataset.added && !found) item.remove();
    }
    for (const item of facet.querySelectorAll("li.met")) {
      for (let above = item.parentElement; above && above !== facet; above = above.parentElement) {
        if (above.tagName === "LI") above.hidden = false;
        if (above.tagName === "DETAILS") above.open = true;
      }
    }
    if (found) for (const bucket of missing.values()) add(facet, bucket);
  }

  function add(facet, bucket) {
    const item = facet.querySelector("ul.values > li").cloneNode(true);
    item.querySelectorAll(":scope > :is(ul, details, .hint)").forEach((part) => part.remove());
    item.dataset.added = "yes";
    item.hidden = false;
    const [asked, refused] = item.querySelectorAll("input");
    const [label, count] = item.querySelectorAll("label > span");
    asked.value = refused.value = bucket.value;
    asked.checked = refused.checked = false;
    refused.ariaLabel = refused.title = refused.title.replace(label.textContent, bucket.label);
    label.textContent = bucket.label;
    count.textContent = bucket.count;
    facet.querySelector("ul.values").append(item);
  }

  async function find(box) {
    const facet = box.closest("fieldset"), text = box.value.trim();
    if (!text) return show(facet, null);
    const asked = new URLSearchParams(location.search);
    asked.set("text", text);
    const root = box.nextElementSibling.formAction.replace(/\/search\/facets\/.*/, "");
    const answer = await fetch(`${root}/api/v1/facets/${box.dataset.facet}?${asked}`);
    if (answer.ok && box.value.trim() === text) show(facet, (await answer.json()).buckets);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input[data-facet]")) event.preventDefault();
  });

  let finding = false; // what stands in these boxes is no part of the question
  document.addEventListener("submit", (event) => { finding = Boolean(event.submitter?.hasAttribute("formaction")); });
  document.addEventListener("formdata", ({ formData }) => {
    for (const name of [...formData.keys()]) if (!finding && name.startsWith("find.")) formData.delete(name);
  });

  let waiting;
  document.addEventListener("input", (event) => {
    const box = event.target.closest("input[data-facet]");
    if (!box) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => find(box).catch(() => {}), WAIT);
  });
})();
