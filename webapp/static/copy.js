// The buttons of /records/<id>.cite, .as and /search/as: one click copies what stands before the button.
"use strict";

function copied(button) {
  button.textContent = button.dataset.done;
  setTimeout(() => (button.textContent = button.dataset.label), 2000);
}

function selected(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  button.dataset.label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const citation = document.getElementById(button.dataset.copies);
    selected(citation); // and copied so where there is no clipboard, as on pages without TLS
    try {
      await navigator.clipboard.writeText(citation.textContent);
    } catch {
      document.execCommand("copy");
    }
    copied(button);
  });
}
