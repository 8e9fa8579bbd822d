// Words of the story: selecting them by pointer or keyboard, and moving a span's ends by word.
window.DeskWords = (() => {
  "use strict";

  const { Desk } = window;
  const MARKS = "“”\"„‟«»‹›‘’'「」『』";
  const NAMES = ["content", "cue", "source"];
  const CALLED = { content: "words", cue: "cue", source: "source" };
  const storyText = () => document.getElementById("story-text");
  const bar = () => document.querySelector("[data-selection-bar]");

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

  // The selection as [start, end), without blanks or a pair of quotation marks at its edges.
  function selectedSpan() {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const text = storyText();
    if (!text || !text.contains(range.startContainer) || !text.contains(range.endContainer)) {
      return null;
    }
    const letters = [...range.toString()];
    let start = offsetOf(range.startContainer, range.startOffset);
    let from = 0;
    let to = letters.length;
    const trim = () => {
      while (from < to && !letters[from].trim()) from += 1;
      while (to > from && !letters[to - 1].trim()) to -= 1;
    };
    trim();
    if (to - from > 2 && MARKS.includes(letters[from]) && MARKS.includes(letters[to - 1])) {
      from += 1;
      to -= 1;
      trim();
    }
    if (from >= to) return null;
    start += from;
    return { start, end: start + (to - from), text: letters.slice(from, to).join("") };
  }

  let picked = null;

  function refreshBar() {
    const element = bar();
    if (!element) return;
    element.hidden = !picked;
    const card = Desk.current();
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
    if (!Desk.root()) return;
    const span = selectedSpan();
    if (!span && bar() && bar().contains(document.activeElement)) return;
    picked = span;
    refreshBar();
  });
  document.addEventListener("desk:current", refreshBar);

  // ---- Spans ------------------------------------------------------------------------------

  // The open edit or correction form if there is one, so that nothing typed in it is lost.
  const spansForm = (card) =>
    card.querySelector("form[data-panel]") || card.querySelector("form[data-spans]");

  const parse = (value) =>
    value
      .split(",")
      .map((part) => part.trim().split(/[-–]/).map(Number))
      .filter((pair) => pair.length === 2 && pair.every(Number.isInteger));
  const written = (spans) => spans.map((pair) => pair.join("-")).join(", ");

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

  function set(name, adds = false) {
    const card = Desk.current();
    const form = card && spansForm(card);
    if (!picked) return Desk.announce("Choose words first.");
    if (!form) return Desk.announce("This quote is not yours to edit as it stands.");
    const input = form.elements.namedItem(name);
    const spans = [...(adds ? parse(input.value) : []), [picked.start, picked.end]];
    input.value = written(united(spans));
    leave();
    if (form.dataset.panel === "correct") {
      form.querySelector("[data-places]").open = true;
      input.focus();
      Desk.announce("Set in the proposed correction. Nothing is saved until you propose it.");
    } else form.requestSubmit();
    return undefined;
  }

  function capture() {
    const form = document.getElementById("new-quote");
    if (!picked) return Desk.announce("Choose words first: Shift and the arrows.");
    if (!form) return Desk.announce("Your role does not include capturing quotes.");
    form.elements.namedItem("content").value = `${picked.start}-${picked.end}`;
    form.requestSubmit();
    return undefined;
  }

  // ---- Moving an end by a word ------------------------------------------------------------

  // Every word as [start, end) in characters, without quotation marks at its edges.
  let known = { text: "", words: [], letters: [] };

  function wordsOf() {
    const text = storyText().textContent;
    if (known.text === text) return known;
    const letters = [...text];
    const words = [];
    let at = 0;
    while (at < letters.length) {
      while (at < letters.length && !letters[at].trim()) at += 1;
      let start = at;
      while (at < letters.length && letters[at].trim()) at += 1;
      let end = at;
      while (start < end && MARKS.includes(letters[start])) start += 1;
      while (end > start && MARKS.includes(letters[end - 1])) end -= 1;
      if (start < end) words.push([start, end]);
    }
    known = { text, words, letters };
    return known;
  }

  let held = "content";
  let waiting = 0;

  function turn() {
    held = NAMES[(NAMES.indexOf(held) + 1) % NAMES.length];
    Desk.announce(`The bracket keys move the ${CALLED[held]} now.`);
  }

  const STOPS = ",.;:!?…，、。；：！？،؛؟।";
  const COMMAS = ",;:，、；：،؛";

  // Where a word's letters end, before what is printed after them.
  function lettersEnd([start, end]) {
    const { letters } = wordsOf();
    let at = end;
    while (at > start && (STOPS + MARKS).includes(letters[at - 1])) at -= 1;
    return at > start ? at : end;
  }

  // Where a span that takes in a word ends: a comma belongs to it only where a mark closes after it.
  function stopOf(word) {
    const { letters } = wordsOf();
    const after = letters.slice(lettersEnd(word), word[1]);
    if (after.some((letter) => MARKS.includes(letter))) return lettersEnd(word);
    const closes = word[1] < letters.length && MARKS.includes(letters[word[1]]);
    return closes || !after.some((letter) => COMMAS.includes(letter)) ? word[1] : lettersEnd(word);
  }

  function moved(span, edge, where) {
    const { words } = wordsOf();
    const [start, end] = span;
    if (edge === "end" && where === "on") {
      const next = words.find((word) => lettersEnd(word) > end);
      return next ? [start, stopOf(next)] : span;
    }
    if (edge === "end") {
      const last = words.filter((word) => stopOf(word) < end && stopOf(word) > start).pop();
      return last ? [start, stopOf(last)] : span;
    }
    if (where === "back") {
      const before = words.filter((word) => word[0] < start).pop();
      return before ? [before[0], end] : span;
    }
    const next = words.find((word) => word[0] > start && word[0] < end);
    return next ? [next[0], end] : span;
  }

  // The steps that an end was moved by, for the way back.
  const trail = [];

  // A step back goes exactly to where the step on came from, wherever that was.
  function stepped(quote, span, how) {
    const [edge, where] = how.split(" ");
    const turned = [quote, held, edge, where === "on" ? "back" : "on"].join(" ");
    const last = trail[trail.length - 1];
    if (last && last.key === turned && written([last.after]) === written([span])) {
      trail.pop();
      return last.before;
    }
    const after = moved(span, edge, where);
    if (after !== span) trail.push({ key: [quote, held, edge, where].join(" "), before: span, after });
    return after;
  }

  // The words change at once; what was pressed in one go is sent in one request.
  function nudge(how) {
    const card = Desk.current();
    const form = card && spansForm(card);
    if (!form) return Desk.announce("This quote is not yours to edit as it stands.");
    const input = form.elements.namedItem(held);
    const spans = parse(input.value);
    if (!spans.length) return Desk.announce(`This quote has no ${CALLED[held]} to move.`);
    const place = how.startsWith("end") ? spans.length - 1 : 0;
    spans[place] = stepped(card.dataset.quote, spans[place], how);
    input.value = written(united(spans));
    preview(card, parse(input.value));
    window.clearTimeout(waiting);
    if (form.dataset.panel) form.dispatchEvent(new Event("change", { bubbles: true }));
    else waiting = window.setTimeout(() => send(card.dataset.quote), 450);
    return undefined;
  }

  function preview(card, spans) {
    const { letters } = wordsOf();
    const pieces = spans.map(([start, end]) => letters.slice(start, end).join(""));
    if (held === "content") {
      card.querySelector(".card-words").replaceChildren(
        ...pieces.flatMap((piece) => {
          const shown = document.createElement("span");
          shown.textContent = `“${piece}”`;
          return [shown, " "];
        }),
      );
    }
    Desk.announce(`${CALLED[held]}: ${pieces.join(" … ")}`);
  }

  function send(id) {
    waiting = 0;
    const card = Desk.cardOf(id);
    const form = card && card.querySelector("form[data-spans]");
    if (!form) return;
    if (card.hasAttribute("data-busy")) waiting = window.setTimeout(() => send(id), 100);
    else form.requestSubmit();
  }

  // What still waits to be sent goes before anything else is done with the quote.
  const isPending = () => waiting !== 0;
  function settle() {
    if (!isPending()) return;
    window.clearTimeout(waiting);
    send(Desk.current().dataset.quote);
  }

  // ---- Choosing words by keyboard ---------------------------------------------------------

  let caret = null; // the words from `anchor` to `at`, by their number

  const isChoosing = () => caret !== null;

  function choose() {
    const { words } = wordsOf();
    if (!words.length) return;
    Desk.pane("text");
    const run = document.querySelector("#story-text .is-current");
    const from = run ? Number(run.dataset.start) : 0;
    const at = Math.max(0, words.findIndex((word) => word[1] > from));
    caret = { anchor: at, at };
    document.querySelector(".story-scroll").focus({ preventScroll: true });
    document.querySelector(".story-scroll").classList.add("is-choosing");
    draw("Choosing words. ");
  }

  function leave() {
    window.getSelection().removeAllRanges();
    picked = null;
    refreshBar();
    if (!isChoosing()) return;
    caret = null;
    document.querySelector(".story-scroll").classList.remove("is-choosing");
    const card = Desk.current();
    if (card) card.focus({ preventScroll: true });
  }

  const ENDS = /[.!?…]["”’'»)\]]*$/;

  function toSentence(at, by) {
    const { words, letters } = wordsOf();
    const ends = (place) => {
      const [start, end] = words[place];
      const next = words[place + 1];
      const gap = letters.slice(end, next ? next[0] : letters.length).join("");
      return ENDS.test(letters.slice(start, end).join("")) || /\n\s*\n/.test(gap);
    };
    let place = at + by;
    if (by > 0) {
      while (place < words.length && !ends(place - 1)) place += 1;
    } else {
      while (place > 0 && !ends(place - 1)) place -= 1;
    }
    return Math.min(words.length - 1, Math.max(0, place));
  }

  // With Shift down a whole sentence is taken up to its last word, without it one lands on its first.
  function move(how, extends_) {
    const { words } = wordsOf();
    const [unit, where] = how.split(" ");
    const by = where === "on" ? 1 : -1;
    let at = caret.at;
    if (unit === "word") at = Math.min(words.length - 1, Math.max(0, at + by));
    else if (extends_ && by > 0) {
      const next = toSentence(at + (at > caret.anchor ? 1 : 0), 1);
      at = next === words.length - 1 ? next : Math.max(at, next - 1);
    } else at = toSentence(at, by);
    caret = { anchor: extends_ ? caret.anchor : at, at };
    draw();
  }

  function draw(before = "") {
    const { words, letters } = wordsOf();
    const start = words[Math.min(caret.anchor, caret.at)][0];
    const end = words[Math.max(caret.anchor, caret.at)][1];
    const range = document.createRange();
    range.setStart(...pointAt(start));
    range.setEnd(...pointAt(end));
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    picked = { start, end, text: letters.slice(start, end).join("") };
    refreshBar();
    const pane = document.querySelector(".story-scroll");
    const box = range.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    if (pane.scrollHeight > pane.clientHeight + 1) {
      if (box.top < frame.top + 40) pane.scrollTop += box.top - frame.top - 60;
      else if (box.bottom > frame.bottom - 40) pane.scrollTop += box.bottom - frame.bottom + 60;
    } else if (box.top < 80 || box.bottom > window.innerHeight - 80) {
      window.scrollBy(0, box.top - window.innerHeight / 3);
    }
    Desk.announce(before + picked.text);
  }

  // The text node and the index in it where a character stands.
  function pointAt(place) {
    const { letters } = wordsOf();
    let units = letters.slice(0, place).join("").length;
    const walker = document.createTreeWalker(storyText(), NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (node && units > node.length) {
      units -= node.length;
      node = walker.nextNode();
    }
    return [node, units];
  }

  // ---- The pointer ------------------------------------------------------------------------

  document.addEventListener("mousedown", (event) => {
    // Pressing a button of the bar must not take the selection away.
    if (event.target.closest("[data-selection-bar]")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-span]");
    if (button) set(button.dataset.span, "add" in button.dataset);
    else if (event.target.closest("[data-new-quote]")) capture();
  });

  return { set, capture, nudge, turn, choose, leave, move, isChoosing, isPending, settle };
})();
