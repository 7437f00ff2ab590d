// One measure as a bar: the line is the calibration, the hatched part lies beyond the limit, the
// band is the error and the dot what is measured now.  Its text stands beside it.

import { el, replace, svg } from "./dom.js";
import { setText } from "./widgets.js";

const HEIGHT = 26;
const MIDDLE = HEIGHT / 2;
const UNITS = { deg: "°", cm: " cm", min: " min" };
const WORSE = {
  forward_head: "further forward",
  rounded_shoulders: "rounder",
  slump: "more slumped",
  leaning_in: "further in",
  raised_shoulders: "higher",
  head_tilt: "to one side",
  too_close: "nearer",
  still_too_long: "without moving",
};
let made = 0;

// A list of gauges to put on a page; update(rows) shows the gauges of a `screen` message.
export function gaugeList() {
  const element = el("ul", { class: "gauges" });
  const shown = new Map();
  return {
    element,
    update(rows) {
      const labels = rows.map((row) => row.label);
      if (labels.join() !== [...shown.keys()].join()) {
        const kept = labels.map((label) => [label, shown.get(label) ?? oneGauge()]);
        shown.clear();
        for (const [label, gauge] of kept) shown.set(label, gauge);
        replace(element, kept.map(([, gauge]) => gauge.element));
      }
      for (const row of rows) shown.get(row.label).update(row);
    },
  };
}

// The amount with its limit, as it is said elsewhere: "11 ± 3° (limit 8°)".
export function amountOf(row) {
  const limit = row.limit ? ` (limit ${trimmed(row.limit)}${UNITS[row.unit] ?? "°"})` : "";
  return `${row.amount.replace("-", "−")}${limit}`;
}

function oneGauge() {
  const name = el("span", { class: "name" });
  const amount = el("span", { class: "amount" });
  const words = el("span", { class: "words" });
  const bar = drawn();
  const element = el("li", {}, el("p", {}, name, " ", amount, " ", words), bar.element);
  return {
    element,
    update(row) {
      setText(name, row.label);
      setText(amount, row.worse === null ? "" : amountOf(row));
      setText(words, row.worse === null ? row.reason : wordsOf(row));
      element.classList.toggle("beyond", row.is_beyond);
      bar.update(row);
    },
  };
}

function wordsOf(row) {
  if (row.is_beyond) return "beyond the limit";
  return row.worse >= 0.5 ? (WORSE[row.cause] ?? "") : "";
}

function drawn() {
  made += 1;
  const id = `hatch-${made}`;
  const lines = svg("path", { class: "stripes", d: "M-1 5 5 -1 M3 9 9 3" });
  const pattern = svg("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, svg("rect", { class: "wash", width: 8, height: 8 }), lines);
  const beyond = svg("rect", { class: "beyond", y: MIDDLE - 6, height: 12, fill: `url(#${id})` });
  const error = svg("rect", { class: "error", y: MIDDLE - 4, height: 8, rx: 4 });
  const limit = tick("limit", 11);
  const zero = tick("zero", 8);
  const dot = svg("circle", { class: "dot", cy: MIDDLE, r: 6 });
  const track = svg("line", { class: "track", x1: 0, x2: "100%", y1: MIDDLE, y2: MIDDLE });
  const element = svg("svg", { class: "bar-gauge", height: HEIGHT, "aria-hidden": "true" }, svg("defs", {}, pattern), track, beyond, error, zero, limit, dot);

  function update(row) {
    const at = (value) => `${(100 * share(value, row.span)).toFixed(2)}%`;
    const measured = row.worse !== null;
    element.classList.toggle("absent", !measured);
    move(zero, at(0));
    show(limit, Boolean(row.limit));
    show(beyond, Boolean(row.limit));
    move(limit, at(row.limit));
    stretch(beyond, row.limit, row.span[1], row.span);
    show(dot, measured);
    show(error, measured && Boolean(row.sd));
    if (measured) {
      dot.setAttribute("cx", at(row.worse));
      stretch(error, row.worse - (row.sd ?? 0), row.worse + (row.sd ?? 0), row.span);
    }
  }
  return { element, update };
}

function tick(name, half) {
  return svg("line", { class: name, y1: MIDDLE - half, y2: MIDDLE + half });
}

function move(line, x) {
  line.setAttribute("x1", x);
  line.setAttribute("x2", x);
}

function stretch(rect, from, to, span) {
  const [left, right] = [share(from, span), share(to, span)];
  rect.setAttribute("x", `${(100 * left).toFixed(2)}%`);
  rect.setAttribute("width", `${(100 * (right - left)).toFixed(2)}%`);
}

function show(element, isShown) {
  element.setAttribute("visibility", isShown ? "visible" : "hidden");
}

function share(value, [low, high]) {
  return (Math.min(Math.max(value, low), high) - low) / (high - low);
}

function trimmed(number) {
  return String(Math.round(number * 10) / 10);
}
