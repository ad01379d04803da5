// Controls: one function each; each leaves in view.boxes a function (value, disabled) -> shown.

// Enter always sends, also what was refused before and what a script filled in; leaving the box sends what is new.
function onEntered(box, send) {
  let sent = null;
  const once = () => {
    if (box.value !== sent) {
      sent = box.dataset.before = box.value;
      send();
    }
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      sent = null;
      once();
    }
  });
  box.addEventListener("change", once);
  box.addEventListener("focus", () => {
    sent = null;
    box.dataset.before = box.value;
  }); // Esc brings this back
}

// Many changes in one frame, as of a slider on a quick machine, are asked for once.
function oncePerFrame(ask) {
  let waiting = 0;
  return () => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      ask();
    });
  };
}

const BUILD = {
  button(view, control) {
    const node = make("button", { type: "button", "data-action": control.action, ...OWN_KEYS }, view.bar);
    make("span", {}, node, control.label);
    if (control.key) {
      node.setAttribute("aria-keyshortcuts", control.key);
      node.title = `${control.title || control.label} (key ${control.key.toUpperCase()})`;
    }
    // aria-disabled, not disabled: a button that goes grey under the finger must not throw the focus away.
    node.addEventListener("click", () => {
      if (control.repeat && node.getAttribute("aria-disabled") === "true") return; // others say why they can do nothing
      if (control.repeat) view.talk.start(control);
      else {
        view.talk.stop();
        view.talk.ask(control.action);
      }
    });
    const show = (_, disabled) => node.setAttribute("aria-disabled", String(disabled && !view.talk.running));
    view.boxes[control.action] = show;
  },

  toggle(view, control) {
    BUILD.button(view, control);
    const node = view.bar.lastChild,
      show = view.boxes[control.action];
    view.boxes[control.action] = (value, disabled) => {
      node.setAttribute("aria-pressed", String(Boolean(value)));
      show(value, disabled);
    };
  },

  slider(view, control) {
    const label = make("label", { class: control.wide ? "ms-field ms-wide" : "ms-field" }, view.bar);
    make("span", {}, label, control.label);
    const logarithmic = [Math.log10, (v) => Number((10 ** v).toPrecision(3))];
    const [to, from] = control.log ? logarithmic : [(v) => v, (v) => Number(v.toPrecision(6))];
    const [low, high] = [to(control.low), to(control.high)];
    const named = { "data-action": control.action, "aria-label": control.label, ...OWN_KEYS };
    const range = make(
      "input",
      { type: "range", min: low, max: high, step: control.step || (high - low) / 200, ...named },
      label,
    );
    const box = make(
      "input",
      {
        type: "text",
        inputmode: "decimal",
        class: "ms-box",
        "aria-label": `${control.label}, exact value`,
        ...OWN_KEYS,
      },
      label,
    );
    const say = (value) => range.setAttribute("aria-valuetext", short(value));
    let moved = false; // and not yet asked for
    const ask = oncePerFrame(() => {
      moved = false;
      view.talk.ask(control.action, from(Number(range.value)));
    });
    range.addEventListener("input", () => {
      moved = true;
      const value = from(Number(range.value));
      say(value);
      box.value = short(value).replaceAll("−", "-");
      ask();
    });
    onEntered(box, () => view.talk.ask(control.action, box.value));
    const fill = (value) => {
      // what is half typed stays
      const inside = document.activeElement === box;
      if (inside && box.value !== box.dataset.before) return;
      box.value = box.dataset.before = inside ? String(value) : short(value).replaceAll("−", "-");
    };
    view.boxes[control.action] = (value, disabled) => {
      // an answer to the question before does not take the slider back from under the hand
      if (known(value) && !moved && !view.talk.pending(control.action)) {
        range.value = to(value);
        say(value);
        fill(value);
      }
      range.disabled = box.disabled = disabled;
    };
  },

  choice(view, control) {
    const label = make("label", { class: "ms-field" }, view.bar);
    make("span", {}, label, control.label);
    const node = make("select", { "data-action": control.action, "aria-label": control.label, ...OWN_KEYS }, label);
    for (const name of control.options) make("option", { value: name }, node, name);
    node.addEventListener("change", () => {
      view.talk.stop();
      view.talk.ask(control.action, node.value);
    });
    view.boxes[control.action] = (value, disabled) => {
      node.value = value;
      node.disabled = disabled;
    };
  },

  entry(view, control) {
    const label = make("label", { class: "ms-field ms-entry" }, view.bar);
    make("span", {}, label, control.label);
    const node = make(
      "input",
      {
        type: "text",
        placeholder: control.hint,
        spellcheck: "false",
        autocomplete: "off",
        "data-action": control.action,
        "aria-label": control.label,
        ...OWN_KEYS,
      },
      label,
    );
    onEntered(node, () => {
      view.talk.stop();
      view.talk.ask(control.action, node.value);
    });
    view.boxes[control.action] = (value, disabled) => {
      if (document.activeElement !== node || !node.value) node.value = value || "";
      node.disabled = disabled;
    };
  },
};

// A key that is a control's own presses it, or moves its slider.
function pressByKey(view, event) {
  for (const control of view.model.get("controls")) {
    const node = view.root.querySelector(`[data-action="${control.action}"]`);
    if (control.key && event.key.toLowerCase() === control.key) {
      node.click();
      return true;
    }
    const way = (control.keys || "").indexOf(event.key);
    if (way >= 0 && event.key.length === 1) {
      if (!node.disabled) {
        node.value = Number(node.value) + (2 * way - 1) * 5 * Number(node.step);
        node.dispatchEvent(new Event("input"));
      }
      return true;
    }
  }
  return false;
}

function keyHelp(model) {
  const controls = model.get("controls"),
    panels = model.get("panels");
  const named = controls
    .filter((control) => control.key)
    .map((control) => `${control.key.toUpperCase()} ${control.label.toLowerCase()}`);
  const sliders = controls
    .filter((control) => control.keys)
    .map((control) => `${control.keys[0]} ${control.keys[1]} ${control.label}`);
  const hand = panels.some((panel) => panel.place) ? "arrows move (Shift: finely)" : "";
  const turn = panels.some((panel) => panel.kind === "solid") ? "arrows turn the box, Home turns it back" : "";
  const ways = [hand, turn, ...named, ...sliders, "Esc back to the cell", "Shift+Enter on to the next"];
  return `Keys: ${ways.filter(Boolean).join(" · ")}`;
}
