// How high this frame is, told to the page around it: as /embed/v1/loader.js understands it and, where the address ends
// with a secret of WordPress, as its script does (wp-embed.js). WordPress shuts its frames in: a browser neither sends
// their form nor opens a tab for them, so the form becomes an address, and a link that leaves is handed to that script.
// Elsewhere the fragment says that a step in this frame led here: its top may be out of sight then.
(() => {
  "use strict";
  const secret = new URLSearchParams(location.hash.replace(/^#\??/, "")).get("secret");
  const mark = secret ? location.hash : "#step";
  let height = 0, step = location.hash === "#step";

  const post = (message) => parent.postMessage(message, "*"); // to whoever frames us: nothing of it is private

  function tell() {
    if (!height) return; // not shown
    post({ type: "spindex:height", height, step });
    step = false;
    if (secret) post({ message: "height", value: height, secret });
  }

  function measure() {
    const now = Math.ceil(document.documentElement.getBoundingClientRect().height); // of what it holds
    if (now === height) return;
    height = now;
    tell();
  }

  function follow(event) {
    const link = event.target.closest("a[href]"), form = event.target.closest("form button")?.form;
    const leaves = (link?.target || document.querySelector("base")?.target) === "_blank";
    if (form) {
      const address = new URL(form.action);
      address.hash = mark;
      form.action = address;
      if (!secret) return;
      address.search = new URLSearchParams(new FormData(form));
      event.preventDefault();
      location.assign(address);
    } else if (link && !leaves) {
      link.hash = mark; // the next page is in the same frame
    } else if (link && secret) {
      event.preventDefault();
      post({ message: "link", value: link.href, secret });
    }
  }

  if (parent === window) return;
  measure(); // at once: of a frame that is out of sight no browser observes anything
  new ResizeObserver(measure).observe(document.documentElement);
  addEventListener("message", ({ data, source }) => {
    if (source === parent && (data?.type === "spindex:ready" || (secret && data?.secret === secret))) tell();
  });
  addEventListener("click", follow);
})();
