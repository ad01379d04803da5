// A panel in three dimensions, turned by drag, touch or arrow keys without asking Python. Drawn on a canvas, far to
// near: every piece of a surface, of a sheet and of a line is one item with a depth.

const TALL = 1.3; // the box is 2 × 2 × TALL
const NEAR = 4.5; // distance of the eye from its middle: a mild perspective
const SLOW = 22; // ms a picture: slower ones are drawn coarsely while they are turned
const HEAT = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [110, 206, 88],
  [181, 222, 43],
  [253, 231, 37],
];
const SIGNED = [
  [84, 39, 136],
  [153, 142, 195],
  [216, 218, 235],
  [247, 247, 247],
  [254, 224, 182],
  [241, 163, 64],
  [179, 88, 6],
];
const RAMPS = {
  heat: HEAT,
  signed: SIGNED,
  ink: [
    [250, 250, 250],
    [40, 40, 40],
  ],
};

function shade(ramp, share) {
  const t = clamp(share, 0, 1) * (ramp.length - 1),
    k = Math.min(ramp.length - 2, Math.floor(t));
  return ramp[k].map((v, i) => Math.round(v + (t - k) * (ramp[k + 1][i] - v)));
}

class Solid {
  constructor(spec, width, height, em, turnedTo, say) {
    Object.assign(this, { spec, width, height, em, say, live: [] });
    this.turned = turnedTo || { azimuth: spec.azimuth, elevation: spec.elevation };
    this.node = make("canvas", { class: "ms-panel ms-solid", role: "application", tabindex: 0, ...OWN_KEYS });
    const dense = window.devicePixelRatio || 1;
    Object.assign(this.node, { width: width * dense, height: height * dense });
    Object.assign(this.node.style, { width: `${width}px`, height: `${height}px`, touchAction: "none" });
    this.pen = this.node.getContext("2d");
    this.pen.scale(dense, dense);
    this.cost = 0;
    this.hand();
  }

