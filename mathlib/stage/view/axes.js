// Flat axes: ticks, a panel's box on the page, and the maps between data and pixels.

// Round numbers at least `apart` pixels from each other, but never fewer than it takes to read a scale.
function ticks(from, to, room, apart) {
  const [low, high] = from < to ? [from, to] : [to, from];
  const rough = (high - low) / Math.max(3, Math.floor(room / apart));
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough);
  const all = [];
  for (let k = Math.ceil(low / step - 1e-9); k <= high / step + 1e-9; k++)
    all.push(Number((k * step).toPrecision(12)));
  return all;
}

function decades(low, high, room, em) {
  const from = Math.ceil(Math.log10(low) - 1e-9),
    to = Math.floor(Math.log10(high) + 1e-9);
  const stride = Math.max(1, Math.ceil((to - from) / Math.max(2, room / (2.2 * em))));
  const all = [];
  for (let k = from; k <= to; k += stride) all.push(10 ** k);
  return all;
}

// On a narrow page a picture without axes runs from top to bottom: (x, y) stands at (−y, −x).
const minus = (v) => (Array.isArray(v) ? v.map(minus) : known(v) ? -v : v);
const swapped = (place) => minus(place).reverse();
const CORNERS = { ne: "sw", sw: "ne", nw: "nw", se: "se" };
const turned = (mark) => ({
  ...mark,
  corner: CORNERS[mark.corner],
  ...(mark.from ? { from: swapped(mark.from), to: swapped(mark.to) } : { x: minus(mark.y), y: minus(mark.x) }),
});
const upright = (spec) => ({
  ...spec,
  upright: true,
  xlim: swapped(spec.ylim),
  ylim: swapped(spec.xlim),
  marks: spec.marks.map(turned),
});

// A flat panel on the page. `fixed` and `moving` are its two layers of marks.
class Flat {
  constructor(spec, width, height, em) {
    const margin = Flat.margin(spec, em, width);
    Object.assign(this, { spec, width, height, margin, em });
    const [x0, x1] = spec.xlim,
      [y0, y1] = spec.ylim;
    this.w = Math.max(60, width - margin.left - margin.right);
    this.h = height - margin.top - margin.bottom;
    const up = spec.log ? (v) => Math.log10(Math.max(v, 1e-320)) : (v) => v;
    const [u0, u1] = [up(y0), up(y1)];
    const [xs, ys] = [
      [x0, x1],
      [y0, y1],
    ].map((ends) => [Math.min(...ends), Math.max(...ends)]);
    this.px = (x) => margin.left + clamp(((x - x0) / (x1 - x0)) * this.w, -FAR, FAR);
    this.py = (y) => margin.top + this.h - clamp(((up(y) - u0) / (u1 - u0)) * this.h, -FAR, FAR);
    this.x = (px) => clamp(x0 + ((px - margin.left) / this.w) * (x1 - x0), ...xs);
    this.y = (py) => clamp(y0 + ((margin.top + this.h - py) / this.h) * (y1 - y0), ...ys);
    this.node = this.build();
  }

  // Names below that would run into each other stand on two lines in turn.
  static crowded(spec, em, width) {
    const longest = Math.max(0, ...spec.names.map((words) => words.length));
    return longest * 0.55 * em > (width - 4.8 * em) / (spec.xlim[1] - spec.xlim[0]);
  }

  static margin(spec, em, width) {
    if (spec.bare) return { left: em, right: em, top: (spec.title ? 2 : 0.5) * em, bottom: 0.5 * em };
    const left = (spec.ylabel ? 5.2 : 3.8) * em,
      bottom = ((spec.xlabel ? 3.2 : 1.9) + (Flat.crowded(spec, em, width) ? 1.1 : 0)) * em;
    return { left, right: em, top: (spec.title ? 2 : 0.8) * em, bottom };
  }

  // The height that gives equal units across and up, and the width for a given height.
  static fit(spec, width, most, em) {
    const m = Flat.margin(spec, em, width);
    const ratio = Math.abs((spec.ylim[1] - spec.ylim[0]) / (spec.xlim[1] - spec.xlim[0]));
    const height = Math.min(most, (width - m.left - m.right) * ratio + m.top + m.bottom);
    return [(height - m.top - m.bottom) / ratio + m.left + m.right, height];
  }

