// Buttons that copy what stands before them: a citation, the address of a feed.
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
      await navigator.clipboard.writeText(citation.href ?? citation.textContent); // of a link, its whole address
    } catch {
      document.execCommand("copy");
    }
    copied(button);
  });
}
