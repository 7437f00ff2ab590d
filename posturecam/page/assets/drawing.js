// The line figure of an exercise: strokes on a sheet of 100 x 100, each with its role.

import { svg } from "./dom.js";
import { p } from "./geometry.js";

const HEAD = 5.5; // length of the sides of an arrow's head
const OPEN = 0.55; // radians between them and its shaft
const ORDER = ["thing", "before", "body", "moved", "arrow"];

export function drawing(strokes, title) {
  const sorted = [...strokes].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
  return svg(
    "svg",
    { class: "drawing", viewBox: "0 0 100 100", role: "img", "aria-label": title },
    sorted.map(({ role, points }) => svg("path", { class: role, d: pathOf(points) + headOf(role, points) })),
  );
}

function pathOf(points) {
  return `M${points.map(p).join(" L")}`;
}

function headOf(role, points) {
  if (role !== "arrow" || points.length < 2) return "";
  const [[x0, y0], [x, y]] = points.slice(-2);
  const back = Math.atan2(y0 - y, x0 - x);
  const side = (turn) => [x + HEAD * Math.cos(back + turn), y + HEAD * Math.sin(back + turn)];
  return ` ${pathOf([side(-OPEN), [x, y], side(OPEN)])}`;
}
