// Cột Mốc: small behaviours on top of server-rendered pages. Everything works without it.
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const root = document.documentElement;

  // theme: follow the system until the person chooses
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const toggle = $("[data-theme-toggle]");
  const label = () => { $("span", toggle).textContent = dark() ? toggle.dataset.toLight : toggle.dataset.toDark; };
  if (toggle) {
    label();
    system.addEventListener("change", label);
    toggle.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* kept for this page only */ }
      label();
    });
  }

  // menu on a narrow screen
  const menu = $(".menu-b");
  menu?.addEventListener("click", () => {
    menu.setAttribute("aria-expanded", String(document.body.classList.toggle("menu-open")));
  });

  // a menu that opens closes again on Escape and on a press elsewhere
  const shut = (except) => document.querySelectorAll("details.drop[open]").forEach((d) => { if (d !== except) d.open = false; });
  document.addEventListener("click", (event) => shut(event.target.closest("details.drop")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = $("details.drop[open]");
    if (open) { open.open = false; $("summary", open).focus(); }
  });

  // a form is sent once; asking first where data-confirm says so
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !confirm(question)) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);
  document.addEventListener("change", (event) => {
    event.target.closest("[data-auto-submit]")?.closest("form").requestSubmit();
  });

  // a choice that changes what the form offers asks for it at once
  document.addEventListener("change", (event) => {
    const button = document.getElementById(event.target.closest("[data-presses]")?.dataset.presses ?? "");
    button?.form.requestSubmit(button);
  });

  // rows of a long table found by their names, without tone marks
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  document.querySelectorAll("[data-finds]").forEach((field) => {
    const rows = [...document.querySelectorAll(`${field.dataset.finds} tbody tr:not(.grp)`)];
    const names = rows.map((row) => plain($("th", row).textContent));
    field.closest("[hidden]")?.removeAttribute("hidden");
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    field.addEventListener("input", () => {
      const wanted = plain(field.value).split(/\s+/).filter(Boolean);
      rows.forEach((row, n) => { row.hidden = !(wanted.every((word) => names[n].includes(word)) || $("input:checked", row)); });
      new Set(rows.map((row) => row.parentElement)).forEach((group) => { group.hidden = ![...group.querySelectorAll("tr:not(.grp)")].some((row) => !row.hidden); });
    });
  });

  // fields that go with some choices of another field stand there only with those
  const chooser = $("[data-chooses]");
  const fit = () => chooser.form.querySelectorAll("[data-when]").forEach((part) => {
    part.hidden = !part.dataset.when.split(" ").includes(chooser.value);
  });
  if (chooser) { fit(); chooser.addEventListener("change", fit); }

  // a page that comes back with errors, or with what was to be looked at first, begins there
  $("main :is([role=alert], h2[tabindex])[data-focus]")?.focus();

  // htmx: a failure is read out and seen; after a swap, focus stays with what changed
  const problem = $("#problem");
  document.body.addEventListener("htmx:beforeRequest", () => { if (problem) problem.replaceChildren(); });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    if (target === problem) { problem.focus(); return; }
    const wanted = $("[data-focus]", target) ?? (target?.matches?.("[data-focus]") ? target : null);
    if (wanted) { if (!wanted.hasAttribute("tabindex") && !wanted.matches("a,button,input,select,textarea")) wanted.tabIndex = -1; wanted.focus(); }
  });
  document.body.addEventListener("htmx:sendError", () => {
    const text = document.body.dataset.offline;
    if (problem && text) { problem.replaceChildren(Object.assign(document.createElement("p"), { className: "note warn", textContent: text })); problem.focus(); }
  });
})();
