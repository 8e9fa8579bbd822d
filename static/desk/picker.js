// The speaker picker: a list under the name that is typed, worked by arrows, Enter and Escape.
window.DeskPicker = (() => {
  "use strict";

  const { Desk } = window;
  const WAIT = 150;
  let asked = 0;

  const listOf = (input) => document.getElementById(`${input.id}-list`);
  const options = (list) => [...list.querySelectorAll("[role=option]")];
  const active = (list) => list.querySelector("[aria-selected=true]");

  function enhance(form) {
    const input = form.querySelector("[data-picker-input]");
    if (!input || input.hasAttribute("role")) return;
    const list = listOf(input);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    const fallback = form.querySelector("[data-typed]");
    if (fallback) fallback.classList.add("is-quiet");
    let timer = 0;
    input.addEventListener("input", () => {
      window.clearTimeout(timer);
      asked += 1; // what was found for fewer letters is not to be chosen any more
      close(input);
      choose(form, "typed");
      timer = window.setTimeout(() => find(input), WAIT);
    });
    input.addEventListener("focus", () => {
      if (!input.value) find(input);
    });
    input.addEventListener("blur", () => window.setTimeout(() => close(input), 150));
    input.addEventListener("keydown", (event) => keyed(event, input));
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      event.preventDefault();
      if (option) take(input, option);
    });
  }

  async function find(input) {
    const address = input.closest("[data-picker]").dataset.picker;
    const turn = ++asked;
    try {
      const response = await fetch(`${address}&speaker_name=${encodeURIComponent(input.value)}`, {
        credentials: "same-origin",
      });
      if (!response.ok || /\/login\/?(\?|$)/.test(response.url)) throw new Error();
      const html = await response.text();
      if (turn === asked && input.isConnected) showList(input, html);
    } catch {
      Desk.announce("The register can’t be reached. Type the whole name, and save.");
    }
  }

  function showList(input, html) {
    const list = listOf(input);
    list.innerHTML = html;
    const found = options(list);
    found.forEach((option, place) => {
      option.id = `${list.id}-${place}`;
    });
    const isOpen = found.length > 0 && document.activeElement === input;
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) point(input, found[0]);
    if (isOpen) Desk.announce(`${found.length} to choose from.`);
  }

  function point(input, option) {
    const list = listOf(input);
    for (const other of options(list)) other.setAttribute("aria-selected", String(other === option));
    input.setAttribute("aria-activedescendant", option.id);
    const below = option.offsetTop + option.offsetHeight - list.clientHeight;
    list.scrollTop = Math.max(below, Math.min(list.scrollTop, option.offsetTop));
  }

  function close(input) {
    const list = listOf(input);
    if (!list) return;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function keyed(event, input) {
    const list = listOf(input);
    const found = options(list);
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      if (list.hidden) find(input);
      else {
        const by = event.key === "ArrowDown" ? 1 : -1;
        point(input, found[(found.indexOf(active(list)) + by + found.length) % found.length]);
      }
    } else if (list.hidden) return;
    else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      asked += 1; // what is on its way does not open the list again
      close(input);
    } else if (event.key === "Enter" && active(list)) {
      event.preventDefault();
      take(input, active(list));
    }
  }

  // Where the speaker is all that is asked, choosing is saving.
  function take(input, option) {
    const { form } = input;
    input.value = option.dataset.name;
    choose(form, option.dataset.value, option.querySelector(".option-name").textContent);
    close(input);
    asked += 1;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    if (form.dataset.part === "speaker") form.requestSubmit();
    else Desk.announce(`${option.querySelector(".option-name").textContent} is chosen.`);
  }

  function choose(form, value, label = "") {
    const radio = offer(form, value, label);
    if (radio) radio.checked = true;
  }

  // The radio button of a speaker; one that only the list showed gets its own.
  function offer(form, value, label) {
    const find = () =>
      [...form.querySelectorAll("[name=speaker]")].find((radio) => radio.value === value);
    if (!find() && label) {
      const holder = document.createElement("label");
      holder.className = "desk-option";
      const radio = Object.assign(document.createElement("input"), {
        type: "radio", name: "speaker", value,
      });
      const name = document.createElement("span");
      name.textContent = label;
      holder.append(radio, " ", name);
      form.querySelector(".speaker-options").append(holder);
    }
    const found = find();
    if (found && label && value.startsWith("new:")) {
      found.closest("label").querySelector("span").textContent = label;
    }
    return found;
  }

  Desk.whenCardComes((card) => {
    const form = card.querySelector("form[data-panel]");
    if (!form) return;
    enhance(form);
    const input = form.querySelector("[data-picker-input]");
    if (document.activeElement === input && !input.value) find(input);
  });

  return { offer };
})();
