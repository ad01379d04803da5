// Marks in three dimensions: one function each, which adds items {depth, draw} to what solid.js paints far to near.

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

// The tiles of a grid of heights, each with its four corners on screen; where a corner is missing there is a hole.
function tiles(panel, m, step, lay) {
  const dots = m.z.map((row, i) =>
    row.map((z, j) => (known(z) && i % step === 0 && j % step === 0 ? panel.place(m.x[j], m.y[i], z) : null)),
  );
  for (let i = 0; i + step < m.y.length; i += step) {
    for (let j = 0; j + step < m.x.length; j += step) {
      const corners = [dots[i][j], dots[i][j + step], dots[i + step][j + step], dots[i + step][j]];
      if (corners.every(Boolean)) lay(corners, i, j);
    }
  }
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
    tiles(panel, m, step, (corners, i, j) => {
      const height = (m.z[i][j] + m.z[i + step][j + step]) / 2;
      const colour = shade(ramp, (height - low) / (high - low)),
        edge = colour.map((v) => Math.round(0.82 * v));
      face(items, corners, `rgba(${colour}, ${m.opacity})`, `rgba(${edge}, ${m.opacity})`);
    });
  },
  patch(panel, items, m) {
    const fill = panel.ink(m.ink);
    tiles(panel, m, 1, (corners) => face(items, corners, `${fill}88`, fill));
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
