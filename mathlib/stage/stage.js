// The stage's view: draws the scene that Python describes, and reports what the hand does.
// Python holds the state. The view knows the last scene only; from it a drag is followed at once.
// No build step, nothing fetched.

const SVG = "http://www.w3.org/2000/svg";
const PATIENCE = 4000;            // ms without an answer before we say that Python is silent
const PACE = 90;                  // ms between the steps of a run
const LONGEST = 60;               // steps after which a run pauses
const FAR = 20000;                // px: what lies further out is not drawn further out

const clamp = (v, low, high) => Math.min(high, Math.max(low, v));
const known = (v) => v !== null && v !== undefined && Number.isFinite(v);

function make(tag, attributes = {}, parent = null, words = null) {
  const plain = ["div", "span", "button", "label", "input", "select", "option", "p"].includes(tag);
  const node = plain ? document.createElement(tag) : document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (words !== null) node.textContent = words;
  if (parent) parent.append(node);
  return node;
}

// Short numbers for ticks and boxes: 0.1, 250, 1e-8; never 0.30000000000000004.
function short(v) {
  if (v === 0) return "0";
  const size = Math.abs(v);
  if (size >= 1e5 || size < 1e-3) return v.toExponential(1).replace(".0e", "e").replace("e+", "e").replace("-", "−").replace("e-", "e−");
  return String(Number(v.toPrecision(4))).replace("-", "−");
}

// ---- axes ------------------------------------------------------------------------------

// Round numbers at least `apart` pixels from each other, but never fewer than it takes to read a scale.
function ticks(low, high, room, apart) {
  const rough = (high - low) / Math.max(3, Math.floor(room / apart));
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough);
  const all = [];
  for (let k = Math.ceil(low / step - 1e-9); k <= high / step + 1e-9; k++) all.push(Number((k * step).toPrecision(12)));
  return all;
}

function decades(low, high, room, em) {
  const from = Math.ceil(Math.log10(low) - 1e-9), to = Math.floor(Math.log10(high) + 1e-9);
  const stride = Math.max(1, Math.ceil((to - from) / Math.max(2, room / (2.2 * em))));
  const all = [];
  for (let k = from; k <= to; k += stride) all.push(10 ** k);
  return all;
}

// On a narrow page a picture without axes runs from top to bottom: (x, y) stands at (−y, −x).
const minus = (v) => (Array.isArray(v) ? v.map(minus) : known(v) ? -v : v);
const swapped = (place) => minus(place).reverse();
const CORNERS = { ne: "sw", sw: "ne", nw: "nw", se: "se" };
const turned = (mark) => ({ ...mark, corner: CORNERS[mark.corner], ...(mark.from ? { from: swapped(mark.from), to: swapped(mark.to) } : { x: minus(mark.y), y: minus(mark.x) }) });
const upright = (spec) => ({ ...spec, upright: true, xlim: swapped(spec.ylim), ylim: swapped(spec.xlim), marks: spec.marks.map(turned) });

// A panel on the page: its box, and the two maps between data and pixels.
class Panel {
  constructor(spec, width, height, em) {
    const margin = Panel.margin(spec, em);
    Object.assign(this, { spec, width, margin, em });
    const [x0, x1] = spec.xlim, [y0, y1] = spec.ylim;
    this.w = Math.max(60, width - margin.left - margin.right);
    this.h = height - margin.top - margin.bottom;
    this.height = height;
    const up = spec.log ? Math.log10 : (v) => v;
    const [u0, u1] = [up(y0), up(y1)];
    this.px = (x) => margin.left + clamp((x - x0) / (x1 - x0) * this.w, -FAR, FAR);
    this.py = (y) => margin.top + this.h - clamp((up(spec.log ? Math.max(y, 1e-320) : y) - u0) / (u1 - u0) * this.h, -FAR, FAR);
    this.x = (px) => clamp(x0 + (px - margin.left) / this.w * (x1 - x0), x0, x1);
    this.y = (py) => clamp(y0 + (margin.top + this.h - py) / this.h * (y1 - y0), y0, y1);
  }

