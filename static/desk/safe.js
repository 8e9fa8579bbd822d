// Nothing typed on the desk is lost: to a lost connection, an ended session, Escape or the way back.
(() => {
  "use strict";

  const { Desk } = window;
  const bar = () => document.querySelector("[data-offline]");
  const KEPT_OUT = new Set(["csrfmiddlewaretoken", "expected", "part"]);

  // ---- Drafts: kept in this tab, for this person, until what they are for is done ----------

  const prefix = (quote) => `desk:${Desk.root().dataset.person}:${quote}:`;

  function nameOf(form) {
    const card = form.closest(".desk-card");
    const holder = form.closest("[data-move], [data-press]");
    const what = form.dataset.panel || (holder && (holder.dataset.move || holder.dataset.press));
    return card && what ? prefix(card.dataset.quote) + what : null;
  }

  function keep(form) {
    const name = nameOf(form);
    if (!name) return;
    const given = [...new FormData(form)].filter(
      ([field, value]) => !KEPT_OUT.has(field) && typeof value === "string",
    );
    const chosen = form.querySelector("[name=speaker]:checked");
    const label = chosen ? chosen.closest("label").textContent.trim() : "";
    try {
      window.sessionStorage.setItem(name, JSON.stringify({ given, label }));
    } catch {
      Desk.announce("This browser has no room to keep what you type.");
    }
  }

  function restore(form) {
    const name = nameOf(form);
    const kept = name && window.sessionStorage.getItem(name);
    if (!kept) return false;
    const { given, label } = JSON.parse(kept);
    const values = new Map();
    for (const [field, value] of given) values.set(field, [...(values.get(field) || []), value]);
    const speaker = (values.get("speaker") || [""])[0];
    if (form.dataset.panel) window.DeskPicker.offer(form, speaker, label);
    for (const field of form.elements) {
      if (!field.name || KEPT_OUT.has(field.name) || field.type === "submit") continue;
      const found = values.get(field.name) || [];
      if (["checkbox", "radio"].includes(field.type)) field.checked = found.includes(field.value);
      else if (field.type !== "hidden") field.value = found.shift() ?? "";
    }
    return true;
  }

  function forget(names) {
    for (const name of names) window.sessionStorage.removeItem(name);
  }

  const allOf = (quote) =>
    Object.keys(window.sessionStorage).filter((name) => name.startsWith(prefix(quote)));

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.closest(".desk-card")) keep(form);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.closest(".desk-card")) keep(form);
  });

  Desk.whenCardComes((card) => {
    if (card.dataset.decided) forget(allOf(card.dataset.quote));
    else if (card.dataset.said && !("trouble" in card.dataset) && sent) forget([sent.name]);
    if ("trouble" in card.dataset) return;
    let isBack = false;
    for (const form of card.querySelectorAll("form")) {
      if (restore(form) && form.dataset.panel) isBack = true;
    }
    if (isBack) Desk.announce("What you had put in is back; nothing of it is saved yet.");
  });

  // ---- One request at a time from a card ---------------------------------------------------

  let sent = null;

  function setBusy(card, isBusy) {
    card.toggleAttribute("data-busy", isBusy);
    card.setAttribute("aria-busy", String(isBusy));
    for (const button of card.querySelectorAll("button[type=submit]")) button.disabled = isBusy;
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    const card = form.closest(".desk-card");
    if (!card) return;
    if (card.hasAttribute("data-busy")) {
      event.preventDefault();
      return;
    }
    const pressed = event.detail.requestConfig.triggeringEvent;
    sent = { form, name: nameOf(form), submitter: pressed && pressed.submitter };
    hideBar();
    setBusy(card, true);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const card = event.detail.elt.closest(".desk-card");
    if (card && card.isConnected) setBusy(card, false);
  });

  // ---- The connection, the session ---------------------------------------------------------

  let retry = null;

  function showBar(why, { again = null, signIn = false } = {}) {
    retry = again;
    bar().hidden = false;
    bar().querySelector("[data-offline-why]").textContent = why;
    bar().querySelector("[data-retry]").hidden = !again;
    const link = bar().querySelector("[data-sign-in-again]");
    link.hidden = !signIn;
    const next = window.location.pathname + window.location.search;
    link.href = `${Desk.root().dataset.signIn}?next=${encodeURIComponent(next)}`;
    (again ? bar().querySelector("[data-retry]") : link).focus();
  }

  function hideBar() {
    if (bar()) bar().hidden = true;
    retry = null;
  }

  const sendAgain = () => {
    const last = sent;
    if (!last || !last.form.isConnected) return null;
    return () => {
      const submitter = last.submitter && last.submitter.isConnected ? last.submitter : undefined;
      last.form.requestSubmit(submitter);
    };
  };

  const LOST = "The server can’t be reached. What you put in is kept here; try again.";
  const FAULT = "The server could not do this. What you put in is kept here; try again.";
  const SIGNED_OUT = "You are signed out. What you put in is kept; sign in again and go on.";
  const NOT_YOURS =
    "This was refused, and nothing was changed: your role does not include it, " +
    "or you have signed in anew in another tab. Reload the page to go on; what you put in is kept.";

  function remember() {
    if (sent && sent.name && sent.form.isConnected) keep(sent.form);
    if (sent && sent.name) window.sessionStorage.setItem("desk:return", sent.name);
  }

  document.addEventListener("htmx:sendError", () => showBar(LOST, { again: sendAgain() }));
  document.addEventListener("htmx:timeout", () => showBar(LOST, { again: sendAgain() }));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 403) {
      remember();
      showBar(NOT_YOURS, { again: () => window.location.reload() });
    } else showBar(FAULT, { again: sendAgain() });
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!/\/login\/?(\?|$)/.test(event.detail.xhr.responseURL)) return;
    event.detail.shouldSwap = false;
    document.dispatchEvent(new CustomEvent("desk:signed-out"));
    remember();
    showBar(SIGNED_OUT, { signIn: true });
  });
  document.addEventListener("desk:failed", (event) => {
    const { error, again } = event.detail;
    if (error.signedOut) showBar(SIGNED_OUT, { signIn: true });
    else showBar(error.status ? FAULT : LOST, { again });
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-retry]") || !retry) return;
    const again = retry;
    hideBar();
    again();
  });

  // Back from signing in: open again what was being filled in.
  document.addEventListener("DOMContentLoaded", () => {
    if (!Desk.root()) return;
    if (window.htmx) window.htmx.config.timeout = Desk.PATIENCE;
    const name = window.sessionStorage.getItem("desk:return");
    window.sessionStorage.removeItem("desk:return");
    const card = Desk.current();
    if (!name || !card || !name.startsWith(prefix(card.dataset.quote))) return;
    const what = name.slice(prefix(card.dataset.quote).length);
    const move = card.querySelector(`details[data-move="${what}"], details[data-press="${what}"]`);
    if (move) move.open = true;
    else if (["edit", "correct"].includes(what)) Desk.load(card, `?open=${what}`);
    Desk.announce("You are signed in again. What you had put in is back; nothing of it is saved yet.");
  });

  // A page that the browser kept is an old one: read it anew.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && Desk.root()) window.location.reload();
  });
})();
