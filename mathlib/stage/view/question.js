// Questions as groups of native radio inputs. Python hears each choice and answers with a sentence, which a polite live
// region reads out. Arrow keys move, Space, Enter or the option's letter chooses: looking through the options with the
// keyboard must not count as answering.

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const UNHEARD = "To answer: run this cell (Shift+Enter), then choose.";

function radios(texts, name, letters, choose) {
  return texts.map((text, index) => {
    const label = make("label", { class: "mathlib-option" });
    const input = make("input", { type: "radio", name, ...OWN_KEYS }, label);
    input.addEventListener("change", () => choose(index));
    make("span", {}, label, letters ? `(${LETTERS[index]}) ${text}` : text);
    return { label, input };
  });
}

function moveByKeys(event, inputs, letters) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key],
    at = inputs.indexOf(event.target);
  const named = letters && event.key.length === 1 ? LETTERS.indexOf(event.key.toLowerCase()) : -1;
  if (step) inputs[(at + step + inputs.length) % inputs.length].focus();
  else if (event.key === "Enter" && at >= 0) event.target.click();
  else if (inputs[named]) {
    inputs[named].focus();
    inputs[named].click();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function group(className, legend, options, letters, box) {
  const fieldset = make("fieldset", { class: className, tabindex: -1, ...OWN_KEYS }, box);
  make("legend", {}, fieldset, legend);
  const inputs = options.map((option) => {
    fieldset.append(option.label);
    return option.input;
  });
  fieldset.addEventListener("keydown", (event) => moveByKeys(event, inputs, letters));
  fieldset.addEventListener("pointerdown", () =>
    requestAnimationFrame(() => {
      // the next letter is meant for this one
      if (!fieldset.contains(document.activeElement)) fieldset.focus({ preventScroll: true });
    }),
  );
  return inputs;
}

function question(model, item, k, name) {
  const box = make("div", { class: "mathlib-question" });
  const put = (trait) => (index) => {
    model.set(
      trait,
      model.get(trait).map((old, j) => (j === k ? index : old)),
    );
    model.save_changes();
  };
  const levels = item.levels || [];
  const inputs = {
    chosen: group("mathlib-options", item.prompt, radios(item.options, `${name}-o`, true, put("chosen")), true, box),
    level: levels.length
      ? group("mathlib-levels", "How sure are you?", radios(levels, `${name}-l`, false, put("level")), false, box)
      : [],
  };
  const said = make("p", { class: "mathlib-said", role: "status", "aria-live": "polite" }, box);
  const update = () => {
    for (const [trait, all] of Object.entries(inputs))
      all.forEach((input, index) => {
        input.checked = model.get(trait)[k] === index;
      });
    const words = model.get("said")[k];
    if (said.textContent !== words) said.textContent = words;
    said.classList.toggle("mathlib-right", words.startsWith("✓"));
  };
  return { box, update };
}

function render({ model, el }) {
  const root = make("div", { class: "mathlib-questions", tabindex: -1, ...OWN_KEYS }, el);
  // Each widget has its own copy of this module, so that a counter would give the same name twice.
  const name = `mathlib-${Math.random().toString(36).slice(2)}`;
  const shown = model.get("items").map((item, k) => question(model, item, k, `${name}-${k}`));
  const update = () => shown.forEach((one) => one.update());
  root.append(...shown.map((one) => one.box));
  const asleep = make("p", { class: "mathlib-said" }, root);
  make("p", { class: "mathlib-keys" }, root, "Arrow keys move, Space or a letter chooses, Shift+Enter goes on.");
  update();
  const traits = ["chosen", "level", "said"].map((trait) => `change:${trait}`);
  traits.forEach((event) => model.on(event, update));
  const release = atHome(root),
    unwatch = watchLife(model, (live) => {
      asleep.textContent = live ? "" : UNHEARD;
    });
  return () => {
    release();
    unwatch();
    traits.forEach((event) => model.off(event, update));
  };
}

export default { render };
