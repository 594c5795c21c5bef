// Numbers of the sheet, its charts included, open in the panel; the page keeps its own address.
(() => {
  document.querySelector(".sheets")?.addEventListener("click", (event) => {
    const link = event.target.closest("a.src");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    htmx.ajax("GET", link.getAttribute("href"), { source: link, target: "#prov", swap: "innerHTML show:none" });
  });
})();
