// A panel in three dimensions, turned by drag, touch or arrow keys without asking Python. Drawn on a canvas, far to
// near: every piece of a surface, of a sheet and of a line is one item with a depth.

const TALL = 1.3; // the box is 2 × 2 × TALL
const NEAR = 4.5; // distance of the eye from its middle: a mild perspective
const SLOW = 22; // ms a picture: slower ones are drawn coarsely while they are turned

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
    const size = Math.min(this.width / 3.3, this.height / 2.95);
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
