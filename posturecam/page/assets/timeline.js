// Today on a line: how high a part stands says what it was, its colour says it again.

import { el, svg } from "./dom.js";
import { CAUSES } from "./words.js";

const TOP = 6;
const LOW = 62; // the ground
const HEIGHT = 88;
const DAY_H = 24;
const KINDS = {
  well: { words: "sitting well", height: 26 },
  beyond: { words: "beyond a limit", height: 56 },
  unsure: { words: "not sure", height: 12 },
  paused: { words: "paused", height: 7 },
  away: { words: "away", height: 3 },
};
const LABELS = 8; // hours that have room for their label, on a phone

// What GET api/today answered, as a drawing with its key and its numbers.
export function timeline(day) {
  const parts = day.segments.map(({ start, end, what, cause }) => ({ from: hours(start), to: hours(end), what, cause }));
  for (const part of parts) if (part.to < part.from) part.to = DAY_H;
  if (!parts.length) return el("p", { class: "empty" }, day.note || "Nothing has been recorded today.");
  return el(
    "div",
    { class: "timeline" },
    drawing(parts),
    key(parts),
    day.note ? el("p", { class: "help" }, day.note) : null,
    numbers(parts),
  );
}

function drawing(parts) {
  const first = Math.floor(parts[0].from);
  const last = Math.max(first + 1, Math.ceil(parts.at(-1).to));
  const at = (hour) => `${((100 * (hour - first)) / (last - first)).toFixed(3)}%`;
  const wide = (from, to) => `${Math.max(0.15, (100 * (to - from)) / (last - first)).toFixed(3)}%`;
  const bars = parts.map(({ from, to, what, cause }) => {
    const { height, words } = KINDS[what] ?? KINDS.unsure;
    const said = `${clock(from)} to ${clock(to)}: ${CAUSES[cause] ?? words}`;
    return svg("rect", { class: what, x: at(from), width: wide(from, to), y: LOW - height, height }, svg("title", {}, said));
  });
  const every = Math.max(1, Math.ceil((last - first) / LABELS));
  const ticks = [];
  for (let hour = first; hour <= last; hour += 1) {
    ticks.push(svg("line", { class: "tick", x1: at(hour), x2: at(hour), y1: TOP, y2: LOW + 4 }));
    if ((hour - first) % every === 0 && hour < last) {
      ticks.push(svg("text", { x: at(hour), y: LOW + 20 }, `${hour}:00`));
    }
  }
  const ground = svg("line", { class: "ground", x1: 0, x2: "100%", y1: LOW, y2: LOW });
  return svg("svg", { class: "day", height: HEIGHT, role: "img", "aria-label": inWords(parts) }, ticks, bars, ground);
}

function key(parts) {
  const there = new Set(parts.map((part) => part.what));
  const entries = Object.entries(KINDS).filter(([what]) => there.has(what));
  return el(
    "ul",
    { class: "key" },
    entries.map(([what, { words, height }]) => {
      const sample = svg("svg", { class: "day", width: 14, height: 20, "aria-hidden": "true" }, svg("rect", { class: what, width: 14, y: 20 - (height * 20) / 58, height: (height * 20) / 58 }));
      return el("li", {}, sample, words);
    }),
  );
}

// The same by hour, for whoever wants numbers or does not see the drawing.
function numbers(parts) {
  const rows = new Map();
  for (const part of parts) {
    for (let hour = Math.floor(part.from); hour < part.to; hour += 1) {
      const minutes = 60 * (Math.min(part.to, hour + 1) - Math.max(part.from, hour));
      const row = rows.get(hour) ?? {};
      rows.set(hour, { ...row, [part.what]: (row[part.what] ?? 0) + minutes });
    }
  }
  const kinds = Object.keys(KINDS);
  const head = el("tr", {}, el("th", { scope: "col" }, "hour"), kinds.map((what) => el("th", { scope: "col", class: "number" }, KINDS[what].words)));
  const body = [...rows].map(([hour, row]) =>
    el("tr", {}, el("th", { scope: "row" }, `${hour}:00`), kinds.map((what) => el("td", { class: "number" }, Math.round(row[what] ?? 0)))),
  );
  const table = el("table", {}, el("thead", {}, head), el("tbody", {}, body));
  const frame = el("div", { class: "table", tabindex: 0, role: "region", "aria-label": "Minutes of each hour" }, table);
  return el("details", {}, el("summary", {}, "Minutes by hour"), frame);
}

function inWords(parts) {
  const sums = {};
  for (const { from, to, what } of parts) sums[what] = (sums[what] ?? 0) + 60 * (to - from);
  const said = Object.entries(KINDS)
    .filter(([what]) => sums[what] >= 1)
    .map(([what, { words }]) => `${Math.round(sums[what])} minutes ${words}`);
  return `Today from ${clock(parts[0].from)} to ${clock(parts.at(-1).to)}: ${said.join(", ")}`;
}

function hours(time) {
  const [, hour, minute, second] = /(\d\d):(\d\d)(?::(\d\d))?/.exec(time) ?? [0, 0, 0, 0];
  return Number(hour) + Number(minute) / 60 + Number(second ?? 0) / 3600;
}

function clock(hour) {
  const minutes = Math.round(60 * hour);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
