// The desk in the browser: which quote is at hand, its card, how far the story is.
// Beside it: safe.js (nothing typed is lost), words.js (spans), picker.js, keyboard.js.
// Everything except choosing words in the story also works without any of them.
window.Desk = (() => {
  "use strict";

  const root = () => document.querySelector("[data-desk]");
  const cards = () => [...document.querySelectorAll(".desk-card")];
  const cardOf = (id) => document.getElementById(`quote-${id}`);
  const listeners = [];
  const whenCardComes = (listener) => listeners.push(listener);

  function announce(message) {
    const status = document.getElementById("desk-status");
    if (status && message) status.textContent = message;
  }

  // What was said of one quote is not said of the next.
  function hush() {
    const status = document.getElementById("desk-status");
    if (status) status.textContent = "";
  }

  // ---- The quote at hand ------------------------------------------------------------------

  let currentId = null;
  const current = () => cardOf(currentId);
  const isWhole = (card) => Boolean(card.querySelector(".card-body"));
  const asks = (card) => card && card.querySelector("details.card-move[open]");

  function makeCurrent(card, { focus = false, scroll = false } = {}) {
    if (!card) return;
    currentId = card.dataset.quote;
    for (const other of cards()) other.classList.toggle("is-current", other === card);
    markRuns();
    if (focus) card.focus({ preventScroll: true });
    if (scroll) show(card);
    document.dispatchEvent(new CustomEvent("desk:current"));
  }

  async function go(card, how = {}) {
    if (!card) return;
    if (card !== current()) hush();
    makeCurrent(card, { focus: true, scroll: true, ...how });
    keepPlace();
    if (!isWhole(card)) await load(card, "", how);
    preload();
  }

  function scrollsItself(pane) {
    return pane && pane.scrollHeight > pane.clientHeight + 1 && getComputedStyle(pane).overflowY === "auto";
  }

  function show(card) {
    const list = card.closest("[data-card-list]");
    if (scrollsItself(list)) list.scrollTop = card.offsetTop - 8;
    else card.scrollIntoView({ block: "start" });
    showWords(card.dataset.quote);
  }

  function showWords(id) {
    const words = document.getElementById(`words-${id}`);
    const pane = document.querySelector(".story-scroll");
    if (words && scrollsItself(pane)) pane.scrollTop = words.offsetTop - pane.clientHeight / 3;
  }

  function keepPlace() {
    const address = new URL(window.location.href);
    address.search = `?quote=${currentId}`;
    address.hash = `quote-${currentId}`;
    window.history.replaceState(window.history.state, "", address);
  }

  function step(where) {
    const all = cards();
    if (!all.length) return;
    const at = all.indexOf(current());
    if (where === "waiting") {
      if (!toWaiting()) announce("Nothing else in this story waits for you.");
      return;
    }
    const by = where === "next" ? 1 : -1;
    go(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
  }

  function nextWaiting() {
    const all = cards();
    const at = all.indexOf(current());
    const ordered = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))];
    return ordered.find((card) => "waits" in card.dataset);
  }

  function toWaiting() {
    const card = nextWaiting();
    if (card) go(card);
    return card;
  }

  // ---- Cards come one at a time -----------------------------------------------------------

  const PATIENCE = 20000;
  const onTheWay = new Map();

  function get(id, query) {
    const address = root().dataset.cards.replace(/0\/$/, `${id}/`) + query;
    const signal = AbortSignal.timeout(PATIENCE);
    return fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin", signal }).then(
      (response) => {
        if (/\/login\/?(\?|$)/.test(response.url)) throw Object.assign(new Error(), { signedOut: true });
        if (!response.ok) throw Object.assign(new Error(), { status: response.status });
        return response.text();
      },
    );
  }

  // The card that comes next is fetched while this one is read.
  function preload() {
    const next = nextWaiting();
    if (!next || isWhole(next) || onTheWay.has(next.dataset.quote)) return;
    const id = next.dataset.quote;
    const promise = get(id, "");
    promise.catch(() => onTheWay.delete(id));
    onTheWay.set(id, promise);
  }

  async function load(card, query = "", how = {}) {
    const id = card.dataset.quote;
    card.setAttribute("aria-busy", "true");
    try {
      const early = query ? null : onTheWay.get(id);
      onTheWay.delete(id);
      const html = await (early || get(id, query));
      return put(cardOf(id), html, how);
    } catch (error) {
      document.dispatchEvent(
        new CustomEvent("desk:failed", {
          detail: { error, again: () => load(cardOf(id), query, how) },
        }),
      );
      return null;
    } finally {
      const there = cardOf(id);
      if (there) there.removeAttribute("aria-busy");
    }
  }

  function put(card, html, how = {}) {
    const parsed = document.createElement("template");
    parsed.innerHTML = html.trim();
    const fresh = parsed.content.querySelector(".desk-card");
    if (!card || !fresh) return null;
    const isAtHand = card.dataset.quote === currentId;
    fresh.classList.toggle("is-current", isAtHand);
    card.replaceWith(fresh);
    window.htmx.process(fresh);
    if (isAtHand) {
      makeCurrent(fresh, { focus: true, scroll: how.scroll !== false });
      focusForm(fresh);
    }
    came(fresh);
    return fresh;
  }

  function came(card) {
    for (const listener of listeners) listener(card);
    progress();
  }

  function focusForm(card) {
    const fields = card.querySelectorAll(
      "form[data-panel] :is(input:not([type=hidden]), select, textarea), [data-press=split][open] select",
    );
    const first = [...fields].find((field) => field.getClientRects().length);
    if (first) first.focus();
    return first;
  }

  // ---- How far it all is ------------------------------------------------------------------

  function progress() {
    const all = cards();
    const done = all.filter((card) => !("waits" in card.dataset)).length;
    const bar = document.getElementById("story-progress");
    const told = document.getElementById("story-counts");
    if (bar) bar.value = done;
    if (told) told.textContent = `${done} of ${all.length} decided`;
  }

  function markRuns() {
    const faded = new Set(
      cards()
        .filter((card) => card.matches(".is-rejected, .is-retracted"))
        .map((card) => card.dataset.quote),
    );
    for (const run of document.querySelectorAll("#story-text [data-quotes]")) {
      const ids = run.dataset.quotes.split(" ");
      run.classList.toggle("is-current", ids.includes(currentId));
      run.classList.toggle("faded", ids.every((id) => faded.has(id)));
    }
  }

  let lastId = null;
  const lastDecided = () => cardOf(lastId);

  const advance = () => document.querySelector("[data-advance]");

  function decided(card) {
    if (card.dataset.decided === "take_back") return;
    lastId = card.dataset.quote;
    const goesOn = advance() && advance().checked;
    const next = goesOn ? toWaiting() : null;
    if (next) {
      announce(`${card.dataset.said} Now ${next.querySelector("h3").textContent.trim().toLowerCase()}.`);
    } else if (goesOn) {
      announce(`${card.dataset.said} Nothing else in this story waits for you.`);
    }
  }

  // ---- What htmx swaps in -----------------------------------------------------------------

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status === 409 || xhr.status === 422) {
      // A refusal comes as the card with its message.
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.closest && event.target.closest("[data-aside]")) return;
    const card = event.target.closest && event.target.closest(".desk-card");
    if (!card) {
      markRuns();
      return;
    }
    announce(card.dataset.said);
    if (currentId === null || card.dataset.quote === currentId) {
      makeCurrent(card);
      const unfolded = asks(card);
      const wrong = unfolded && unfolded.querySelector("[aria-invalid]");
      if (wrong) wrong.focus();
      else if (!focusForm(card)) card.focus({ preventScroll: true });
    } else {
      card.classList.remove("is-current");
    }
    settleConfirmed(card);
    came(card);
    if (card.dataset.decided && card.dataset.quote === currentId) decided(card);
    else preload();
  });

  // A speaker confirmed on one card is confirmed on all of them.
  function settleConfirmed(card) {
    if (!/ is confirmed\.$/.test(card.dataset.said || "")) return;
    const link = card.querySelector(".card-facts a[href*='/speaker/']");
    const id = link && link.getAttribute("href").match(/speaker\/(\d+)\//);
    if (!id) return;
    onTheWay.clear();
    for (const stale of document.querySelectorAll(`[data-proposed="${id[1]}"]`)) stale.remove();
  }

  // ---- The pointer ------------------------------------------------------------------------

  function pane(name) {
    root().dataset.shown = name;
    for (const button of document.querySelectorAll("[data-pane]")) {
      button.setAttribute("aria-pressed", String(button.dataset.pane === name));
    }
  }

  document.addEventListener("click", (event) => {
    if (!root() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { target } = event;
    const link = target.closest("a[data-load], a[data-close]");
    const chosen = target.closest("[data-pane], [data-step], [data-place]");
    if (link) {
      event.preventDefault();
      const asked = new URL(link.href).searchParams;
      const query = asked.get("open") ? `?open=${asked.get("open")}&part=${asked.get("part") || ""}` : "";
      load(link.closest(".desk-card"), query, { scroll: false });
    } else if (chosen && chosen.dataset.pane) pane(chosen.dataset.pane);
    else if (chosen && chosen.dataset.step) step(chosen.dataset.step);
    else if (chosen) {
      event.preventDefault();
      pane("text");
      const id = chosen.closest(".desk-card").dataset.quote;
      showWords(id);
      const words = document.getElementById(`words-${id}`);
      if (!scrollsItself(document.querySelector(".story-scroll"))) words.scrollIntoView({ block: "center" });
    } else if (!pickLine(event)) pickRun(event);
  });

  function pickLine(event) {
    const line = event.target.closest(".desk-card:not(.is-current)");
    const link = event.target.closest(".card-open");
    if (line || link) {
      event.preventDefault();
      go(line || link.closest(".desk-card"));
    }
    return line || link;
  }

  function pickRun(event) {
    const run = event.target.closest("#story-text [data-quotes]");
    if (!run || !window.getSelection().isCollapsed) return;
    const ids = run.dataset.quotes.split(" ");
    pane("cards");
    go(cardOf(ids[(ids.indexOf(currentId) + 1) % ids.length]));
  }

  document.addEventListener("focusin", (event) => {
    const card = event.target.closest(".desk-card");
    if (card && isWhole(card) && card.dataset.quote !== currentId) makeCurrent(card);
  });

  document.addEventListener("DOMContentLoaded", () => {
    if (!root()) return;
    for (const scripted of document.querySelectorAll("[data-scripted]")) scripted.hidden = false;
    const box = advance();
    if (box) {
      box.checked = window.localStorage.getItem("desk:advance") !== "no";
      box.addEventListener("change", () => {
        window.localStorage.setItem("desk:advance", box.checked ? "yes" : "no");
      });
    }
    pane("cards");
    const asked = window.location.hash.match(/^#quote-(\d+)$/);
    const card = (asked && cardOf(asked[1])) || document.querySelector(".desk-card.is-current");
    if (!card) return;
    makeCurrent(card, { scroll: true });
    if (!isWhole(card)) load(card);
    else came(card);
    if (!focusForm(card)) card.focus({ preventScroll: true });
    preload();
  });

  return {
    PATIENCE, root, cardOf, current, asks, announce, go, step, load, pane, whenCardComes, lastDecided,
  };
})();
