/* An opened entry goes when it is left, looked away from, or has been there for its time. */
(() => {
  "use strict";
  const opened = document.querySelector("[data-vault-opened]");
  if (!opened) return;

  const close = () => {
    opened.replaceChildren();
    window.location.replace(opened.dataset.closed);
  };
  window.setTimeout(close, Number(opened.dataset.seconds) * 1000);
  window.addEventListener("pagehide", () => opened.replaceChildren());
  window.addEventListener("pageshow", (event) => { if (event.persisted) close(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) close(); });
  if (document.hidden) close();
})();
