// <input data-suggest="/address">: who may be meant, under the box, while a name is being typed. A combobox with a
// listbox as ARIA has it: arrows to look through, Enter to open, Escape to close; without a choice Enter searches as
// ever. The answer is JSON: {"people": [{"name", "about", "ref", "now", "href"}], "more": true}.
import { BACKGROUND } from "./clock.js";

const PAUSE = 300; // after the last key, in milliseconds
const FROM = 2; // letters

export function startSuggest(input) {
  const place = document.createElement("div");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let timer;
  let asked;
  let at = -1;

  place.className = "homeward-suggest";
  input.before(place);
  place.append(input, list, status);
  list.id = `${input.id}-people`;
  list.className = "homeward-suggest__list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People found");
  status.className = "govuk-visually-hidden";
  status.setAttribute("role", "status");
  const said = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(said)) input.setAttribute(name, value);

  const options = () => [...list.children];

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    choose(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function choose(number) {
    at = number;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    const chosen = options()[at];
    if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
    else input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  function open(option) {
    if (option.dataset.href) location.assign(option.dataset.href);
    else input.form.requestSubmit();
  }

  function line(text, kind) {
    const part = document.createElement("span");
    part.className = kind;
    part.textContent = text;
    return part;
  }

  function add(href, parts) {
    const option = document.createElement("li");
    option.id = `${list.id}-${list.children.length}`;
    option.className = "homeward-suggest__option";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    if (href) option.dataset.href = href;
    option.append(...parts.flatMap((part) => [part, " "])); // read out as words apart
    option.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    option.addEventListener("click", () => open(option));
    list.append(option);
  }

  function show({ people, more }) {
    list.replaceChildren();
    for (const one of people) {
      const parts = [line(one.name, "homeward-suggest__name"), line(one.about, "homeward-suggest__about")];
      parts.push(line(one.ref, "homeward-suggest__about"));
      if (one.now) {
        const away = one.now === "Missing now" ? "govuk-tag--red" : "govuk-tag--orange";
        parts.push(line(one.now, `govuk-tag ${away}`));
      }
      add(one.href, parts);
    }
    if (more) add("", [line("Show all that are found", "homeward-suggest__name")]);
    choose(-1);
    list.hidden = people.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    const number = `${more ? "More than " : ""}${people.length} ${people.length === 1 ? "person" : "people"} found`;
    status.textContent = list.hidden ? "Nobody found" : `${number}. Look through them with the up and down arrows`;
  }

  async function ask() {
    const text = input.value.trim();
    if (text.length < FROM) return close();
    asked?.abort();
    asked = new AbortController();
    const address = new URL(input.dataset.suggest, location.href);
    address.searchParams.set("q", text);
    try {
      const response = await fetch(address, { headers: BACKGROUND, redirect: "manual", signal: asked.signal });
      if (!response.ok) throw new Error(String(response.status));
      const answer = await response.json();
      if (input.value.trim() === text && document.activeElement === input) show(answer);
    } catch (problem) {
      if (problem.name !== "AbortError") close(); // the button searches, and says what is wrong
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const number = options().length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (list.hidden || event.isComposing) {
      if (event.key === "ArrowDown") ask();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault(); // below the last and above the first stands what was typed
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      choose(next >= number ? -1 : next < -1 ? number - 1 : next);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      open(options()[at]);
    }
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
}
