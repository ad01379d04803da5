// The hand on a flat panel: press, drag and arrow keys ask for the panel's action, or for that of a mark taken hold of.

const REACH = 18; // px around a mark within which a press takes hold of it

class Hand {
  // view: draws what is moved at once, and asks Python. See View.move.
  constructor(view, panel) {
    Object.assign(this, { view, panel, spec: panel.spec, held: null });
    const node = panel.node;
    node.tabIndex = 0;
    node.setAttribute("data-lm-suppress-shortcuts", "true");
    node.style.touchAction = this.spec.equal ? "none" : "pan-y";
    node.addEventListener("pointerdown", (event) => this.press(event));
    node.addEventListener("pointermove", (event) => {
      if (this.held) this.follow(event);
    });
    for (const end of ["pointerup", "pointercancel"])
      node.addEventListener(end, () => {
        this.held = null;
      });
    node.addEventListener("keydown", (event) => this.key(event));
  }

  marks() {
    return (this.view.model.get("live").marks || {})[this.spec.name] || [];
  }

  press(event) {
    if (event.button) return;
    this.view.talk.stop();
    this.panel.node.focus({ preventScroll: true });
    this.panel.node.setPointerCapture(event.pointerId);
    this.held = this.taken(event) || this.own();
    this.follow(event);
  }

  // The mark of the panel's own action, and a mark with another action if the press is close to it.
  own() {
    return this.marks().find((mark) => mark.drag && !mark.asks) || { drag: true };
  }

  taken(event) {
    const [px, py] = this.pixels(event);
    const far = (mark) => Math.hypot(this.panel.px(mark.x) - px, this.panel.py(mark.y) - py);
    const others = this.marks().filter((mark) => mark.drag && mark.asks && known(mark.x) && known(mark.y));
    const nearest = others.sort((a, b) => far(a) - far(b))[0],
      own = this.own();
    if (!nearest || far(nearest) > REACH) return null;
    return known(own.x) && far(own) < far(nearest) ? null : nearest;
  }

  pixels(event) {
    const box = this.panel.node.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * this.panel.width) / box.width,
      ((event.clientY - box.top) * this.panel.height) / box.height,
    ];
  }

  follow(event) {
    const [px, py] = this.pixels(event);
    this.view.move(this.panel, this.held, this.panel.x(px), this.panel.y(py));
  }

  key(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.view.talk.stop();
    const own = this.own(),
      { xlim, ylim, stride, place } = this.spec,
      pending = this.view.talk.pending(place);
    const at = pending ? { x: pending[0], y: pending[1] } : known(own.x) ? own : { x: 0, y: 0 };
    const size = event.shiftKey ? 200 : 40,
      up = ylim[1] > ylim[0] ? 1 : -1;
    const [dx, dy] = stride.length ? stride : [(xlim[1] - xlim[0]) / size, Math.abs(ylim[1] - ylim[0]) / size];
    const x = clamp(at.x + way[0] * dx, Math.min(...xlim), Math.max(...xlim));
    const y = clamp(at.y + up * way[1] * dy, Math.min(...ylim), Math.max(...ylim));
    this.view.move(this.panel, own, Number(x.toPrecision(6)), Number(y.toPrecision(6)));
  }
}
