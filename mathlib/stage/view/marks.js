// The marks of flat panels: one function each, DRAW[mark](panel, group, mark).

function outline(panel, xs, ys) {
  let d = "",
    pen = false;
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
  star: (r) =>
    Array.from({ length: 10 }, (_, k) => {
      const q = (k % 2 ? 0.45 : 1.25) * r,
        a = (Math.PI * k) / 5;
      return `${k ? "L" : "M"}${(q * Math.sin(a)).toFixed(2)} ${(-q * Math.cos(a)).toFixed(2)}`;
    }).join("") + "Z",
  cross: (r) => `M${-r} ${-r}L${r} ${r}M${-r} ${r}L${r} ${-r}`,
};

// Words beside a place: to its right and above, or where there is room.
function words(panel, g, x, y, label, ink, corner) {
  const [up, side] = corner || (panel.px(x) > panel.margin.left + 0.7 * panel.w ? "nw" : "ne");
  const place = { x: panel.px(x) + (side === "w" ? -10 : 10), y: panel.py(y) + (up === "n" ? -9 : 18) };
  make("text", { class: `ms-label ink-${ink}`, ...place, "text-anchor": side === "w" ? "end" : "start" }, g, label);
}

// The shaft and the head of an arrow in pixels, as two outlines.
function arrowParts(x1, y1, x2, y2, most) {
  const length = Math.hypot(x2 - x1, y2 - y1),
    head = Math.min(most, length);
  if (length < 0.5) return ["", ""];
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length],
    [bx, by] = [x2 - head * ux, y2 - head * uy];
  const [sx, sy] = [head * 0.5 * uy, head * 0.5 * ux];
  const f = (v) => v.toFixed(1);
  return [
    `M${f(x1)} ${f(y1)}L${f(bx)} ${f(by)}`,
    `M${f(x2)} ${f(y2)}L${f(bx - sx)} ${f(by + sy)}L${f(bx + sx)} ${f(by - sy)}Z`,
  ];
}

function line(g, m, d, width) {
  make("path", { class: `ms-line ink-${m.ink}${m.dash ? " ms-dash" : ""}`, d, "stroke-width": width }, g);
}

const DRAW = {
  curve(panel, g, m) {
    line(g, m, outline(panel, m.x, m.y), m.width);
  },
  trail(panel, g, m) {
    line(g, m, outline(panel, m.x, m.y), 1.2);
    m.x.forEach((x, i) => {
      if (!known(x) || !known(m.y[i])) return;
      const opacity = (0.35 + (0.65 * (i + 1)) / m.x.length).toFixed(2);
      make("circle", { class: `ms-fill ink-${m.ink}`, cx: panel.px(x), cy: panel.py(m.y[i]), r: 3.2, opacity }, g);
    });
  },
  point(panel, g, m) {
    if (!known(m.x) || !known(m.y)) return;
    const look = m.shape === "ring" || m.shape === "cross" ? "ms-hollow" : "ms-fill ms-edge";
    make(
      "path",
      {
        class: `${look} ink-${m.ink}${m.drag ? " ms-handle" : ""}`,
        d: SHAPES[m.shape](m.size),
        transform: `translate(${panel.px(m.x).toFixed(1)} ${panel.py(m.y).toFixed(1)})`,
      },
      g,
    );
    if (m.label) words(panel, g, m.x, m.y, m.label, m.ink);
  },
  arrow(panel, g, m) {
    if (![...m.from, ...m.to].every(known)) return;
    const ends = [panel.px(m.from[0]), panel.py(m.from[1]), panel.px(m.to[0]), panel.py(m.to[1])];
    const [shaft, head] = arrowParts(...ends, 10);
    line(g, m, shaft, 2.5);
    make("path", { class: `ms-fill ink-${m.ink}`, d: head }, g);
    if (m.label) words(panel, g, m.to[0], m.to[1], m.label, m.ink);
  },
  field(panel, g, m) {
    let shafts = "",
      heads = "";
    m.x.forEach((x, i) => {
      if (![x, m.y[i], m.u[i], m.v[i]].every(known)) return;
      const parts = arrowParts(panel.px(x), panel.py(m.y[i]), panel.px(x + m.u[i]), panel.py(m.y[i] + m.v[i]), 6);
      shafts += parts[0];
      heads += parts[1];
    });
    line(g, m, shafts, m.width);
    make("path", { class: `ms-fill ink-${m.ink}`, d: heads }, g);
  },
  segment(panel, g, m) {
    if (![...m.from, ...m.to].every(known)) return;
    line(g, m, outline(panel, [m.from[0], m.to[0]], [m.from[1], m.to[1]]), m.width);
    if (m.label) words(panel, g, m.to[0], m.to[1], m.label, m.ink);
  },
  tangent(panel, g, m) {
    if (![m.x, m.y, m.slope].every(known)) return;
    const [from, to] = panel.spec.xlim.map((x) => [x, m.y + m.slope * (x - m.x)]);
    DRAW.segment(panel, g, { ...m, from, to, width: 1.8, dash: true });
  },
  text(panel, g, m) {
    if (known(m.x) && known(m.y)) words(panel, g, m.x, m.y, m.words, m.ink, m.corner);
  },
  bars(panel, g, m) {
    m.x.forEach((x, i) => {
      if (!known(m.heights[i])) return;
      const [a, b] = [panel.py(0), panel.py(m.heights[i])],
        left = panel.px(x - m.width / 2);
      make(
        "rect",
        {
          class: `ms-fill ink-${m.ink}`,
          x: left,
          width: panel.px(x + m.width / 2) - left,
          y: Math.min(a, b),
          height: Math.abs(a - b),
        },
        g,
      );
    });
  },
  box(panel, g, m) {
    const em = panel.em,
      longest = Math.max(...m.lines.map((text) => text.length));
    const w = (longest * 0.53 + 0.8) * em,
      h = (1.25 * m.lines.length + 0.6) * em;
    const [x, y] = [panel.px(m.x), panel.py(m.y)];
    make(
      "rect",
      {
        class: `ms-box-mark ink-${m.ink}${m.filled ? " ms-acts" : ""}`,
        x: x - w / 2,
        y: y - h / 2,
        width: w,
        height: h,
        rx: 0.4 * em,
      },
      g,
    );
    m.lines.forEach((text, i) =>
      make(
        "text",
        {
          class: "ms-tick ms-boxed",
          x,
          "text-anchor": "middle",
          y: y + (1.25 * (i - (m.lines.length - 1) / 2) + 0.32) * em,
        },
        g,
        text,
      ),
    );
  },
  polygon(panel, g, m) {
    const d = outline(panel, m.x, m.y) + "Z";
    if (m.filled) make("path", { class: `ms-fill ms-veil ink-${m.ink}`, d }, g);
    else line(g, m, d, 2.5);
  },
  contour(panel, g, m) {
    for (const [, xs, ys] of m.pieces) make("path", { class: "ms-contour", d: outline(panel, xs, ys) }, g);
  },
  image(panel, g, m) {
    const [left, right] = m.xlim.map(panel.px),
      [bottom, top] = m.ylim.map(panel.py);
    make(
      "image",
      {
        class: "ms-image",
        href: `data:image/png;base64,${m.png}`,
        preserveAspectRatio: "none",
        x: left,
        y: top,
        width: right - left,
        height: bottom - top,
      },
      g,
    );
  },
};
