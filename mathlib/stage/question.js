// Questions as groups of native radio inputs. Python hears each choice and answers with a sentence,
// which a polite live region reads out. Arrow keys move, Space or Enter chooses: looking through the
// options with the keyboard must not count as answering.

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

function create(kind, className, text) {
  const element = document.createElement(kind);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function moveWithArrows(event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (event.key === "Enter") event.target.click();
  if (!step && event.key !== "Enter") return;
  event.preventDefault();
  event.stopPropagation();
  const all = [...event.currentTarget.querySelectorAll(`input[name="${event.target.name}"]`)];
  if (step) all[(all.indexOf(event.target) + step + all.length) % all.length].focus();
}

function radios(texts, name, letters, choose) {
  return texts.map((text, index) => {
    const label = create("label", "mathlib-option");
    const input = create("input");
    input.type = "radio";
    input.name = name;
    input.dataset.lmSuppressShortcuts = "true";   // counts only on the focused element itself
    input.addEventListener("change", () => choose(index));
    label.append(input, create("span", "", letters ? `(${LETTERS[index]}) ${text}` : text));
    return { label, input };
  });
}

function group(className, legend, options, box) {
  const fieldset = create("fieldset", className);
  fieldset.append(create("legend", "", legend), ...options.map((option) => option.label));
  fieldset.addEventListener("keydown", moveWithArrows);
  box.append(fieldset);
  return options.map((option) => option.input);
}

function question(model, item, k, name) {
  const box = create("div", "mathlib-question");
  const put = (trait) => (index) => {
    model.set(trait, model.get(trait).map((old, j) => (j === k ? index : old)));
    model.save_changes();
  };
  const inputs = {
    chosen: group("mathlib-options", item.prompt, radios(item.options, `${name}-o`, true, put("chosen")), box),
    level: item.levels && item.levels.length
      ? group("mathlib-levels", "How sure are you?", radios(item.levels, `${name}-l`, false, put("level")), box)
      : [],
  };
  const said = create("p", "mathlib-said");
  said.setAttribute("role", "status");
  said.setAttribute("aria-live", "polite");
  box.append(said);
  const update = () => {
    for (const [trait, all] of Object.entries(inputs)) {
      all.forEach((input, index) => { input.checked = model.get(trait)[k] === index; });
    }
    if (said.textContent !== model.get("said")[k]) said.textContent = model.get("said")[k];
  };
  return { box, update };
}

function render({ model, el }) {
  const root = create("div", "mathlib-questions");
  const name = `mathlib-${Math.random().toString(36).slice(2)}`;   // each widget has its own copy of this module,
  const shown = model.get("items").map((item, k) => question(model, item, k, `${name}-${k}`));   // so no counter
  const update = () => shown.forEach((one) => one.update());
  root.append(...shown.map((one) => one.box), create("p", "mathlib-keys", "Arrow keys move, Space chooses, Shift+Enter goes on."));
  el.append(root);
  update();
  const traits = ["chosen", "level", "said"].map((trait) => `change:${trait}`);
  traits.forEach((event) => model.on(event, update));
  const release = leaveByKeys(root);
  return () => { release(); traits.forEach((event) => model.off(event, update)); };
}

export default { render };