  // ---- turning
  hand() {
    const node = this.node;
    let last = null;
    node.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      node.focus({ preventScroll: true });
      node.setPointerCapture(event.pointerId);
      last = [event.clientX, event.clientY];
    });
    node.addEventListener("pointermove", (event) => {
      if (!last) return;
      this.turn((last[0] - event.clientX) * 0.5, (event.clientY - last[1]) * 0.5, true);
      last = [event.clientX, event.clientY];
    });
    for (const end of ["pointerup", "pointercancel"])
      node.addEventListener(end, () => {
        last = null;
        this.later(false);
      });
    node.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], Home: [0, 0] }[
        event.key
      ];
      if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      const size = event.shiftKey ? 1 : 6;
      if (event.key === "Home")
        Object.assign(this.turned, { azimuth: this.spec.azimuth, elevation: this.spec.elevation });
      this.turn(size * way[0], size * way[1], false);
      const { azimuth, elevation } = this.turned;
      this.say(`Seen from ${Math.round(azimuth)} degrees around and ${Math.round(elevation)} degrees above.`);
    });
  }

  turn(around, above, held) {
    const azimuth = ((this.turned.azimuth + around + 540) % 360) - 180;
    this.turned = Object.assign(this.turned, { azimuth, elevation: clamp(this.turned.elevation + above, -10, 89) });
    this.later(held);
  }

  later(held) {
    this.held = held;
    this.asked ||= requestAnimationFrame(() => {
      this.asked = 0;
      this.paint();
    });
  }

  draw(marks) {
    this.live = marks;
    this.paint();
  }

  // ---- projecting
  look() {
    const [a, e] = [this.turned.azimuth, this.turned.elevation].map((v) => (v * Math.PI) / 180);
    const eye = [Math.cos(e) * Math.cos(a), Math.cos(e) * Math.sin(a), Math.sin(e)];
    const across = [-Math.sin(a), Math.cos(a), 0];
    const up = [-Math.sin(e) * Math.cos(a), -Math.sin(e) * Math.sin(a), Math.cos(e)];
    const size = Math.min(this.width / 3.3, this.height / 2.75);
    const dot = (p, q) => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
    this.eye = eye;
    this.project = (p) => {
      const depth = dot(p, eye),
        near = NEAR / (NEAR - depth);
      return [this.width / 2 + size * near * dot(p, across), this.height * 0.52 - size * near * dot(p, up), depth];
    };
  }

  // Data coordinates to the box, and from there to pixels and depth.
  place(x, y, z) {
    const share = (v, [low, high]) => clamp((v - low) / (high - low), -1, 2);
    const { xlim, ylim, zlim } = this.spec;
    return this.project([2 * share(x, xlim) - 1, 2 * share(y, ylim) - 1, TALL * (share(z, zlim) - 0.5)]);
  }

  // ---- painting
  paint() {
    const began = performance.now(),
      pen = this.pen;
    this.look();
    this.inks = getComputedStyle(this.node);
    this.coarse = this.held && this.cost > SLOW ? 2 : 1;
    pen.clearRect(0, 0, this.width, this.height);
    this.box();
    const items = [];
    for (const mark of [...this.spec.marks, ...this.live]) SOLID[mark.mark](this, items, mark);
    items.sort((a, b) => a.depth - b.depth);
    for (const item of items) item.draw(pen);
    this.title();
    this.cost = this.coarse > 1 ? this.cost : performance.now() - began;
  }

  ink(name) {
    return this.inks.getPropertyValue(`--ms-${name}`).trim() || "#888";
  }

  stroke(points, colour, width, dash = []) {
    const pen = this.pen;
    pen.beginPath();
    points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    Object.assign(pen, { strokeStyle: colour, lineWidth: width, lineJoin: "round", lineCap: "round" });
    pen.setLineDash(dash);
    pen.stroke();
    pen.setLineDash([]);
  }

  label(x, y, text, { colour = this.ink("exact"), align = "center", halo = false } = {}) {
    const pen = this.pen;
    Object.assign(pen, {
      font: `${0.86 * this.em}px ${this.inks.fontFamily}`,
      textAlign: align,
      textBaseline: "middle",
      fillStyle: colour,
    });
    if (halo) {
      Object.assign(pen, { strokeStyle: this.ink("ground"), lineWidth: 4, lineJoin: "round" });
      pen.strokeText(text, x, y);
    }
    pen.fillText(text, x, y);
  }

  title() {
    this.label(0.6 * this.em, 0.9 * this.em, this.spec.title, { align: "left" });
  }

  // The floor and the two walls behind, with grids, numbers and names.
  box() {
    const { xlim, ylim, zlim, xlabel, ylabel, zlabel } = this.spec;
    const back = (k, [low, high]) => (this.eye[k] > 0 ? low : high),
      front = (k, [low, high]) => (this.eye[k] > 0 ? high : low);
    const [bx, by, fx, fy] = [back(0, xlim), back(1, ylim), front(0, xlim), front(1, ylim)],
      floor = zlim[0];
    const room = 9 * this.em,
      grid = this.ink("grid");
    const rule = (...ends) =>
      this.stroke(
        ends.map((end) => this.place(...end)),
        grid,
        1,
      );
    const [tx, ty, tz] = [xlim, ylim, zlim].map((lim) => ticks(...lim, room, 2.4 * this.em));
    for (const x of tx) rule([x, by, zlim[1]], [x, by, floor], [x, fy, floor]);
    for (const y of ty) rule([bx, y, zlim[1]], [bx, y, floor], [fx, y, floor]);
    for (const z of tz) rule([fx, by, z], [bx, by, z], [bx, fy, z]);
    const beside = (at, towards, words, far) => {
      const [x, y] = this.place(...at),
        [cx, cy] = this.place(...towards),
        length = Math.hypot(x - cx, y - cy) || 1;
      this.label(x + (far * this.em * (x - cx)) / length, y + (far * this.em * (y - cy)) / length, words);
    };
    const middle = (lim) => (lim[0] + lim[1]) / 2;
    for (const x of tx) beside([x, fy, floor], [x, by, floor], short(x), 1);
    for (const y of ty) beside([fx, y, floor], [bx, y, floor], short(y), 1);
    beside([middle(xlim), fy, floor], [middle(xlim), by, floor], xlabel, 2.4);
    beside([fx, middle(ylim), floor], [bx, middle(ylim), floor], ylabel, 2.4);
    const sides = [
      [fx, by],
      [bx, fy],
    ].sort((a, b) => this.place(...a, floor)[0] - this.place(...b, floor)[0]);
    for (const z of tz) {
      const [x, y] = this.place(...sides[0], z);
      this.label(x - 0.5 * this.em, y, short(z), { align: "right" });
    }
    const [x, y] = this.place(...sides[0], zlim[1]);
    this.label(x, y - 1.1 * this.em, zlabel);
  }
}

// ---- marks: one function each, which adds items {depth, draw} --------------------------------------

function face(items, corners, fill, edge) {
  const depth = corners.reduce((sum, corner) => sum + corner[2], 0) / corners.length;
  items.push({
    depth,
    draw(pen) {
      pen.beginPath();
      corners.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.closePath();
      pen.fillStyle = fill;
      pen.fill();
      if (edge) {
        Object.assign(pen, { strokeStyle: edge, lineWidth: 0.6 });
        pen.stroke();
      }
    },
  });
}

