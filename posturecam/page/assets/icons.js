// Signs drawn here: a light for each state, which differ in shape as well as in colour, and an icon
// for each view.  All of them only repeat words that stand beside them.

import { svg } from "./dom.js";

const RING = ["circle", { cx: 12, cy: 12, r: 10.5 }];
const LIGHTS = {
  well: [fill(...RING), mark("M7 12.5l3.4 3.4L17.2 9")],
  beyond: [fill("path", { d: "M12 1.8 23 21.5H1z" }), mark("M12 9v6"), mark("M12 18.2v.1")],
  unsure: [fill("path", { d: "M12 .8 23.2 12 12 23.2.8 12z" }), mark("M9.2 9.8a2.9 2.9 0 1 1 4.3 2.5c-1 .6-1.5 1.2-1.5 2.2"), mark("M12 17.6v.1")],
  away: [line("circle", { cx: 12, cy: 12, r: 9.5, "stroke-dasharray": "3.4 3" })],
  paused: [fill("rect", { x: 1.5, y: 1.5, width: 21, height: 21, rx: 5 }), mark("M9 7.5v9"), mark("M15 7.5v9")],
  camera_lost: [fill("path", { d: "M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z" }), mark("M8.3 8.3l7.4 7.4"), mark("M15.7 8.3l-7.4 7.4")],
  starting: [line(...RING), mark("M7 12v.1"), mark("M12 12v.1"), mark("M17 12v.1")],
  uncalibrated: [line("circle", { cx: 12, cy: 12, r: 8 }), line("path", { d: "M12 1v6M12 17v6M1 12h6M17 12h6" })],
  leading: [fill("circle", { cx: 12, cy: 4.6, r: 3.2 }), line("path", { d: "M2.5 4 12 11.5 21.5 4M12 11.5V16M6.5 22.5 12 16l5.5 6.5" })],
  calibrating: [line("path", { d: "M12 2a10 10 0 1 0 10 10" }), line("circle", { cx: 12, cy: 12, r: 4 })],
};
const VIEWS = {
  now: "M12 3.5a2.7 2.7 0 1 0 .1 0M6 21v-5.5c0-3 2.4-4.8 6-4.8s6 1.8 6 4.8V21",
  calibrate: "M12 5a7 7 0 1 0 .1 0M12 1.5v5M12 17.5v5M1.5 12h5M17.5 12h5",
  exercises: "M12 2.5a2 2 0 1 0 .1 0M3.5 5.5 12 10l8.5-4.5M12 10v5M12 15l-4 7M12 15l4 7",
  history: "M4 21V12M9.5 21V5M15 21v-7M20.5 21V8.5",
  settings: "M3 7h9M18 7h3M15 4.5v5M3 17h3M12 17h9M9 14.5v5",
  profiles: "M4 5h16v14H4zM9.5 8.5a1.8 1.8 0 1 0 .1 0M6.5 16c0-2 1.3-3 3-3s3 1 3 3M15.5 10H18M15.5 14H18",
  "self-check": "M9 4H5v17h14V4h-4M9 2.5h6v3.5H9zM8.5 13.5l2.5 2.5 4.5-5",
  privacy: "M12 2.5 4 5.5v6c0 5 3.5 8.5 8 10 4.5-1.5 8-5 8-10v-6zM12 8.5v4M12 15.5v.1",
};

// light("beyond"): the sign of a state, an unknown one as "unsure".
export function light(name) {
  const known = Object.hasOwn(LIGHTS, name) ? name : "unsure";
  return svg(
    "svg",
    { class: `light ${known}`, viewBox: "0 0 24 24", "aria-hidden": "true" },
    LIGHTS[known].map(([tag, properties]) => svg(tag, properties)),
  );
}

// icon("settings"): the sign of a view.
export function icon(name) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: VIEWS[name] ?? "" }),
  );
}

function fill(tag, properties) {
  return [tag, { class: "solid", ...properties }];
}

function line(tag, properties) {
  return [tag, { class: "line", ...properties }];
}

function mark(d) {
  return ["path", { class: "mark", d }];
}