  static margin(spec, em) {
    if (spec.bare) return { left: em, right: em, top: (spec.title ? 2 : 0.5) * em, bottom: 0.5 * em };
    return { left: (spec.ylabel ? 5.2 : 3.8) * em, right: em, top: (spec.title ? 2 : 0.8) * em, bottom: (spec.xlabel ? 3.2 : 1.9) * em };
  }

  // The height that gives equal units across and up, and the width for a given height.
  static fit(spec, width, most, em) {
    const m = Panel.margin(spec, em), ratio = (spec.ylim[1] - spec.ylim[0]) / (spec.xlim[1] - spec.xlim[0]);
    const height = Math.min(most, (width - m.left - m.right) * ratio + m.top + m.bottom);
    return [(height - m.top - m.bottom) / ratio + m.left + m.right, height];
  }

  frame(svg) {
    const { spec, margin: m, w, h, em } = this;
    const g = make("g", { class: "ms-frame" }, svg);
    for (const v of spec.bare ? [] : ticks(...spec.xlim, w, 4 * em)) {
      make("line", { class: "ms-grid", x1: this.px(v), x2: this.px(v), y1: m.top, y2: m.top + h }, g);
      make("text", { class: "ms-tick", x: this.px(v), y: m.top + h + 1.2 * em, "text-anchor": "middle" }, g, short(v));
    }
    for (const v of spec.bare ? [] : spec.log ? decades(...spec.ylim, h, em) : ticks(...spec.ylim, h, 2.4 * em)) {
      make("line", { class: "ms-grid", x1: m.left, x2: m.left + w, y1: this.py(v), y2: this.py(v) }, g);
      make("text", { class: "ms-tick", x: m.left - 0.4 * em, y: this.py(v) + 0.3 * em, "text-anchor": "end" }, g, short(v));
    }
    make("text", { class: "ms-name", x: m.left + w / 2, y: m.top + h + 2.6 * em, "text-anchor": "middle" }, g, spec.xlabel);
    make("text", { class: "ms-name", transform: `translate(${1.1 * em} ${m.top + h / 2}) rotate(-90)`, "text-anchor": "middle" }, g, spec.ylabel);
    make("text", { class: "ms-name", x: m.left, y: m.top - 0.7 * em, "text-anchor": "start" }, g, spec.title);
  }
}

// ---- marks: one function each --------------------------------------------------------------

function outline(panel, xs, ys) {
  let d = "", pen = false;
  xs.forEach((x, i) => {
    const drawn = known(x) && known(ys[i]);
    if (drawn) d += `${pen ? "L" : "M"}${panel.px(x).toFixed(1)} ${panel.py(ys[i]).toFixed(1)}`;
    pen = drawn;
  });
  return d;
}

