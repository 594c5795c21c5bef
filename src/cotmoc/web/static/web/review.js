// Review of a directive: one active card, keys inside the list, text and cards lit together.
// Every control is a real form or link; this only moves the focus and presses them.
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const cards = () => $$("#cards .card");
  const card = (id) => $(`#cards .card[data-t="${id}"]`);
  const clauses = (id) => $$(`.cl[data-t~="${id}"]`);
  const pile = [];
  let active = null;

  const lit = (id, name, on) => clauses(id).forEach((clause) => clause.classList.toggle(name, on));

  // what is wrong, else the body that nobody knows, else the chosen place of a split, else the first field
  const firstField = (form) => ["[role=alert]", "[data-first]", "[type=radio]:checked", "textarea, input:not([type=hidden])"]
    .map((wanted) => $(wanted, form)).find(Boolean) ?? form;

  const activate = (chosen, focus) => {
    if (!chosen) return;
    active = chosen.dataset.t;
    cards().forEach((one) => {
      const on = one === chosen;
      one.classList.toggle("on", on);
      if (on) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current");
    });
    // one pass over the text: a look-up for each card would cost as much as the answer in a long document
    const rejected = new Set(cards().filter((one) => one.dataset.state === "rejected").map((one) => one.dataset.t));
    $$(".cl[data-t]").forEach((clause) => {
      const here = clause.dataset.t.split(" ");
      clause.classList.toggle("on", here.includes(active));
      clause.classList.toggle("no", here.some((id) => rejected.has(id)));
    });
    if (!focus) return;
    const field = chosen.dataset.state === "form" ? firstField(chosen) : chosen;
    field.focus({ preventScroll: true });
    chosen.scrollIntoView({ block: "nearest" });
    const clause = clauses(active)[0];
    if (clause && innerWidth > 820) clause.scrollIntoView({ block: "nearest" });
  };

  // Where cards have come or gone, those behind them have other numbers; an answer brings only the cards.
  const renumber = () => cards().forEach((one, at) => {
    const n = String(at + 1), number = $(".row1 .cn", one), place = document.getElementById(`c${one.dataset.t}`);
    if (place && place.textContent !== n) place.textContent = n;
    if (!number || number.textContent === n) return;
    number.textContent = n;
    number.setAttribute("aria-label", number.getAttribute("aria-label").replace(/\d+/, n));
    $("h3 .vh", one).textContent = `${n}. `;
  });

  const move = (step) => {
    const all = cards(), at = all.findIndex((one) => one.dataset.t === active);
    activate(all[Math.max(0, Math.min(all.length - 1, at + step))], true);
  };
  const nextDraft = (id) => {
    const all = cards(), at = all.findIndex((one) => one.dataset.t === String(id));
    return [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].find((one) => one.dataset.state === "draft");
  };
  const button = (key, within) => within && $(`[data-k="${key}"]`, within);
  // a card whose lead is still to be chosen cannot be accepted: A opens the choice
  const press = (key, within) => (button(key, within) ?? (key === "a" ? button("e", within) : null))?.click();
  const undo = (here) => {
    while (pile.length) {
      const last = card(pile.pop());
      if (last && $('[data-k="u"]', last)) { press("u", last); return; }
    }
    press("u", here);
  };

  // the sentence last marked in the text, without the numbers that stand in it
  let marked = "";
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection(), text = $(".read");
    if (!chosen.rangeCount || chosen.isCollapsed || !text?.contains(chosen.anchorNode)) return;
    const words = chosen.getRangeAt(0).cloneContents();
    $$(".cn, .pn", words).forEach((one) => one.remove());
    marked = words.textContent.trim();
  });

  // A key struck while an answer is on its way waits for it: until then the card that it is meant for
  // may not stand there, the focus has nowhere to be, and U would take back the answer before.
  let answering = null, waiting = [];
  const act = (key, here) => {
    if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key === "u") undo(here);
    else press(key, here);
  };
  const strike = (key, here) => {
    if (!answering) { act(key, here); return; }
    const elsewhere = here && here.dataset.t !== answering.card;
    waiting.push({ key, to: elsewhere ? here.dataset.t : null });
  };
  // an answer settles once for each piece of it that is swapped
  const settle = (xhr) => {
    if (answering?.xhr !== xhr) return;
    answering = null;
    while (waiting.length && !answering) {
      const { key, to } = waiting.shift(), here = card(to ?? active);
      if (here?.dataset.state === "form") { waiting = []; return; }
      act(key, here);
    }
  };
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const here = event.detail.elt.closest?.("#cards .card");
    if (here) answering = { card: here.dataset.t, xhr: event.detail.xhr };
  });
  for (const failed of ["htmx:responseError", "htmx:sendError", "htmx:sendAbort", "htmx:timeout"]) {
    document.body.addEventListener(failed, () => { waiting = []; answering = null; });
  }

  // Another reviewer has taken apart what stands here: the page is no longer what the answer belongs to.
  document.body.addEventListener("htmx:oobErrorNoTarget", () => location.reload());

  const keyOf = (event) => ({ arrowdown: "j", arrowup: "k" })[event.key.toLowerCase()] ?? event.key.toLowerCase();

  // keys act only while the focus is in the review, or on the problem it has just met, and not in a field
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("#review form");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form && $("[type=submit]", form)) {
      event.preventDefault();
      form.requestSubmit($("[type=submit]", form));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inside = event.target.closest?.("#review, #problem");
    const here = event.target.closest?.("#cards .card") ?? (inside && !event.target.closest("#missed") ? card(active) : null);
    const field = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    const key = keyOf(event);
    if (key === "n" && !field && event.target.closest?.("#review")) { event.preventDefault(); press("n", $("#review")); return; }
    if (key === "escape" && event.target.closest?.("#missed")) { $("#missed [data-close]").click(); return; }
    if (!here && !(answering && event.target === document.body)) return;
    if (key === "escape") { press("esc", here); return; }
    if (field || here?.dataset.state === "form") return;
    if (key.length !== 1 || !"jkuaesmxl123".includes(key)) return;
    event.preventDefault();
    if (event.repeat && !"jk".includes(key)) return;
    strike(key, here);
  });

  document.addEventListener("focusin", (event) => {
    const here = event.target.closest?.("#cards .card");
    if (here && here.dataset.t !== active) activate(here);
  });
  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    if (close) { event.preventDefault(); $(close.dataset.close).replaceChildren(); $('#review [data-k="n"]').focus(); return; }
    const here = event.target.closest("#cards .card"), clause = event.target.closest(".read .cl");
    const back = event.target.closest("#cards .cn");
    if (back && $(back.hash)) { event.preventDefault(); activate(here); $(back.hash).scrollIntoView({ block: "center" }); $(back.hash).focus({ preventScroll: true }); return; }
    if (here && !event.target.closest("a, button, input, textarea, label")) activate(here);
    if (!clause) return;
    const number = event.target.closest(".cn");
    event.preventDefault();
    activate(number ? $(number.hash) : card(clause.dataset.t.split(" ")[0]), true);
  });
  const hover = (event, on) => {
    const clause = event.target.closest?.(".read .cl"), here = event.target.closest?.("#cards .card");
    if (clause) clause.dataset.t.split(" ").forEach((id) => card(id)?.classList.toggle("hv", on));
    if (here && here.dataset.t !== active) lit(here.dataset.t, "on", on);
  };
  document.addEventListener("mouseover", (event) => hover(event, true));
  document.addEventListener("mouseout", (event) => hover(event, false));

  // after a decision: on to the next draft, or stay with what changed
  document.body.addEventListener("reviewed", (event) => {
    const { card: id, move: on, undo: undoable } = event.detail;
    if (undoable) pile.push(String(id));
    renumber();
    const moved = document.activeElement?.closest?.("#cards .card");
    const left = cards().filter((one) => one.dataset.state === "draft").length;
    if (!moved || moved.dataset.t === String(id)) activate((on && nextDraft(id)) || card(id), true);
    if (on && left === 0) $("#next-document")?.focus({ preventScroll: true });
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    // «reviewed» comes in the same breath, after this
    queueMicrotask(() => settle(event.detail.xhr));
    if (event.target.id === "missed") {
      const words = $("textarea", event.target);
      if (words && !words.value) words.value = marked;
      words?.focus();
      return;
    }
    const here = event.target.closest?.("#cards .card");
    // a form takes the focus to its first field, unless somebody already writes in another of its fields
    const at = document.activeElement, writing = here?.contains(at) && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
    // only what was asked for takes the focus, not a neighbour that the answer brings along
    const asked = here?.id === event.detail.target.id, form = here?.dataset.state === "form";
    if (here && (form || here.dataset.t === active)) activate(here, asked && ((form && !writing) || at === document.body));
  });

  const wanted = location.hash.startsWith("#t") ? $(location.hash) : null;
  const first = wanted ?? card($("#cards")?.dataset.first) ?? cards()[0];
  activate(first, Boolean(wanted));
  // whoever comes to review begins at once; no element bears this name, or the browser would take the focus there
  if (location.hash === "#ra-soat") { $("#review").scrollIntoView(); activate(first, true); }
})();
