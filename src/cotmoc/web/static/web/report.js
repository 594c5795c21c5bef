// The report form: a figure's shape is told on leaving its cell, and the year's running total follows.
(() => {
  const shape = /^\d{1,3}(\.\d{3})*(,\d+)?$|^\d+(,\d+)?$/;
  const number = text => parseFloat(text.replace(/\./g, "").replace(",", "."));
  const shown = value => value.toLocaleString("vi-VN", { maximumFractionDigits: 4 });
  document.querySelectorAll("[data-figure]").forEach(field => field.addEventListener("change", () => {
    const text = field.value.trim(), bad = text !== "" && !shape.test(text);
    field.classList.toggle("bad", bad);
    field.setAttribute("aria-invalid", bad);
    const total = field.closest("tr").querySelector(".cum");
    if (!bad && text && total) total.textContent = shown((total.hasAttribute("data-stock") ? 0 : +total.dataset.base) + number(text));
  }));
})();
