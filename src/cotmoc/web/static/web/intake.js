// Registering several files: sent one by one, so that progress shows and what works is kept at once.
// Files may be dropped anywhere on the form; a single new document opens its review.
(() => {
  const form = document.getElementById("intake");
  if (!form) return;
  const $ = (id) => document.getElementById(id);
  const files = $("files"), pasted = $("pasted"), rows = $("result-rows"), results = $("results");
  const sending = $("sending"), name = $("sending-name"), bar = sending.querySelector(".bar");
  const button = form.querySelector("button[type=submit]");

  const tell = (file, text) => {
    const row = document.createElement("li");
    const title = Object.assign(document.createElement("b"), { textContent: file });
    const words = Object.assign(document.createElement("span"), { className: "st st-warn", textContent: text, style: "white-space:normal" });
    row.append(title, words);
    rows.append(row);
  };
  const progress = (done, all, file) => {
    const percent = Math.round((100 * done) / all);
    bar.setAttribute("aria-valuenow", String(percent));
    bar.firstElementChild.style.setProperty("--v", `${percent}%`);
    name.textContent = done < all ? `${form.dataset.sending} ${done + 1}/${all}: ${file}` : "";
  };
  const send = async (part, place) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("place", String(place));
    if (part.file) data.append("files", part.file); else data.append("text", part.text);
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (answer.headers.get("HX-Redirect")) { location.assign(answer.headers.get("HX-Redirect")); return; }
    const text = await answer.text();
    if (!answer.ok) { tell(part.name, form.dataset.failed); return; }
    rows.insertAdjacentHTML("beforeend", text);
  };

  const over = (on) => form.classList.toggle("over", on);
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => { if (event.dataTransfer?.types.includes("Files")) { event.preventDefault(); over(true); } });
  }
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) over(false); });
  form.addEventListener("drop", (event) => {
    over(false);
    if (!event.dataTransfer?.files.length || button.disabled) return;
    event.preventDefault();
    files.files = event.dataTransfer.files;
    button.focus();
  });
  // a file dropped beside the form must not take the page away with what was pasted
  for (const name of ["dragover", "drop"]) addEventListener(name, (event) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); });

  form.addEventListener("submit", async (event) => {
    const parts = [...files.files].map((file) => ({ file, name: file.name }));
    if (pasted.value.trim()) parts.push({ text: pasted.value, name: "" });
    if (!parts.length) return;
    event.preventDefault();
    const before = rows.children.length;
    button.disabled = true;
    results.hidden = sending.hidden = false;
    for (const [at, part] of parts.entries()) {
      progress(at, parts.length, part.name);
      if (part.file && part.file.size > Number(form.dataset.limit)) { tell(part.name, form.dataset.tooLarge); continue; }
      try { await send(part, at + 1); if (!part.file) pasted.value = ""; } catch { tell(part.name, form.dataset.failed); }
    }
    progress(parts.length, parts.length, "");
    sending.hidden = true;
    button.disabled = false;
    files.value = "";
    const made = parts.length === 1 && rows.lastElementChild?.querySelectorAll("a[data-new]");
    if (made?.length === 1 && rows.children.length === before + 1) { location.assign(made[0].href); return; }
    document.getElementById("live").textContent = form.dataset.done;
    $("h-results").focus();
  });
})();
