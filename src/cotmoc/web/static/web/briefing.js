// Numbers inside a chart open in the panel as those of the text do: htmx boosts no links of SVG.
(() => {
  document.querySelector(".sheets")?.addEventListener("click", (event) => {
    const link = event.target.closest("svg a.src");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    htmx.ajax("GET", link.getAttribute("href"), { source: link, target: "#prov", swap: "innerHTML show:none" });
  });
})();
