// A ring that fills as time passes, with the seconds left in it.

import { svg } from "./dom.js";

const RADIUS = 44;
const ROUND = 2 * Math.PI * RADIUS;

export function ring() {
  const done = svg("circle", { class: "done", cx: 50, cy: 50, r: RADIUS, "stroke-dasharray": `0 ${ROUND}`, transform: "rotate(-90 50 50)" });
  const seconds = svg("text", { x: 50, y: 52, "text-anchor": "middle", "dominant-baseline": "middle" });
  const track = svg("circle", { class: "track", cx: 50, cy: 50, r: RADIUS });
  const element = svg("svg", { class: "ring", viewBox: "0 0 100 100", role: "img" }, track, done, seconds);
  return {
    element,
    update(leftS, ofS) {
      const share = ofS > 0 ? Math.min(1, Math.max(0, 1 - leftS / ofS)) : 1;
      done.setAttribute("stroke-dasharray", `${(share * ROUND).toFixed(1)} ${ROUND.toFixed(1)}`);
      const text = String(Math.ceil(leftS));
      if (seconds.textContent !== text) seconds.textContent = text;
      element.setAttribute("aria-label", `${text} seconds left`);
    },
  };
}
