// What the pages do beyond plain HTML: they all work without this file.
"use strict";

// On wide screens the filters stand beside the results; there is room to show them.
const filters = document.querySelector("details.filters");
if (filters && window.matchMedia("(min-width: 62rem)").matches) filters.open = true;

// A browser lets a page copy only where the connection is safe.
for (const button of document.querySelectorAll("button[data-copies]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const told = document.getElementById(button.dataset.tells);
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent.trim());
      told.textContent = "Copied.";
    } catch {
      told.textContent = "Your browser did not allow it; select the text instead.";
    }
  });
}

// The results follow the words as they are typed; whoever sends the search waits for nothing else.
const box = document.querySelector("#ask #id_q");
if (box && window.htmx) {
  let pause;
  box.addEventListener("input", () => {
    clearTimeout(pause);
    if (box.value.trim().length > 1) pause = setTimeout(() => window.htmx.trigger(box, "typed"), 400);
  });
  box.form.addEventListener("submit", () => clearTimeout(pause));
}

// A search that never reached the server must not look like one that found nothing.
for (const event of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(event, () => {
    document.getElementById("status").textContent =
      "The search could not be run. The quotes below are from the search before; try again.";
  });
}