// Lines lie a little nearer than the surface they are drawn on.
function pieces(panel, items, places, colour, width, dash) {
  for (let i = 1; i < places.length; i++) {
    const ends = [places[i - 1], places[i]],
      depth = (ends[0][2] + ends[1][2]) / 2 + 0.04;
    items.push({ depth, draw: () => panel.stroke(ends, colour, width, dash) });
  }
}

const placesOf = (panel, m) =>
  m.x
    .map((x, i) => [x, m.y[i], m.z[i]])
    .filter((p) => p.every(known))
    .map((p) => panel.place(...p));
const between = (a, b, t) => a.map((v, i) => v + t * (b[i] - v));

const SOLID = {
  surface(panel, items, m) {
    const step = panel.coarse,
      [low, high] = panel.spec.zlim,
      ramp = RAMPS[m.palette];
    const dots = m.z.map((row, i) =>
      row.map((z, j) => (known(z) && i % step === 0 && j % step === 0 ? panel.place(m.x[j], m.y[i], z) : null)),
    );
    for (let i = 0; i + step < m.y.length; i += step) {
      for (let j = 0; j + step < m.x.length; j += step) {
        const corners = [dots[i][j], dots[i][j + step], dots[i + step][j + step], dots[i + step][j]];
        if (corners.some((corner) => !corner)) continue;
        const height = (m.z[i][j] + m.z[i + step][j + step]) / 2;
        const colour = shade(ramp, (height - low) / (high - low));
        face(items, corners, `rgba(${colour}, 0.93)`, `rgb(${colour.map((v) => Math.round(0.82 * v))})`);
      }
    }
  },
  sheet(panel, items, m) {
    const [a, b, c, d] = m.x.map((x, i) => [x, m.y[i], m.z[i]]),
      n = 14 / panel.coarse;
    const at = (i, j) => panel.place(...between(between(a, b, i / n), between(d, c, i / n), j / n));
    const fill = panel.ink(m.ink);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++)
        face(items, [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)], `${fill}55`, "");
    }
    const edge = [
      [a, b],
      [b, c],
      [c, d],
      [d, a],
    ].flatMap(([p, q]) => Array.from({ length: 12 }, (_, k) => panel.place(...between(p, q, k / 11))));
    pieces(panel, items, edge, fill, 1.2);
  },
  curve(panel, items, m) {
    pieces(panel, items, placesOf(panel, m), panel.ink(m.ink), m.width, m.dash ? [6, 5] : []);
  },
  trail(panel, items, m) {
    const places = placesOf(panel, m),
      colour = panel.ink(m.ink);
    pieces(panel, items, places, colour, 1.4);
    for (const place of places) items.push({ depth: place[2] + 0.06, draw: (pen) => blob(pen, place, 3.2, colour) });
  },
  point(panel, items, m) {
    const [place] = placesOf(panel, m);
    if (!place) return;
    const colour = panel.ink(m.ink),
      edge = panel.ink("ground");
    items.push({ depth: place[2] + 0.08, draw: (pen) => blob(pen, place, m.size, colour, edge, m.shape) });
    if (m.label)
      items.push({
        depth: 9,
        draw: () => panel.label(place[0] + 10, place[1] - 10, m.label, { colour, align: "left", halo: true }),
      });
  },
  arrow(panel, items, m) {
    const [start, end] = placesOf(panel, m),
      colour = panel.ink(m.ink);
    if (!end) return;
    const [shaft, head] = arrowParts(start[0], start[1], end[0], end[1], 11);
    items.push({
      depth: Math.max(start[2], end[2]) + 0.1,
      draw(pen) {
        Object.assign(pen, { strokeStyle: colour, fillStyle: colour, lineWidth: 2.6 });
        pen.stroke(new Path2D(shaft));
        pen.fill(new Path2D(head));
      },
    });
    if (m.label)
      items.push({
        depth: 9,
        draw: () => panel.label(end[0] + 9, end[1] - 9, m.label, { colour, align: "left", halo: true }),
      });
  },
};

function blob(pen, [x, y], size, colour, edge, shape = "circle") {
  const path = new Path2D();
  path.addPath(new Path2D(SHAPES[shape](size)), new DOMMatrix([1, 0, 0, 1, x, y]));
  Object.assign(pen, {
    fillStyle: colour,
    strokeStyle: shape === "ring" ? colour : edge || colour,
    lineWidth: shape === "ring" ? 2.2 : 1.5,
  });
  if (shape !== "ring") pen.fill(path);
  if (edge || shape === "ring") pen.stroke(path);
}
