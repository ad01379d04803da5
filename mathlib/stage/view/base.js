// What all parts of a view use: making nodes, short numbers, inks.
// No build step, nothing fetched: the files of this folder are joined to one module by mathlib/stage/__init__.py.

const SVG = "http://www.w3.org/2000/svg";
const HTML = [
  "div",
  "span",
  "button",
  "label",
  "input",
  "select",
  "option",
  "p",
  "canvas",
  "progress",
  "fieldset",
  "legend",
];
const FAR = 20000; // px: what lies further out is not drawn further out

const clamp = (v, low, high) => Math.min(high, Math.max(low, v));
const known = (v) => v !== null && v !== undefined && Number.isFinite(v);

function make(tag, attributes = {}, parent = null, words = null) {
  const node = HTML.includes(tag) ? document.createElement(tag) : document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (words !== null) node.textContent = words;
  if (parent) parent.append(node);
  return node;
}

// Short numbers for ticks and boxes: 0.1, 250, 1e−8; never 0.30000000000000004.
function short(v) {
  if (v === 0) return "0";
  const size = Math.abs(v);
  const text =
    size >= 1e5 || size < 1e-3
      ? v.toExponential(1).replace(".0e", "e").replace("e+", "e")
      : String(Number(v.toPrecision(4)));
  return text.replaceAll("-", "−");
}

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

// A mark that JupyterLab's keyboard respects: letters typed while this element has the focus are its own.
const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };
