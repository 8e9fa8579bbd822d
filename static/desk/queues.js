// The queues in the browser: refusals are shown in their row, and one box ticks a page.
// Everything works without this file.
(() => {
  "use strict";

  const announce = (message) => {
    const status = document.getElementById("desk-status");
    if (status && message) status.textContent = message;
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (/\/login\/?(\?|$)/.test(xhr.responseURL)) {
      event.detail.shouldSwap = false;
      window.location.reload();
    } else if (xhr.status === 409) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // What was swapped in says what came of it, and has the focus that the button had: once htmx has
  // taken its forms in hand, so that a key pressed at once is not a plain form's.
  document.addEventListener("htmx:afterSettle", (event) => {
    const id = event.detail.target && event.detail.target.id;
    const row = id && id.startsWith("row-") && document.getElementById(id);
    if (!row) return;
    announce(row.dataset.said);
    const next = row.querySelector(".queue-hold button, .queue-hold summary");
    if (next) next.focus();
  });

  document.addEventListener("htmx:responseError", () => {
    announce("The server could not do this; nothing was changed. Reload the page and try again.");
  });
  document.addEventListener("htmx:sendError", () => {
    announce("The server can't be reached; nothing was changed. Try again shortly.");
  });

  document.addEventListener("DOMContentLoaded", () => {
    const all = document.querySelector("[data-tick-all]");
    if (!all) return;
    all.hidden = false;
    all.querySelector("input").addEventListener("change", (event) => {
      for (const box of document.querySelectorAll(".queue-row input[name=quote]")) {
        box.checked = event.target.checked;
      }
    });
  });
})();