  build() {
    const { spec, width, height, margin } = this,
      handled = Boolean(spec.place);
    const svg = make("svg", {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: handled ? "application" : "img",
      class: handled ? "ms-panel ms-handled" : "ms-panel",
    });
    const clip = `ms-${Math.random().toString(36).slice(2)}`;
    const hole = make("clipPath", { id: clip }, make("defs", {}, svg));
    make("rect", { x: margin.left, y: margin.top, width: this.w, height: this.h }, hole);
    this.frame(svg);
    const inside = make("g", { "clip-path": `url(#${clip})` }, svg);
    this.fixed = make("g", {}, inside);
    this.moving = make("g", {}, inside);
    for (const mark of spec.marks) DRAW[mark.mark](this, this.fixed, mark);
    return svg;
  }

  frame(svg) {
    const { spec, margin: m, w, h, em } = this;
    const g = make("g", {}, svg);
    const tick = (x, y, anchor, words) => make("text", { class: "ms-tick", x, y, "text-anchor": anchor }, g, words);
    const grid = (x1, x2, y1, y2) => make("line", { class: "ms-grid", x1, x2, y1, y2 }, g);
    const name = (place, words) => make("text", { class: "ms-name", ...place }, g, words);
    if (!spec.bare) {
      const lower = Flat.crowded(spec, em, this.width) ? 1.1 * em : 0;
      spec.names.forEach((words, k) => tick(this.px(k), m.top + h + 1.2 * em + (k % 2) * lower, "middle", words));
      for (const v of spec.names.length ? [] : ticks(...spec.xlim, w, 4 * em)) {
        grid(this.px(v), this.px(v), m.top, m.top + h);
        tick(this.px(v), m.top + h + 1.2 * em, "middle", short(v));
      }
      for (const v of spec.log ? decades(...spec.ylim, h, em) : ticks(...spec.ylim, h, 2.4 * em)) {
        grid(m.left, m.left + w, this.py(v), this.py(v));
        tick(m.left - 0.4 * em, this.py(v) + 0.3 * em, "end", short(v));
      }
    }
    const side = `translate(${1.1 * em} ${m.top + h / 2}) rotate(-90)`;
    name({ x: m.left + w / 2, y: m.top + h + 2.6 * em, "text-anchor": "middle" }, spec.xlabel);
    name({ transform: side, "text-anchor": "middle" }, spec.ylabel);
    name({ x: m.left, y: m.top - 0.7 * em, "text-anchor": "start" }, spec.title);
  }

  // The marks of this moment. moved: where the hand, or a glide, has a mark until Python answers.
  draw(marks, moved = null) {
    this.moving.replaceChildren();
    const alone = moved && moved.held.drag === "alone";
    for (const mark of marks) {
      const now = !moved || (alone && !sameHandle(mark, moved.held)) ? mark : this.followed(mark, moved);
      if (now) DRAW[now.mark](this, this.moving, this.spec.upright ? turned(now) : now);
    }
  }

  // A mark while another is on its way: what the view can know is drawn at once; the rest waits for Python.
  followed(mark, { x, y, held, glides }) {
    if (sameHandle(mark, held) || (held.along && mark.along === held.along)) {
      const curve = mark.along && this.spec.marks.find((other) => other.name === mark.along);
      return { ...mark, x, y, ...(curve ? along(curve, x) : {}) };
    }
    return glides || mark.mark === "trail" || mark.mark === "curve" ? mark : null;
  }
}

// Each answer of Python brings new marks: what the hand took hold of is known by what it asks for.
function sameHandle(mark, held) {
  return Boolean(mark.drag) && mark.asks === held.asks;
}

// Height and slope of a sampled curve at x: what the view needs to follow a drag by itself.
function along(curve, x) {
  const n = curve.x.length;
  const i = clamp(Math.floor(((x - curve.x[0]) / (curve.x[n - 1] - curve.x[0])) * (n - 1)), 0, n - 2);
  const [x0, x1, y0, y1] = [curve.x[i], curve.x[i + 1], curve.y[i], curve.y[i + 1]];
  const slope = (y1 - y0) / (x1 - x0);
  return { y: y0 + slope * (x - x0), slope };
}