const SHAPES = {
  circle: (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`,
  ring: (r) => SHAPES.circle(r),
  square: (r) => `M${-r} ${-r}H${r}V${r}H${-r}Z`,
  diamond: (r) => `M0 ${-1.3 * r}L${r} 0L0 ${1.3 * r}L${-r} 0Z`,
  triangle: (r) => `M0 ${-1.2 * r}L${r} ${r}L${-r} ${r}Z`,
  star: (r) => Array.from({ length: 10 }, (_, k) => {
    const q = (k % 2 ? 0.45 : 1.25) * r, a = Math.PI * k / 5;
    return `${k ? "L" : "M"}${(q * Math.sin(a)).toFixed(2)} ${(-q * Math.cos(a)).toFixed(2)}`;
  }).join("") + "Z",
  cross: (r) => `M${-r} ${-r}L${r} ${r}M${-r} ${r}L${r} ${-r}`,
};

function words(panel, g, x, y, label, ink, corner) {
  const [up, side] = corner || (panel.px(x) > panel.margin.left + 0.7 * panel.w ? "nw" : "ne");
  make("text", { class: `ms-label ink-${ink}`, x: panel.px(x) + (side === "w" ? -10 : 10), y: panel.py(y) + (up === "n" ? -9 : 18),
    "text-anchor": side === "w" ? "end" : "start" }, g, label);
}

const DRAW = {
  curve(panel, g, m) {
    make("path", { class: `ms-line ink-${m.ink}${m.dash ? " ms-dash" : ""}`, d: outline(panel, m.x, m.y), "stroke-width": m.width }, g);
  },
  trail(panel, g, m) {
    make("path", { class: `ms-line ink-${m.ink}`, d: outline(panel, m.x, m.y), "stroke-width": 1.2 }, g);
    m.x.forEach((x, i) => {
      if (known(x) && known(m.y[i])) make("circle", { class: `ms-fill ink-${m.ink}`, cx: panel.px(x), cy: panel.py(m.y[i]), r: 3.2,
        opacity: (0.35 + 0.65 * (i + 1) / m.x.length).toFixed(2) }, g);
    });
  },
  point(panel, g, m) {
    if (!known(m.x) || !known(m.y)) return;
    const hollow = m.shape === "ring" || m.shape === "cross";
    make("path", { class: `${hollow ? "ms-hollow" : "ms-fill ms-edge"} ink-${m.ink}${m.drag ? " ms-handle" : ""}`, d: SHAPES[m.shape](m.size),
      transform: `translate(${panel.px(m.x).toFixed(1)} ${panel.py(m.y).toFixed(1)})` }, g);
    if (m.label) words(panel, g, m.x, m.y, m.label, m.ink);
  },
  arrow(panel, g, m) {
    if (![...m.from, ...m.to].every(known)) return;
    const [x1, y1, x2, y2] = [panel.px(m.from[0]), panel.py(m.from[1]), panel.px(m.to[0]), panel.py(m.to[1])];
    const length = Math.hypot(x2 - x1, y2 - y1), head = Math.min(10, length);
    if (length < 0.5) return;
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
    const [bx, by] = [x2 - head * ux, y2 - head * uy];
    make("line", { class: `ms-line ink-${m.ink}`, x1, y1, x2: bx, y2: by, "stroke-width": 2.5 }, g);
    make("path", { class: `ms-fill ink-${m.ink}`, d: `M${x2} ${y2}L${bx - head * 0.5 * uy} ${by + head * 0.5 * ux}L${bx + head * 0.5 * uy} ${by - head * 0.5 * ux}Z` }, g);
    if (m.label) words(panel, g, m.to[0], m.to[1], m.label, m.ink);
  },
  segment(panel, g, m) {
    if (![...m.from, ...m.to].every(known)) return;
    make("line", { class: `ms-line ink-${m.ink}${m.dash ? " ms-dash" : ""}`, x1: panel.px(m.from[0]), y1: panel.py(m.from[1]),
      x2: panel.px(m.to[0]), y2: panel.py(m.to[1]), "stroke-width": m.width }, g);
    if (m.label) words(panel, g, m.to[0], m.to[1], m.label, m.ink);
  },
  tangent(panel, g, m) {
    if (![m.x, m.y, m.slope].every(known)) return;
    const [a, b] = panel.spec.xlim;
    DRAW.segment(panel, g, { ...m, from: [a, m.y + m.slope * (a - m.x)], to: [b, m.y + m.slope * (b - m.x)], width: 1.8, dash: true });
  },
  text(panel, g, m) { if (known(m.x) && known(m.y)) words(panel, g, m.x, m.y, m.words, m.ink, m.corner); },
  bars(panel, g, m) {
    m.x.forEach((x, i) => {
      if (!known(m.heights[i])) return;
      const [a, b] = [panel.py(0), panel.py(m.heights[i])];
      make("rect", { class: `ms-fill ink-${m.ink}`, x: panel.px(x - m.width / 2), width: panel.px(m.width) - panel.px(0), y: Math.min(a, b), height: Math.abs(a - b) }, g);
    });
  },
  box(panel, g, m) {
    const em = panel.em, w = (Math.max(...m.lines.map((line) => line.length)) * 0.53 + 0.8) * em, h = (1.25 * m.lines.length + 0.6) * em;
    const [x, y] = [panel.px(m.x), panel.py(m.y)];
    make("rect", { class: `ms-box-mark ink-${m.ink}${m.filled ? " ms-acts" : ""}`, x: x - w / 2, y: y - h / 2, width: w, height: h, rx: 0.4 * em }, g);
    m.lines.forEach((line, i) => make("text", { class: "ms-tick ms-boxed", x, y: y + (1.25 * (i - (m.lines.length - 1) / 2) + 0.32) * em, "text-anchor": "middle" }, g, line));
  },
  polygon(panel, g, m) { make("path", { class: `ms-fill ms-veil ink-${m.ink}`, d: outline(panel, m.x, m.y) + "Z" }, g); },
  contour(panel, g, m) {
    for (const [, xs, ys] of m.pieces) make("path", { class: "ms-contour", d: outline(panel, xs, ys) }, g);
  },
};

// Height and slope of a sampled curve at x: what the view needs to follow a drag by itself.
function along(curve, x) {
  const n = curve.x.length;
  let i = clamp(Math.floor((x - curve.x[0]) / (curve.x[n - 1] - curve.x[0]) * (n - 1)), 0, n - 2);
  const [x0, x1, y0, y1] = [curve.x[i], curve.x[i + 1], curve.y[i], curve.y[i + 1]];
  const slope = (y1 - y0) / (x1 - x0);
  return { y: y0 + slope * (x - x0), slope };
}

// ---- the whole view --------------------------------------------------------------------------

class View {
  constructor(model, el) {
    Object.assign(this, { model, el, number: 0, waiting: new Map(), queued: new Map(), asked: new Map(), running: null, boxes: {} });
    this.root = make("div", { class: "mathlib-stage", role: "group", "aria-label": model.get("title") }, el);
    this.head = make("div", { class: "ms-head" }, this.root);
    make("span", { class: "ms-title" }, this.head, model.get("title"));
    this.goal = make("span", { class: "ms-goal" }, this.head);
    this.stage = make("div", { class: "ms-panels" }, this.root);
    this.problem = make("p", { class: "ms-problem" }, this.root);
    const line = make("div", { class: "ms-line-of-words" }, this.root);
    this.update = make("span", { class: "ms-update" }, line);
    this.badge = make("span", { class: "ms-badge" }, line);
    this.bar = make("div", { class: "ms-controls" }, this.root);
    this.readout = make("div", { class: "ms-readout" }, this.root);
    this.keys = make("p", { class: "ms-keys" }, this.root);
    this.live = make("div", { class: "ms-heard", "aria-live": "polite" }, this.root);
    for (const control of model.get("controls")) BUILD[control.control](this, control);
    this.keys.textContent = this.keyHelp();
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.layout();
    this.tell();
    this.onPanels = () => this.layout();
    this.onLive = () => this.answered();
    model.on("change:panels", this.onPanels);
    model.on("change:live", this.onLive);
    this.observer = new ResizeObserver(() => { if (Math.abs(this.root.clientWidth - this.laidOut) > 2) this.layout(); });
    this.observer.observe(this.root);
    this.release = leaveByKeys(this.root);
  }

  close() {
    this.model.off("change:panels", this.onPanels);
    this.model.off("change:live", this.onLive);
    this.observer.disconnect();
    this.release();
    clearTimeout(this.alarm);
    this.stop();
  }

  // ---- drawing
  layout() {
    const width = this.root.clientWidth || 720;
    this.laidOut = width;
    const em = parseFloat(getComputedStyle(this.root).fontSize) || 14;
    const stacked = width < 40 * em, specs = this.model.get("panels").map((spec) => (stacked && spec.bare ? upright(spec) : spec));
    const room = Math.min(width, 72 * em) - 4 - (stacked ? 0 : 8 * (specs.length - 1));
    const boxes = this.boxesFor(specs, room, stacked, em);
    const focused = this.stage.contains(document.activeElement), before = this.panels || [];
    this.panels = specs.map((spec, i) => {
      const [w, h] = boxes[i], made = JSON.stringify([spec, w, h, em]);
      if (before[i]?.made === made) return before[i];   // it may be under the hand just now
      const panel = Object.assign(new Panel(spec, w, h, em), { made });
      const handled = Boolean(spec.place);
      panel.svg = make("svg", { width: w, height: panel.height, viewBox: `0 0 ${w} ${panel.height}`, class: handled ? "ms-panel ms-handled" : "ms-panel",
        role: handled ? "application" : "img" });
      if (before[i]) before[i].svg.replaceWith(panel.svg); else this.stage.append(panel.svg);
      const clip = `ms-${Math.random().toString(36).slice(2)}`;
      make("rect", { x: panel.margin.left, y: panel.margin.top, width: panel.w, height: panel.h }, make("clipPath", { id: clip }, make("defs", {}, panel.svg)));
      panel.frame(panel.svg);
      const inside = make("g", { "clip-path": `url(#${clip})` }, panel.svg);
      panel.fixed = make("g", {}, inside);
      panel.moving = make("g", {}, inside);
      for (const mark of spec.marks) DRAW[mark.mark](panel, panel.fixed, mark);
      if (handled) this.handle(panel, spec);
      return panel;
    });
    for (const panel of before.slice(specs.length)) panel.svg.remove();
    if (focused && !this.stage.contains(document.activeElement)) this.panels.find((panel) => panel.spec.place)?.svg.focus({ preventScroll: true });
    this.draw();
  }

  // Width and height of each panel. Side by side, those with equal axes take what they need, the others share the rest.
  boxesFor(specs, room, stacked, em) {
    if (stacked) return specs.map((spec) => (spec.equal ? Panel.fit(spec, room, 30 * em, em)
      : [room, spec.upright ? 9 * em * (spec.ylim[1] - spec.ylim[0]) : Math.min(21 * em, 0.8 * room)]));
    const all = specs.reduce((sum, spec) => sum + spec.wide, 0);
    const low = (most, share) => Math.max(13 * em, Math.min(most * em, share * window.innerHeight));   // picture and buttons on one screen
    const equal = specs.map((spec) => spec.equal && Panel.fit(spec, room * spec.wide / all, low(27, 0.5), em));
    const height = Math.max(...equal.map((box) => (box ? box[1] : 0))) || low(21, 0.42);
    const left = room - equal.reduce((sum, box) => sum + (box ? box[0] : 0), 0);
    const share = specs.reduce((sum, spec) => sum + (spec.equal ? 0 : spec.wide), 0);
    return specs.map((spec, i) => equal[i] || [Math.floor(left * spec.wide / share), height]);
  }

  draw(moved = null) {
    const live = this.model.get("live");
    for (const panel of this.panels) {
      const marks = (live.marks || {})[panel.spec.name] || [], held = marks.find((mark) => mark.drag);
      panel.moving.replaceChildren();
      for (const mark of marks) {
        const still = moved?.panel !== panel || held?.drag === "alone" && mark !== held;
        const now = still ? mark : this.followed(panel, mark, moved);
        if (now) DRAW[now.mark](panel, panel.moving, panel.spec.upright ? turned(now) : now);
      }
      const first = panel === this.panels.find((other) => other.spec.place), goal = live.goal ? ` ${live.goal}` : "";
      panel.svg.setAttribute("aria-label", panel.spec.place && first
        ? `${this.model.get("title")}: ${panel.spec.title || panel.spec.name}. Arrow keys move, Shift with an arrow moves finely. ${this.model.get("description")}${goal}`
        : panel.spec.place ? `${panel.spec.ylabel} ${panel.spec.title}, against ${panel.spec.xlabel}. Left and right arrow keys move.`
        : `${panel.spec.title || panel.spec.name}: ${panel.spec.bare ? this.model.get("description") : `${panel.spec.ylabel} against ${panel.spec.xlabel}`}`);
    }
  }

  // A mark during a drag: what the view can know is drawn at once; the rest waits for Python.
  followed(panel, mark, { x, y }) {
    if (mark.along) {
      const curve = panel.spec.marks.find((other) => other.name === mark.along);
      const at = along(curve, x);
      return { ...mark, x, y: at.y, slope: at.slope };
    }
    if (mark.drag) return { ...mark, x, y };
    return mark.mark === "trail" || mark.mark === "curve" ? mark : null;
  }

  tell() {
    const live = this.model.get("live");
    this.goal.textContent = live.goal || "";
    this.problem.textContent = live.problem || "";
    this.update.textContent = live.update || "";
    const [tone, badge] = live.badge || ["", ""];
    this.badge.textContent = badge;
    this.badge.className = `ms-badge ms-${tone || "calm"}`;
    this.readout.replaceChildren();
    for (const [name, value] of live.readout || []) {
      const pair = make("div", {}, this.readout);
      make("span", { class: "ms-what" }, pair, name);
      make("span", { class: "ms-value" }, pair, value);
    }
    for (const [action, show] of Object.entries(this.boxes))
      if (!this.waiting.has(action)) show((live.values || {})[action], (live.disabled || []).includes(action));
    if (!this.running) this.say(live.say);
  }

  say(sentence) {
    if (!sentence) return;
    this.live.textContent = this.live.textContent === sentence ? `${sentence}\u00a0` : sentence;
  }

  // ---- talking with Python
  // One question of a kind is under way at a time. Of places and numbers that come meanwhile only the last is kept;
  // steps, which have no value, are counted.
  ask(action, ...values) {
    if (this.waiting.has(action)) {
      this.queued.set(action, { values, times: values.length ? 1 : 1 + (this.queued.get(action)?.times || 0) });
      return;
    }
    this.number += 1;
    this.waiting.set(action, this.number);
    this.asked.set(action, values);
    clearTimeout(this.alarm);
    this.alarm = setTimeout(() => this.silent(), PATIENCE);
    try { this.model.send({ action, values, number: this.number }); } catch (error) { this.silent(); }
  }

  answered() {
    const { answers } = this.model.get("live");
    for (const [action, number] of this.waiting) if (number <= answers) this.waiting.delete(action);
    if (!this.waiting.size) clearTimeout(this.alarm);
    if (!this.queued.has("place")) this.draw();
    this.tell();
    for (const [action, { values, times }] of [...this.queued]) {
      if (this.waiting.has(action)) continue;
      this.queued.delete(action);
      this.ask(action, ...values);
      if (times > 1) this.queued.set(action, { values, times: times - 1 });
    }
    if (this.running && !this.waiting.has(this.running.action)) this.goOn();
  }

  silent() {
    this.stop();
    this.waiting.clear();                                  // what is queued stays: it is asked when Python is back
    this.problem.textContent = "Python does not answer. It may be busy with another cell: wait, and what you asked for is done. If the kernel was restarted: Esc, then Run > Run All Above Selected Cell, then Shift+Enter.";
    this.say(this.problem.textContent);
  }

  // ---- runs
  start(control) {
    if (this.running) { this.stop(); return; }
    this.running = { action: control.action, left: LONGEST };
    this.runLabel(control, true);
    this.ask(control.action);
  }

  goOn() {
    this.running.left -= 1;
    const live = this.model.get("live"), paused = !this.running.left;
    if (paused || (live.disabled || []).includes(this.running.action)) {
      this.stop();
      if (paused) this.say(`Paused. ${live.say} Run goes on.`);
      return;
    }
    clearTimeout(this.pace);
    this.pace = setTimeout(() => { if (this.running && this.el.isConnected) this.ask(this.running.action); else this.stop(); }, PACE);
  }

  stop() {
    clearTimeout(this.pace);
    const was = this.running;
    this.running = null;
    if (!was) return;
    this.runLabel(this.model.get("controls").find((control) => control.action === was.action), false);
    this.tell();
  }

  runLabel(control, running) {
    const node = this.root.querySelector(`[data-action="${control.action}"]`);
    if (node) node.firstChild.textContent = running ? "Pause" : control.label;
  }

  // ---- the hand on a panel
  handle(panel, spec) {
    const svg = panel.svg;
    svg.tabIndex = 0;
    svg.setAttribute("data-lm-suppress-shortcuts", "true");
    svg.style.touchAction = spec.equal ? "none" : "pan-y";
    const go = (x, y) => { this.draw({ panel, x, y }); this.ask(spec.place, x, y); };
    const follow = (event) => {
      const box = svg.getBoundingClientRect();
      go(panel.x((event.clientX - box.left) * panel.width / box.width), panel.y((event.clientY - box.top) * panel.height / box.height));
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      this.stop();
      svg.focus({ preventScroll: true });
      svg.setPointerCapture(event.pointerId);
      panel.held = true;
      follow(event);
    });
    svg.addEventListener("pointermove", (event) => { if (panel.held) follow(event); });
    for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => { panel.held = false; });
    svg.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      this.stop();
      const marks = (this.model.get("live").marks || {})[spec.name] || [];
      const at = this.last(panel) || marks.find((mark) => mark.drag) || { x: 0, y: 0 };
      const size = event.shiftKey ? 200 : 40;
      const [dx, dy] = [(spec.xlim[1] - spec.xlim[0]) / size, (spec.ylim[1] - spec.ylim[0]) / size];
      const x = clamp(at.x + way[0] * dx, ...spec.xlim), y = clamp(at.y + way[1] * dy, ...spec.ylim);
      go(Number(x.toPrecision(6)), Number(y.toPrecision(6)));
    });
  }

  // The place last asked for, while Python has not answered: keys pressed quickly add up.
  last(panel) {
    const action = panel.spec.place;
    const values = this.queued.get(action)?.values || this.waiting.has(action) && this.asked.get(action);
    return values ? { x: values[0], y: values[1] } : null;
  }

  // ---- keys
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "INPUT" && event.target.type === "text" || event.target.tagName === "SELECT") return;
    for (const control of this.model.get("controls")) {
      if (control.key && event.key.toLowerCase() === control.key) { this.root.querySelector(`[data-action="${control.action}"]`).click(); }
      else if (control.keys && control.keys.includes(event.key)) { this.nudge(control, event.key === control.keys[0] ? -1 : 1); }
      else continue;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
  }

  nudge(control, way) {
    const range = this.root.querySelector(`input[type="range"][data-action="${control.action}"]`);
    if (range.disabled) return;
    range.value = Number(range.value) + way * 5 * Number(range.step);
    range.dispatchEvent(new Event("input"));
  }

  keyHelp() {
    const controls = this.model.get("controls");
    const named = controls.filter((control) => control.key).map((control) => `${control.key.toUpperCase()} ${control.label.toLowerCase()}`);
    const sliders = controls.filter((control) => control.keys).map((control) => `${control.keys[0]} ${control.keys[1]} ${control.label}`);
    const hand = this.model.get("panels").some((panel) => panel.place) ? "with the picture in focus: arrows move (Shift: finely) · " : "with a button in focus: ";
    return `Keys, ${hand}${[...named, ...sliders, "Esc back to the cell", "Shift+Enter on to the next"].join(" · ")}`;
  }
}

