// How far a movement goes: to the mark is a full repetition, of your own in this very set.

import { svg } from "./dom.js";

const WIDE = 100;
const FULL = 80; // where the mark stands

export function reachBar() {
  const done = svg("rect", { class: "done", x: 0, y: 2, width: 0, height: 8, rx: 2 });
  const track = svg("rect", { class: "track", x: 0, y: 2, width: WIDE, height: 8, rx: 2 });
  const mark = svg("path", { class: "mark", d: `M${FULL} 0v12` });
  const element = svg("svg", { class: "reach", viewBox: `0 0 ${WIDE} 12`, preserveAspectRatio: "none", "aria-hidden": "true" }, track, done, mark);
  return {
    element,
    update(reach) {
      done.setAttribute("width", Math.min(WIDE, Math.max(0, reach * FULL)).toFixed(1));
    },
  };
}
