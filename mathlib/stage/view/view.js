// The stage's view: draws the scene that Python describes, and reports what the hand does.
// Python holds the state. The view knows the last scene only; from it a drag is followed at once.

const GLIDE = 200; // ms that a ball takes to its next place
const ASLEEP = "This is how it stood when it was saved. To go on: run this cell (Shift+Enter).";

class View {
  constructor(model, el) {
    Object.assign(this, { model, el, boxes: {}, panels: [], turned: {} });
    this.root = make(
      "div",
      { class: "mathlib-stage", role: "group", "aria-label": model.get("title"), tabindex: -1, ...OWN_KEYS },
      el,
    );
    const head = make("div", { class: "ms-head" }, this.root);
    make("span", { class: "ms-title" }, head, model.get("title"));
    this.goal = make("span", { class: "ms-goal" }, head);
    this.stage = make("div", { class: "ms-panels" }, this.root);
    this.bar = make("div", { class: "ms-controls" }, this.root); // nothing above it grows: what is pressed stays put
    const line = make("div", { class: "ms-line-of-words" }, this.root);
    this.update = make("span", { class: "ms-update" }, line);
    this.badge = make("span", { class: "ms-badge" }, line);
    this.problem = make("p", { class: "ms-problem" }, this.root);
    this.readout = make("div", { class: "ms-readout" }, this.root);
    this.keys = make("p", { class: "ms-keys" }, this.root);
    this.live = make("div", { class: "ms-heard", "aria-live": "polite" }, this.root);
    this.talk = new Talk(model, {
      told: (done) => this.told(done),
      silent: () => this.silent(),
      runs: (...run) => this.runs(...run),
    });
    for (const control of model.get("controls")) BUILD[control.control](this, control);
    this.keys.textContent = keyHelp(model);
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.shown = model.get("live").marks;
    this.layout();
    this.tell();
    this.listen();
  }

  listen() {
    this.onPanels = () => this.layout();
    this.onLive = () => this.talk.answered();
    this.model.on("change:panels", this.onPanels);
    this.model.on("change:live", this.onLive);
    this.observer = new ResizeObserver(() => {
      if (Math.abs(this.root.clientWidth - this.laidOut) > 2) this.layout();
    });
    this.observer.observe(this.root);
    this.themes = new MutationObserver(() => this.draw()); // a canvas does not follow the theme by itself
    this.themes.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
    this.release = atHome(this.root);
    this.unwatch = watchLife(this.model, (live) => {
      this.asleep = !live;
      this.tell();
    });
  }

  close() {
    this.model.off("change:panels", this.onPanels);
    this.model.off("change:live", this.onLive);
    this.observer.disconnect();
    this.themes.disconnect();
    this.release();
    this.unwatch();
    cancelAnimationFrame(this.gliding);
    this.talk.end();
  }

  // ---- drawing
  layout() {
    const width = this.root.clientWidth || 720;
    this.laidOut = width;
    const em = parseFloat(getComputedStyle(this.root).fontSize) || 14,
      stacked = width < 40 * em;
    const specs = this.model.get("panels").map((spec) => (stacked && spec.turns ? upright(spec) : spec));
    const room = Math.min(width, 72 * em) - 4 - (stacked ? 0 : 8 * (specs.length - 1));
    const boxes = boxesFor(specs, room, stacked, em);
    const focused = this.stage.contains(document.activeElement),
      before = this.panels;
    this.panels = specs.map((spec, i) => this.panel(spec, boxes[i], em, before[i]));
    for (const panel of before.slice(specs.length)) panel.node.remove();
    if (focused && !this.stage.contains(document.activeElement)) this.focus();
    this.draw();
  }

  panel(spec, [width, height], em, before) {
    const made = JSON.stringify([spec, width, height, em]);
    if (before?.made === made) return before; // it may be under the hand just now
    const solid = spec.kind === "solid";
    const panel = solid
      ? new Solid(spec, width, height, em, this.turned[spec.name], (words) => this.say(words))
      : new Flat(spec, width, height, em);
    if (solid) this.turned[spec.name] = panel.turned; // how it is turned outlives a new layout
    if (before) before.node.replaceWith(panel.node);
    else this.stage.append(panel.node);
    if (spec.place) new Hand(this, panel);
    return Object.assign(panel, { made });
  }

  draw(moved = null) {
    const { marks = {}, goal = "" } = this.model.get("live");
    const first = this.panels.find((panel) => panel.spec.place || panel.spec.kind === "solid");
    for (const panel of this.panels) {
      panel.draw(marks[panel.spec.name] || [], moved?.panel === panel ? moved : null);
      panel.node.setAttribute("aria-label", this.nameOf(panel, panel === first, goal));
    }
  }

  nameOf({ spec }, first, goal) {
    const [title, description] = [this.model.get("title"), this.model.get("description")];
    const moves =
      spec.kind === "solid"
        ? "Arrow keys turn it, Home turns it back."
        : "Arrow keys move, Shift with an arrow moves finely.";
    if (first) return `${title}: ${spec.title || spec.name}. ${moves} ${description} ${goal}`.trim();
    if (spec.kind === "solid") return `${spec.title || spec.name}. ${moves}`;
    if (spec.place) return `${spec.ylabel} ${spec.title}, against ${spec.xlabel}. Arrow keys move.`;
    return `${spec.title || spec.name}: ${spec.bare ? description : `${spec.ylabel} against ${spec.xlabel}`}`;
  }