// ---- controls: one function each; each leaves a function (value, disabled) -> shown --------------

const QUIET = { "data-lm-suppress-shortcuts": "true" };

// Enter always sends, also what was refused before and what a script filled in; leaving the box sends what is new.
function onEntered(box, send) {
  let sent = null;
  const once = () => { if (box.value !== sent) { sent = box.dataset.before = box.value; send(); } };
  box.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { sent = null; once(); } });
  box.addEventListener("change", once);
  box.addEventListener("focus", () => { sent = null; box.dataset.before = box.value; });       // Esc brings this back
}

const BUILD = {
  button(view, control) {
    const node = make("button", { type: "button", class: "ms-button", "data-action": control.action, ...QUIET }, view.bar);
    make("span", {}, node, control.label);
    if (control.key) { node.setAttribute("aria-keyshortcuts", control.key); node.title = `${control.title || control.label} (key ${control.key.toUpperCase()})`; }
    // aria-disabled, not disabled: a button that goes grey under the finger must not throw the focus away.
    node.addEventListener("click", () => {
      if (control.repeat && node.getAttribute("aria-disabled") === "true") return;      // others say why they can do nothing
      if (control.repeat) view.start(control); else { view.stop(); view.ask(control.action); }
    });
    view.boxes[control.action] = (_, disabled) => node.setAttribute("aria-disabled", String(disabled && !view.running));
  },
  toggle(view, control) {
    BUILD.button(view, control);
    const node = view.bar.lastChild, show = view.boxes[control.action];
    node.classList.add("ms-toggle");
    view.boxes[control.action] = (value, disabled) => { node.setAttribute("aria-pressed", String(Boolean(value))); show(value, disabled); };
  },
  slider(view, control) {
    const label = make("label", { class: "ms-field" }, view.bar);
    make("span", {}, label, control.label);
    const [to, from] = control.log ? [Math.log10, (v) => Number((10 ** v).toPrecision(3))] : [(v) => v, (v) => Number(v.toPrecision(6))];
    const [low, high] = [to(control.low), to(control.high)];
    const range = make("input", { type: "range", min: low, max: high, step: control.step || (high - low) / 200, "data-action": control.action, "aria-label": control.label, ...QUIET }, label);
    const box = make("input", { type: "text", inputmode: "decimal", class: "ms-box", "aria-label": `${control.label}, exact value`, ...QUIET }, label);
    const show = (value) => { range.value = to(value); range.setAttribute("aria-valuetext", short(value)); };
    const fill = (value) => {                              // what is half typed stays
      const inside = document.activeElement === box;
      if (inside && box.value !== box.dataset.before) return;
      box.value = box.dataset.before = inside ? String(value) : short(value).replaceAll("−", "-");
    };
    range.addEventListener("input", () => { const value = from(Number(range.value)); range.setAttribute("aria-valuetext", short(value)); box.value = short(value); view.ask(control.action, value); });
    onEntered(box, () => view.ask(control.action, box.value));
    view.boxes[control.action] = (value, disabled) => { if (known(value)) { show(value); fill(value); } range.disabled = box.disabled = disabled; };
  },
  choice(view, control) {
    const label = make("label", { class: "ms-field" }, view.bar);
    make("span", {}, label, control.label);
    const node = make("select", { "data-action": control.action, "aria-label": control.label, ...QUIET }, label);
    for (const name of control.options) make("option", { value: name }, node, name);
    node.addEventListener("change", () => { view.stop(); view.ask(control.action, node.value); });
    view.boxes[control.action] = (value, disabled) => { node.value = value; node.disabled = disabled; };
  },
  entry(view, control) {
    const label = make("label", { class: "ms-field ms-entry" }, view.bar);
    make("span", {}, label, control.label);
    const node = make("input", { type: "text", placeholder: control.hint, spellcheck: "false", autocomplete: "off", "data-action": control.action, "aria-label": control.label, ...QUIET }, label);
    onEntered(node, () => { view.stop(); view.ask(control.action, node.value); });
    view.boxes[control.action] = (value, disabled) => { if (document.activeElement !== node || !node.value) node.value = value || ""; node.disabled = disabled; };
  },
};

export default {
  render({ model, el }) {
    let view;
    try { view = new View(model, el); } catch (error) { make("p", { class: "ms-problem" }, el, `The view could not be drawn (${error.message}). Run this cell again (Shift+Enter).`); throw error; }
    return () => view.close();
  },
};
