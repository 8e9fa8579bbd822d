// The keyboard of the desk. Its keys stand in the help on the page, which is one table on the server:
// a row names an act of `ACTS` and what it is done with.
(() => {
  "use strict";

  const { Desk, DeskWords: words } = window;

  const NOT_OPEN = "That is not open to you for this quote.";

  function inCard(selector) {
    const card = Desk.current();
    const found = card && card.querySelector(selector);
    if (!found) Desk.announce(NOT_OPEN);
    return found;
  }

  function unfold(details) {
    for (const other of Desk.current().querySelectorAll("details.card-move[open]")) {
      if (other !== details) other.open = false;
    }
    details.open = true;
    const keyed = details.querySelector("[data-answer-key]");
    const written = details.querySelector("textarea, input[type=text], select");
    // Where answers have keys of their own, the focus stays outside of the text fields.
    if (keyed) Desk.current().focus({ preventScroll: true });
    else if (written) written.focus();
    details.scrollIntoView({ block: "nearest" });
    if (keyed) Desk.announce(`${details.querySelector("summary").textContent.trim()}: answer by the keys shown.`);
  }

  // Whatever bears the name: a form is sent, a decision that asks is opened, a link or button pressed.
  function press(found) {
    if (!found) return;
    // On a narrow screen the story may hide the card; what is about to open is in the card.
    if (!found.matches("form")) Desk.pane("cards");
    if (found.matches("form")) found.requestSubmit();
    else if (found.matches("details")) unfold(found);
    else found.click();
  }

  const openAsk = () => Desk.asks(Desk.current());

  function decide() {
    const form = openAsk() && openAsk().querySelector("form");
    if (!form) return;
    const open = [...form.querySelectorAll("[data-required]:not([hidden])")].filter(
      (question) => !question.querySelector(":checked"),
    );
    const basis = form.querySelectorAll("[name=basis]");
    const note = form.querySelector("textarea, input[type=text]");
    const needsReason = form.querySelector("[name=reason]") && !note.value.trim();
    if (basis.length && ![...basis].some((radio) => radio.checked)) {
      Desk.announce("Say what you held the quote against.");
    } else if (open.length) {
      Desk.announce(`Not answered yet: ${open.length}. ${open[0].querySelector("span").textContent}`);
    } else if (needsReason) note.focus();
    else form.requestSubmit(form.querySelector(":scope > button[type=submit]"));
  }

  function leave() {
    const card = Desk.current();
    if (words.isChoosing()) {
      words.leave();
      Desk.announce("Left the story.");
      return;
    }
    if (!card) return;
    const ask = openAsk();
    const panel = card.querySelector("form[data-panel]");
    if (ask) ask.open = false;
    else if (panel) Desk.load(card, "", { scroll: false });
    if (ask || panel) Desk.announce("Left. What you put in is kept for when you come back to it.");
    card.focus({ preventScroll: true });
  }

  // The quote at hand may be the next one by now: then the one decided last comes back first.
  async function undo(verb) {
    const form = `[data-move="${verb}"]`;
    const here = Desk.current();
    const last = Desk.lastDecided();
    if (!(here && here.querySelector(form)) && last && last !== here) await Desk.go(last);
    press(inCard(form));
  }

  // A question that hangs on the basis is asked once that basis is chosen; two answers exclude one another.
  document.addEventListener("change", ({ target }) => {
    if (!target.form || !target.closest(".desk-card, .bulk-ask")) return;
    if (target.name === "basis") {
      for (const question of target.form.querySelectorAll("[data-when]")) ask(question, target.value);
    } else if (target.name === "answers" && target.checked) {
      for (const box of target.closest("[data-question]")?.querySelectorAll("input") || []) {
        if (box !== target) box.checked = false;
      }
    }
  });

  function ask(question, basis) {
    question.hidden = question.dataset.when !== basis;
    for (const box of question.querySelectorAll("input")) {
      box.disabled = question.hidden;
      if (question.hidden) box.checked = false;
    }
  }

  Desk.whenCardComes((card) => {
    for (const question of card.querySelectorAll("[data-when]")) {
      const basis = question.closest("form").querySelector("[name=basis]:checked");
      ask(question, basis ? basis.value : "");
    }
  });

  function help() {
    const dialog = document.querySelector("[data-help-dialog]");
    if (!dialog || dialog.open) return;
    dialog.showModal();
    // Its only button is at its end: it is read from the top, and arrows scroll it.
    dialog.focus();
    dialog.scrollTop = 0;
  }

  const ACTS = {
    step: (verb) => Desk.step(verb),
    move: (verb) => press(inCard(`[data-move="${verb}"]`)),
    press: (verb) => press(inCard(`[data-press="${verb}"]`)),
    answer: (_, key) => {
      const found = openAsk().querySelector(`[data-answer-key="${key}"]`);
      const unasked = found && found.closest("[data-question]")?.querySelector("[data-unasked]");
      if (!unasked || found.checked === unasked.checked) return found && found.click();
      // Once more: it does not apply; and once more: not answered.
      if (found.checked) found.click();
      unasked.click();
      return undefined;
    },
    undo,
    decide,
    leave,
    nudge: (verb) => words.nudge(verb),
    turn: () => words.turn(),
    choose: () => words.choose(),
    caret: (verb, _, event) => words.move(verb, event.shiftKey),
    capture: () => words.capture(),
    set: (verb) => words.set(verb),
    pane: () => Desk.pane(Desk.root().dataset.shown === "text" ? "cards" : "text"),
    help,
  };

  // ---- The table, as the page has it -------------------------------------------------------

  const table = new Map();

  function read() {
    for (const row of document.querySelectorAll("[data-help-dialog] [data-keys]")) {
      for (const key of row.dataset.keys.split(" ")) {
        table.set(`${row.dataset.where} ${key}`, row.dataset);
      }
    }
  }

  const isTyping = (target) =>
    target.closest("textarea, select, [contenteditable]") ||
    (target.matches("input") && !["radio", "checkbox"].includes(target.type));

  const REPEATS = new Set(["step", "nudge", "caret"]);
  const STAYS = new Set(["step", "help", "pane"]);

  function rowFor(event) {
    const { key, target } = event;
    if (isTyping(target)) return typed(event);
    if (words.isChoosing()) return table.get(`text ${key}`);
    if (key === "Escape") return table.get("answers Escape");
    if (isTheirOwn(event)) return null;
    const row = table.get(`desk ${key}`);
    if (!openAsk()) return row;
    return table.get(`answers ${key}`) || (row && STAYS.has(row.does) ? row : null);
  }

  // While something is typed, letters are letters.
  function typed(event) {
    if (event.key === "Escape") return table.get("answers Escape");
    if (event.key !== "Enter") return null;
    const { target } = event;
    const form = target.form;
    if (form && target.matches("select") && (form.dataset.panel || "sends" in target.dataset)) return { does: "send" };
    if (form && target.matches("textarea") && (event.ctrlKey || event.metaKey)) return { does: "send" };
    return null;
  }

  // What buttons, links and scrolled panes do with a key themselves.
  function isTheirOwn({ key, target }) {
    if (key === "Enter") return target.closest("a, button, summary");
    if (!key.startsWith("Arrow")) return false;
    return target.matches("[type=radio], .story-scroll, [data-card-list], summary");
  }

  document.addEventListener("keydown", (event) => {
    if (!Desk.root() || event.defaultPrevented || event.isComposing) return;
    if (!(event.target instanceof Element) || event.target.closest("dialog")) return;
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if ((event.ctrlKey || event.metaKey || event.altKey) && !sends) return;
    const row = rowFor(event);
    if (row ? row.does !== "send" && hasToWait(row) : isForLater(event)) {
      event.preventDefault();
      if (!event.repeat) wait(event);
      return;
    }
    if (!row || (event.repeat && !REPEATS.has(row.does))) return;
    event.preventDefault();
    act(row, event, event.target);
  });

  function act(row, event, target) {
    if (row.does === "send") target.form.requestSubmit();
    else ACTS[row.does](row.verb, event.key, event);
  }

  // ---- Keys pressed before the quote at hand has come --------------------------------------

  // They wait for it, in their order. They are dropped if something went wrong; and what was pressed
  // for one quote is never done to the next.
  let late = [];

  const STEPS = new Set(["step", "help", "pane", "caret"]);
  const OF_NO_QUOTE = new Set([...STEPS, "undo"]);
  const SPANS = new Set(["nudge", "turn"]);

  const isOnItsWay = () => Desk.current()?.getAttribute("aria-busy") === "true";

  // A span that was moved is saved before the next thing is done with its quote.
  const isUnsaved = (row) => words.isPending() && !SPANS.has(row.does);

  function hasToWait(row) {
    return late.length > 0 || isUnsaved(row) || (isOnItsWay() && !STEPS.has(row.does));
  }

  // A key that means nothing yet, such as an answer to what is not asked until the card is here.
  function isForLater(event) {
    if (!(late.length || isOnItsWay()) || isTyping(event.target) || isTheirOwn(event)) return false;
    return table.has(`answers ${event.key}`) || table.has(`text ${event.key}`);
  }

  function wait({ key, shiftKey, ctrlKey, metaKey }) {
    late.push({ key, shiftKey, ctrlKey, metaKey, quote: Desk.current()?.dataset.quote });
    queueMicrotask(catchUp);
  }

  function catchUp() {
    while (late.length && !isOnItsWay()) {
      const { quote, ...pressed } = late[0];
      const target = document.activeElement || document.body;
      const row = rowFor({ ...pressed, target });
      if (row && isUnsaved(row)) words.settle();
      else {
        late.shift();
        const isMeant = row && (OF_NO_QUOTE.has(row.does) || Desk.current()?.dataset.quote === quote);
        if (isMeant) act(row, pressed, target);
      }
    }
  }

  const drop = () => {
    late = [];
  };

  Desk.whenCardComes((card) => {
    if (card.dataset.quote === late[0]?.quote) {
      // Once it is decided, a second press of the same key is not meant for what comes then.
      if (card.dataset.decided) late = late.filter(({ key }) => OF_NO_QUOTE.has(table.get(`desk ${key}`)?.does));
      else if ("trouble" in card.dataset) drop();
    }
    // After all that a card's coming brings about: the desk may go on to the next.
    queueMicrotask(catchUp);
  });
  for (const lost of ["htmx:sendError", "htmx:timeout", "htmx:responseError", "desk:failed", "desk:signed-out"]) {
    document.addEventListener(lost, drop);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) help();
  });
  document.addEventListener("DOMContentLoaded", () => {
    if (!Desk.root()) return;
    read();
    Desk.root().dataset.listens = "";
  });
})();
