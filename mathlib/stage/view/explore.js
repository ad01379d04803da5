// Words around sliders: a name for every slider, a text for its value, alternative text for the picture, sentences
// below it. The sliders are those of ipywidgets, which has no names for them; this view stands in the same box.

const PATIENCE = 300; // frames until the box must be on the page
const UNMOVED = "This is how it stood when it was saved. For a slider to change it: run this cell (Shift+Enter).";

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes))
    // only what differs: each change wakes the observer
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

function nameControls(box) {
  for (const control of box.querySelectorAll(".widget-slider")) {
    const name = control.querySelector(".widget-label")?.textContent || "slider";
    const readout = control.querySelector(".widget-readout");
    for (const handle of control.querySelectorAll("[role=slider]"))
      set(handle, { ...OWN_KEYS, "aria-label": name, ...(readout && { "aria-valuetext": readout.textContent }) });
    if (readout) set(readout, { ...OWN_KEYS, role: "textbox", "aria-label": `${name}, exact value` });
  }
  for (const control of box.querySelectorAll("select, input")) set(control, OWN_KEYS);
}

function follow(model, box) {
  const name = () => {
    nameControls(box);
    for (const picture of box.querySelectorAll("img")) set(picture, { alt: model.get("alt") });
  };
  const observer = new MutationObserver(name);
  observer.observe(box, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["aria-valuetext", "aria-valuenow"],
  });
  model.on("change:alt", name);
  name();
  const release = atHome(box);
  return () => {
    release();
    observer.disconnect();
    model.off("change:alt", name);
  };
}

export default {
  render({ model, el }) {
    const words = make("div", { class: "mathlib-stage" }, el);
    const said = make("p", { "aria-live": "polite" }, words),
      problem = make("p", { class: "ms-problem", role: "alert" }, words);
    let asleep = false;
    const tell = () => {
      said.textContent = model.get("said");
      problem.textContent = model.get("problem") || (asleep ? UNMOVED : "");
    };
    model.on("change:said change:problem", tell);
    tell();
    const unwatch = watchLife(model, (live) => {
      asleep = !live;
      tell();
    });

    let stop = () => {},
      frames = 0,
      asked = 0;
    const find = () => {
      // the view is drawn before it is on the page
      const box = el.closest(".mathlib-explore");
      if (box) stop = follow(model, box);
      else if ((frames += 1) < PATIENCE) asked = requestAnimationFrame(find);
    };
    find();
    return () => {
      cancelAnimationFrame(asked);
      stop();
      unwatch();
      model.off("change:said change:problem", tell);
    };
  },
};
