// Gives our frames the height that they tell.
{
  const ours = new URL(".", document.currentScript.src);
  const frames = () => [...document.querySelectorAll("iframe")].filter(({ src }) => src.startsWith(ours));
  addEventListener("message", ({ data, origin, source }) => {
    const { type, height, step } = data ?? {}, frame = frames().find((one) => one.contentWindow === source);
    if (!frame || type !== "spindex:height" || ![ours.origin, "null"].includes(origin)
      || !Number.isFinite(height) || height < 50 || height > 10000) return;
    const edges = getComputedStyle(frame).boxSizing === "border-box" && frame.offsetHeight - frame.clientHeight;
    frame.style.height = `${height + edges}px`;
    frame.closest(".spindex")?.querySelector("blockquote")?.remove();
    if (step && frame === document.activeElement && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
  });
  for (const frame of frames()) frame.contentWindow.postMessage({ type: "spindex:ready" }, "*");
}
