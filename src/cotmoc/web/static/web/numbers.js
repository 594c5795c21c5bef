// The source panel: opens beside the table or as a sheet from below, closes with Escape, gives focus back.
(() => {
  const panel = document.getElementById("prov");
  if (!panel) return;
  const empty = panel.innerHTML;
  let opener = null;

  // a number within [data-opens-sources] opens in the panel; with a modifier key, or without script, as a page
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-opens-sources] a.src");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    htmx.ajax("GET", link.href, { source: link, target: panel, swap: "innerHTML" });
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target !== panel) return;
    opener?.removeAttribute("aria-current");
    opener = event.detail.elt;
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== panel) return;
    panel.classList.add("open");
    panel.scrollTop = 0;
    opener?.setAttribute("aria-current", "true");
  });
  const close = () => {
    if (!opener) return;
    panel.classList.remove("open");
    panel.innerHTML = empty;
    opener.removeAttribute("aria-current");
    opener.focus();
    opener = null;
  };
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  panel.addEventListener("click", (event) => { if (event.target.closest(".pclose")) close(); });
})();
