// The report form: a figure's shape, the year's running total and a jump from last year are told on leaving
// its cell; Enter and the arrows walk through the cells; G takes the next figure that a document offers, with
// its origin as the note; leaving with unsaved figures asks first.
(() => {
  const form = document.querySelector("form[data-report]");
  const fields = form ? [...form.querySelectorAll("[data-figure]")] : [];
  if (!fields.length) return;
  const TIMES = 5;
  const table = form.querySelector("table");
  const shape = /^(\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?$/;
  const number = text => parseFloat(text.replace(/\./g, "").replace(",", "."));
  const shown = (value, digits) => value.toLocaleString("vi-VN", { maximumFractionDigits: digits });
  const saved = form.querySelector("#saved");
  let dirty = false;

  const look = field => {
    const text = field.value.trim(), bad = text !== "" && !shape.test(text), value = bad || !text ? null : number(text);
    const row = field.closest("tr"), hints = row.nextElementSibling, joint = +field.dataset.joint, last = +field.dataset.last;
    field.classList.toggle("bad", bad);
    field.setAttribute("aria-invalid", String(bad));
    hints.querySelector("[data-fault]")?.remove();
    const total = row.querySelector(".cum");
    if (value !== null) total.textContent = shown(total.hasAttribute("data-stock") ? value : +total.dataset.base + value, 4);
    const times = value !== null && last > 0 ? (value + joint) / last : 0;
    const note = hints.querySelector("[data-times]");
    note.hidden = !bad && times < TIMES;
    note.querySelector("span").textContent = bad ? table.dataset.shapeWords : table.dataset.timesWords.replace("{n}", shown(times, 1));
  };

  // The origin stands in the note only as long as the figure is the one that was taken.
  const noteOf = field => field.closest("tr").nextElementSibling.querySelector(".why input");
  const take = (field, button) => {
    const note = noteOf(field), own = note.value === note.dataset.taken ? note.dataset.own : note.value;
    field.value = field.dataset.taken = button.dataset.fill;
    note.value = (own ? own + "; " : "") + button.dataset.origin;
    note.value = note.value.slice(0, note.maxLength);
    note.dataset.own = own;
    note.dataset.taken = note.value;
    note.closest("details").open = true;
    look(field);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    field.select();
  };
  const keepOrTake = field => {
    const note = noteOf(field);
    if (note.dataset.taken === undefined || note.value !== note.dataset.taken || field.value.trim() === field.dataset.taken) return;
    note.value = note.dataset.own;
    delete note.dataset.taken;
  };

  fields.forEach((field, place) => {
    const offers = [...field.closest("tr").nextElementSibling.querySelectorAll("[data-fill]")], note = noteOf(field);
    const kept = /^(?:(.*); )?(Theo .*«.*»)$/.exec(note.value);
    if (kept) {
      field.dataset.taken = field.value.trim();
      note.dataset.own = kept[1] ?? "";
      note.dataset.taken = note.value;
    }
    offers.forEach(button => {
      button.hidden = false;
      button.addEventListener("click", () => take(field, button));
    });
    field.addEventListener("change", () => { look(field); keepOrTake(field); });
    field.addEventListener("keydown", event => {
      if (event.key.toLowerCase() === "g" && offers.length && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        take(field, offers[(offers.findIndex(one => one.dataset.fill === field.value) + 1) % offers.length]);
        return;
      }
      const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" || event.key === "Enter" ? 1 : 0;
      if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const next = fields[place + step];
      if (next) { next.focus(); next.select(); }
    });
  });
  form.addEventListener("input", () => {
    dirty = true;
    if (saved) saved.textContent = saved.dataset.dirty;
  });
  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("beforeunload", event => { if (dirty) event.preventDefault(); });
})();
