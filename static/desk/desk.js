// The desk in the browser: the keyboard, selecting words in the story, and what htmx swaps in.
// Everything except selecting works without this file.
(() => {
  "use strict";

  const desk = () => document.querySelector("[data-desk]");
  const storyText = () => document.getElementById("story-text");
  const cards = () => [...document.querySelectorAll(".desk-card")];
  const announce = (message) => {
    const status = document.getElementById("desk-status");
    if (status && message) status.textContent = message;
  };

  // ---- The current quote ------------------------------------------------------------------

  let currentId = null;
  const current = () => document.querySelector(`.desk-card[data-quote="${currentId}"]`);

  function makeCurrent(card, { focus = false, scroll = false } = {}) {
    if (!card) return;
    currentId = card.dataset.quote;
    for (const other of cards()) other.classList.toggle("is-current", other === card);
    markRuns();
    if (focus) card.focus({ preventScroll: true });
    if (scroll) {
      card.scrollIntoView({ block: "start" });
      const words = document.getElementById(`words-${currentId}`);
      const pane = document.querySelector(".story-scroll");
      if (words && pane && pane.scrollHeight > pane.clientHeight) {
        pane.scrollTop = words.offsetTop - pane.offsetTop - pane.clientHeight / 3;
      }
    }
    refreshBar();
  }

  function markRuns() {
    for (const run of document.querySelectorAll("#story-text [data-quotes]")) {
      run.classList.toggle("is-current", run.dataset.quotes.split(" ").includes(currentId));
    }
  }

  function step(by) {
    const all = cards();
    const at = all.indexOf(current());
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    makeCurrent(next, { focus: true, scroll: true });
  }

  // ---- Places in the text, in characters as the server counts them ------------------------

  // JavaScript counts UTF-16 units, the record counts characters: an emoji is two here, one there.
  function characters(text) {
    let count = 0;
    for (const _ of text) count += 1;
    return count;
  }

  function offsetOf(node, index) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const run = element.closest("[data-start]");
    const measured = document.createRange();
    measured.selectNodeContents(run || storyText());
    measured.setEnd(node, index);
    return (run ? Number(run.dataset.start) : 0) + characters(measured.toString());
  }

  const MARKS = "“”«»„‟‘’‹›\"'「」『』";

  // The selection as [start, end), without blanks or a pair of quotation marks at its edges.
  function selectedSpan() {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const text = storyText();
    if (!text || !text.contains(range.startContainer) || !text.contains(range.endContainer)) {
      return null;
    }
    const picked = [...range.toString()];
    let start = offsetOf(range.startContainer, range.startOffset);
    let from = 0;
    let to = picked.length;
    const trim = () => {
      while (from < to && !picked[from].trim()) from += 1;
      while (to > from && !picked[to - 1].trim()) to -= 1;
    };
    trim();
    if (to - from > 2 && MARKS.includes(picked[from]) && MARKS.includes(picked[to - 1])) {
      from += 1;
      to -= 1;
      trim();
    }
    if (from >= to) return null;
    start += from;
    return { start, end: start + (to - from), text: picked.slice(from, to).join("") };
  }

  let picked = null;
  const bar = () => document.querySelector("[data-selection-bar]");

  function refreshBar() {
    const element = bar();
    if (!element) return;
    element.hidden = !picked;
    const card = current();
    const form = card && spansForm(card);
    for (const button of element.querySelectorAll("[data-for=card]")) button.hidden = !form;
    const about = element.querySelector("[data-selection-of]");
    if (about) {
      about.textContent = form
        ? `for ${card.querySelector("h3").textContent.trim().toLowerCase()}`
        : "";
    }
  }

  document.addEventListener("selectionchange", () => {
    const span = selectedSpan();
    if (!span && bar() && bar().contains(document.activeElement)) return;
    picked = span;
    refreshBar();
  });

  // ---- Spans ------------------------------------------------------------------------------

  // The open edit or correction form if there is one, so that nothing typed in it is lost.
  const spansForm = (card) =>
    card.querySelector("form[data-panel]") || card.querySelector("form[data-spans]");

  const parse = (value) =>
    value
      .split(",")
      .map((part) => part.trim().split(/[-–]/).map(Number))
      .filter((pair) => pair.length === 2 && pair.every(Number.isInteger));

  function united(spans) {
    const sorted = spans.slice().sort((one, other) => one[0] - other[0]);
    const merged = [];
    for (const [start, end] of sorted) {
      const last = merged[merged.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged;
  }

  function setSpan(name, adds) {
    const card = current();
    const form = card && spansForm(card);
    if (!form || !picked) return;
    const input = form.elements.namedItem(name);
    const spans = [...(adds ? parse(input.value) : []), [picked.start, picked.end]];
    input.value = united(spans).map((pair) => pair.join("-")).join(", ");
    window.getSelection().removeAllRanges();
    picked = null;
    refreshBar();
    if (form.dataset.panel === "correct") {
      form.querySelector("[data-places]").open = true;
      input.focus();
      announce("Set in the proposed correction. Nothing is saved until you propose it.");
    } else {
      form.requestSubmit();
    }
  }

  function newQuote() {
    if (!picked) return;
    const form = document.getElementById("new-quote");
    form.elements.namedItem("content").value = `${picked.start}-${picked.end}`;
    form.requestSubmit();
  }

  // ---- The keyboard -----------------------------------------------------------------------

  function openMove(name) {
    const move = current() && current().querySelector(`[data-move="${name}"]`);
    if (!move) {
      announce("That is not open to you for this quote.");
      return;
    }
    if (move.matches("details")) {
      move.open = true;
      const first = move.querySelector("form input:not([type=hidden]), form textarea");
      if (first) first.focus();
    } else {
      move.requestSubmit();
    }
  }

  function edit() {
    const link = current() && current().querySelector("[data-edit]");
    if (link) link.click();
    else announce("This quote is not yours to edit as it stands.");
  }

  function help() {
    const dialog = document.querySelector("[data-help-dialog]");
    if (dialog && !dialog.open) dialog.showModal();
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    s: () => openMove("submit"),
    v: () => openMove("verify"),
    x: () => openMove("reject"),
    e: edit,
    "?": help,
  };

  const isTyping = (target) =>
    target.closest("textarea, select, [contenteditable], dialog") ||
    (target.matches("input") && !["radio", "checkbox"].includes(target.type));

  document.addEventListener("keydown", (event) => {
    if (!desk() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.repeat && !"jk".includes(event.key)) return;
    if (!(event.target instanceof Element) || isTyping(event.target)) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // ---- The pointer ------------------------------------------------------------------------

  document.addEventListener("mousedown", (event) => {
    // Pressing a button of the bar must not take the selection away.
    if (event.target.closest("[data-selection-bar]")) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const spanButton = event.target.closest("[data-span]");
    if (spanButton) setSpan(spanButton.dataset.span, "add" in spanButton.dataset);
    else if (event.target.closest("[data-new-quote]")) newQuote();
    else if (event.target.closest("[data-help]")) help();
    const run = event.target.closest("#story-text [data-quotes]");
    if (run && !selectedSpan()) {
      const ids = run.dataset.quotes.split(" ");
      const next = ids[(ids.indexOf(currentId) + 1) % ids.length];
      makeCurrent(document.getElementById(`quote-${next}`), { scroll: true });
    }
  });

  document.addEventListener("focusin", (event) => {
    const card = event.target.closest(".desk-card");
    if (card && card.dataset.quote !== currentId) makeCurrent(card);
  });

  // Typing a name means choosing by name, unless one of those found is then chosen.
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[name=speaker_name]")) return;
    const typed = event.target.form.querySelector("[name=speaker][value=typed]");
    if (typed && event.target.value.trim()) typed.checked = true;
  });

  // ---- htmx -------------------------------------------------------------------------------

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (/\/login\/?(\?|$)/.test(xhr.responseURL)) {
      event.detail.shouldSwap = false;
      window.location.reload();
    } else if (xhr.status === 409 || xhr.status === 422) {
      // A refusal comes as the card with its message.
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const card = event.target.closest && event.target.closest(".desk-card");
    if (!card) {
      markRuns();
      return;
    }
    if (event.detail.target && event.detail.target.matches(".speaker-options")) return;
    announce(card.dataset.said);
    const opened = card.querySelector(
      "form[data-panel] :is(input:not([type=hidden]), select, textarea)",
    );
    makeCurrent(card, { focus: !opened });
    if (opened) opened.focus();
    settleConfirmed(card);
  });

  // A speaker confirmed on one card is confirmed on all of them.
  function settleConfirmed(card) {
    if (!/ is confirmed\.$/.test(card.dataset.said || "")) return;
    const link = card.querySelector(".card-facts a[href*='/speaker/']");
    const id = link && link.getAttribute("href").match(/speaker\/(\d+)\//);
    if (!id) return;
    for (const stale of document.querySelectorAll(`[data-proposed="${id[1]}"]`)) stale.remove();
  }

  document.addEventListener("htmx:responseError", (event) => {
    announce(
      event.detail.xhr.status === 403
        ? "Your role does not include this; nothing was changed."
        : "The server could not do this; nothing was changed. Reload the page and try again.",
    );
  });
  document.addEventListener("htmx:sendError", () => {
    announce("The server can't be reached; nothing was changed. Try again shortly.");
  });

  document.addEventListener("DOMContentLoaded", () => {
    if (!desk()) return;
    const button = document.querySelector("[data-help]");
    if (button) button.hidden = false;
    const asked = window.location.hash.match(/^#quote-(\d+)$/);
    const card = asked && document.getElementById(asked[0].slice(1));
    if (card) makeCurrent(card, { focus: true, scroll: true });
  });
})();