  // The hand is at (x, y) with a mark held: drawn at once, and asked of Python.
  move(panel, held, x, y) {
    cancelAnimationFrame(this.gliding);
    if (held.x !== undefined) this.draw({ panel, held, x, y });
    this.talk.ask(held.asks || panel.spec.place, x, y);
  }

  // Of an answer to a step, the ball glides to its next place; to a hand, a run or a wish for calm it is there at once.
  arrive(done, before) {
    const panel = this.panels.find((one) => one.spec.place);
    const handle = (marks) => (marks?.[panel?.spec.name] || []).find((mark) => mark.drag && !mark.asks);
    const [from, to] = [handle(before), handle(this.model.get("live").marks)];
    if (
      !done.includes("step") ||
      this.talk.running ||
      calm() ||
      !from ||
      !to ||
      ![from.x, to.x, from.y, to.y].every(known)
    ) {
      this.draw();
      return;
    }
    const began = performance.now();
    const frame = (now) => {
      const t = clamp((now - began) / GLIDE, 0, 1),
        share = t * t * (3 - 2 * t);
      if (t >= 1) {
        this.draw();
        return;
      }
      const [x, y] = [from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)];
      this.draw({ panel, held: to, x, y, glides: true });
      this.gliding = requestAnimationFrame(frame);
    };
    cancelAnimationFrame(this.gliding);
    frame(began);
  }

  // ---- words
  tell() {
    const live = this.model.get("live"),
      [tone, badge] = live.badge || ["", ""];
    this.goal.textContent = live.goal || "";
    this.problem.textContent = live.problem || (this.asleep ? ASLEEP : "");
    this.update.textContent = live.update || "";
    this.badge.textContent = badge && tone === "won" ? `✓ ${badge}` : badge;
    this.badge.className = `ms-badge ms-${tone || "calm"}`;
    this.root.classList.toggle("ms-reached", tone === "won");
    this.readout.replaceChildren();
    for (const [name, value] of live.readout || []) {
      const pair = make("div", {}, this.readout);
      make("span", { class: "ms-what" }, pair, name);
      make("span", { class: "ms-value" }, pair, value);
    }
    for (const [action, show] of Object.entries(this.boxes)) {
      if (!this.talk.waiting.has(action)) show((live.values || {})[action], (live.disabled || []).includes(action));
    }
    if (this.talk.running) return;
    const news = badge && badge !== this.judged && live.say;
    this.judged = badge;
    this.say(news ? `${live.say} ${badge[0].toUpperCase()}${badge.slice(1)}.` : live.say);
  }

  say(sentence) {
    if (!sentence) return;
    this.live.textContent = this.live.textContent === sentence ? `${sentence}\u00a0` : sentence;
  }

  told(done) {
    const before = this.shown;
    this.shown = this.model.get("live").marks;
    if (this.talk.kept?.action !== "place") this.arrive(done, before);
    this.tell();
  }

  silent() {
    this.problem.textContent = SILENT;
    this.say(SILENT);
  }

  runs(action, running, paused) {
    const control = this.model.get("controls").find((one) => one.action === action);
    const node = this.root.querySelector(`[data-action="${action}"]`);
    if (node) node.firstChild.textContent = running ? "Pause" : control.label;
    if (running) return;
    this.tell();
    if (paused) this.say(`Paused. ${this.model.get("live").say} Run goes on.`);
  }

  // ---- keys
  key(event) {
    const typing =
      event.target.tagName === "SELECT" || (event.target.tagName === "INPUT" && event.target.type === "text");
    if (event.ctrlKey || event.metaKey || event.altKey || typing || !pressByKey(this, event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  focus() {
    (this.stage.querySelector("[tabindex='0']") || this.root).focus({ preventScroll: true });
  }
}

// Width and height of each panel. Side by side, those with equal axes take what they need, the others share the rest;
// picture and buttons fit on one screen.
function boxesFor(specs, room, stacked, em) {
  const fit = (spec, width, most) =>
    spec.kind === "solid" ? [width, Math.min(most, 0.86 * width)] : Flat.fit(spec, width, most, em);
  if (stacked)
    return specs.map((spec) => {
      if (spec.equal) return fit(spec, room, 30 * em);
      return [room, spec.upright ? 9 * em * (spec.ylim[1] - spec.ylim[0]) : Math.min(21 * em, 0.8 * room)];
    });
  const low = (most, share) => Math.max(13 * em, Math.min(most * em, share * window.innerHeight));
  const all = specs.reduce((sum, spec) => sum + spec.wide, 0);
  const equal = specs.map((spec) => spec.equal && fit(spec, (room * spec.wide) / all, low(27, 0.5)));
  const height = Math.max(...equal.map((box) => (box ? box[1] : 0))) || low(21, 0.42);
  const left = room - equal.reduce((sum, box) => sum + (box ? box[0] : 0), 0);
  const share = specs.reduce((sum, spec) => sum + (spec.equal ? 0 : spec.wide), 0);
  return specs.map((spec, i) => equal[i] || [Math.floor((left * spec.wide) / share), height]);
}

export default {
  render({ model, el }) {
    try {
      const view = new View(model, el);
      return () => view.close();
    } catch (error) {
      const words = `The view could not be drawn (${error.message}). Run this cell again (Shift+Enter).`;
      make("p", { class: "ms-problem" }, el, words);
      throw error;
    }
  },
};
