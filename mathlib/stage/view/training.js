// A training loop: how far it is, its curves, and three buttons. Python trains, and tells about eight times a second.

const SHAPE_OF = ["measured", "one", "other", "path"];
const AWAITED = "A cell waits for the result. Interrupt Kernel (Esc, then I I) pauses, and nothing is lost.";
const FORGOTTEN = "This is how it stood when it was saved. To train again: run this cell (Shift+Enter).";
const CHOICES = { running: ["Pause", "pause"], paused: ["Continue", "continue"] };

class TrainingView {
  constructor(model, el) {
    Object.assign(this, { model, asleep: false });
    const title = model.get("title");
    this.root = make(
      "div",
      { class: "mathlib-stage", role: "group", "aria-label": title, tabindex: -1, ...OWN_KEYS },
      el,
    );
    const head = make("div", { class: "ms-head" }, this.root);
    make("span", { class: "ms-title" }, head, title);
    this.progress = make("progress", { class: "ms-progress", max: 1, "aria-label": "share of the steps" }, head);
    this.stage = make("div", { class: "ms-panels" }, this.root);
    this.bar = make("div", { class: "ms-controls" }, this.root);
    this.go = this.button("p", () => {
      const [, action] = CHOICES[model.get("state")] || [];
      if (action) model.send({ action });
    });
    this.halt = this.button("x", () => model.send({ action: "stop" }));
    this.words = make("p", { class: "ms-update" }, this.root);
    this.note = make("p", { class: "ms-problem" }, this.root);
    this.heard = make("div", { class: "ms-heard", "aria-live": "polite" }, this.root);
    make(
      "p",
      { class: "ms-keys" },
      this.root,
      "Keys: P pause and continue · X stop · Esc back to the cell · Shift+Enter on to the next",
    );
    this.root.addEventListener("keydown", (event) => this.key(event));
    const changed = () => this.show();
    for (const trait of ["words", "state", "curves", "share"]) model.on(`change:${trait}`, changed);
    this.observer = new ResizeObserver(() => {
      if (Math.abs(this.root.clientWidth - this.laidOut) > 2) this.draw();
    });
    this.observer.observe(this.root);
    const release = atHome(this.root),
      unwatch = watchLife(model, (live) => {
        this.asleep = !live;
        this.show();
      });
    this.close = () => {
      for (const trait of ["words", "state", "curves", "share"]) model.off(`change:${trait}`, changed);
      this.observer.disconnect();
      release();
      unwatch();
    };
    this.show();
  }

  button(key, press) {
    const node = make("button", { type: "button", "aria-keyshortcuts": key, ...OWN_KEYS }, this.bar);
    node.addEventListener("click", () => {
      if (node.getAttribute("aria-disabled") !== "true") press();
    });
    return node;
  }

  key(event) {
    const node = { p: this.go, x: this.halt }[event.key.toLowerCase()];
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    node.click();
  }

  show() {
    const state = this.model.get("state"),
      share = this.model.get("share"),
      words = this.model.get("words");
    const choice = CHOICES[state];
    this.go.textContent = choice ? choice[0] : "Pause";
    this.go.setAttribute("aria-disabled", String(!choice || this.asleep));
    this.halt.textContent = "Stop";
    this.halt.setAttribute("aria-disabled", String(!choice || this.asleep));
    if (share >= 0) this.progress.value = share;
    else this.progress.removeAttribute("value");
    this.words.textContent = words;
    this.note.textContent = this.asleep ? FORGOTTEN : state === "awaited" ? AWAITED : "";
    if (state !== this.state) this.heard.textContent = words; // a voice for every step would never end
    this.state = state;
    this.draw();
  }

  draw() {
    const curves = Object.entries(this.model.get("curves")),
      log = this.model.get("log");
    const width = this.root.clientWidth || 720,
      em = parseFloat(getComputedStyle(this.root).fontSize) || 14;
    this.laidOut = width;
    const spec = {
      ...limits(
        curves.map(([, points]) => points),
        log,
      ),
      marks: [],
      names: [],
      xlabel: "step",
      ylabel: "",
      title: "",
      log,
    };
    const panel = new Flat(spec, Math.min(width, 60 * em) - 4, Math.min(20 * em, 0.6 * width), em);
    panel.draw(
      curves.flatMap(([name, [x, y]], k) => {
        const ink = SHAPE_OF[k % SHAPE_OF.length],
          end = x.length - 1;
        return [
          { mark: "curve", x, y, ink, width: 2, dash: k > 0 },
          { mark: "text", x: x[end], y: y[end], words: name, ink, corner: "nw" },
        ];
      }),
    );
    const ends = curves.map(([name, [, y]]) => `${name} from ${short(y[0])} to ${short(y[y.length - 1])}`);
    panel.node.setAttribute("aria-label", `Against the step: ${ends.join(", ") || "nothing yet"}`);
    this.stage.replaceChildren(panel.node);
  }
}

// Axes that hold all curves, with a little room; with nothing drawn yet, any.
function limits(curves, log) {
  const xs = curves.flatMap(([x]) => x),
    ys = curves.flatMap(([, y]) => y).filter((y) => known(y) && (!log || y > 0));
  if (!ys.length) return { xlim: [0, 10], ylim: log ? [0.1, 1] : [0, 1] };
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const room = 0.08 * (high - low || Math.abs(high) || 1);
  return { xlim: [0, Math.max(10, ...xs)], ylim: log ? [low / 1.3, 1.3 * high] : [low - room, high + room] };
}

export default {
  render({ model, el }) {
    const view = new TrainingView(model, el);
    return () => view.close();
  },
};
