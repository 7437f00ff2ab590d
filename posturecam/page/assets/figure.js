// The person from the side, drawn from what was measured: the head where the craniovertebral angle
// puts it, the shoulder where the forward shoulder angle does, the trunk leaning and sunk as it is.
// Dotted is the calibration; hatched is what lies beyond a limit; the wedge is the error.
//
// Lengths are those of a middle-sized body, in cm (posturecam/core/body/, tests/support/synthetic):
// hips to the base of the neck 57, from there to the ear 13.6; the ear stands 52 degrees up.

import { el, svg } from "./dom.js";
import { arc, band, degrees, p, polar, radians, spoke } from "./geometry.js";
import { follower } from "./motion.js";

const SCALE = 3.2; // units of the sheet for a centimetre
const SHEET = [392, 350];
const HIP = [112, 290];
const TRUNK = 57 * SCALE;
const NECK = 13.6 * SCALE;
const CVA_DEG = 52;
const SHOULDER = [2.5 * SCALE, 5.5 * SCALE]; // ahead of the base of the neck, and below it
const UPPER_ARM = 29 * SCALE;
const FOREARM = 38 * SCALE;
const HAND = [290, 214];
const DIAL = 30 * SCALE; // from the base of the neck
const SHOULDER_DIAL = 15 * SCALE;
const MEASURES = ["cva_change_deg", "fsa_change_deg", "trunk_lean_deg", "slump_cm"];
const WORST = 2.5; // limits that a dial goes beyond, as a gauge does
const PROFILE = [
  // in cm from the ear, x forward and y up: nape, skull, forehead, nose, chin, throat
  "M", [-5.6, -8], "C", [-6.2, -5], [-9.4, -2], [-9.6, 3.5], "C", [-9.6, 9.6], [-5.2, 13.6], [0.6, 13.6],
  "C", [5.6, 13.6], [8.6, 10.4], [8.8, 5.6], "C", [8.9, 3.6], [8.5, 3.2], [9, 2], "L", [11, -1.9],
  "C", [11.1, -2.6], [9.6, -2.8], [9.3, -3.2], "C", [9, -4], [9.7, -4.6], [9.3, -5.4],
  "C", [9, -6.2], [9.4, -7.4], [8.4, -9], "C", [7.4, -10.4], [3.4, -9.6], [2.2, -8.2], "Z",
];

// Where everything is for `values` (a `figure` message; null counts as calibrated).
export function bodyOf(values) {
  const of = (name) => values?.[name] ?? 0;
  const lean = radians(of("trunk_lean_deg"));
  const sunk = of("slump_cm") * SCALE;
  const neck = [HIP[0] + TRUNK * Math.sin(lean), HIP[1] - TRUNK * Math.cos(lean) + sunk];
  const ear = polar(neck, NECK, CVA_DEG + of("cva_change_deg"));
  const round = Math.atan2(...SHOULDER) + radians(of("fsa_change_deg")) - lean;
  const far = Math.hypot(...SHOULDER);
  const shoulder = [
    neck[0] + far * Math.sin(round) + 6,
    neck[1] + far * Math.cos(round) - of("shoulder_elevation_cm") * SCALE,
  ];
  const back = Math.max(0, of("slump_cm")) * SCALE * 1.6;
  const middle = [(HIP[0] + neck[0]) / 2 - 8 - back, (HIP[1] + neck[1]) / 2];
  return { neck, ear, shoulder, middle, elbow: elbowOf(shoulder), pitch: of("head_pitch_deg") };
}

// A figure to put on a page; update(values) shows a `figure` message, or null:
// nobody is measured; it returns whether anything is.
export function sideFigure({ guide = false } = {}) {
  const parts = drawn();
  const sheet = svg(
    "svg",
    { class: guide ? "figure guide" : "figure", viewBox: `0 0 ${SHEET.join(" ")}`, "aria-hidden": "true" },
    things(),
    parts.all,
  );
  const words = el("p", { class: "unseen" });
  const element = el("div", { class: "side" }, sheet, words);
  const motion = follower((values) => draw(parts, values));
  return {
    element,
    update(values) {
      sheet.classList.toggle("absent", !guide && !isMeasured(values));
      motion.to(values);
      const said = guide ? "" : inWords(values);
      if (words.textContent !== said) words.textContent = said;
      return isMeasured(values);
    },
    stop: motion.stop,
  };
}

function isMeasured(values) {
  return Boolean(values) && MEASURES.some((name) => typeof values[name] === "number");
}

// The figure in a sentence, for whoever does not see it.
export function inWords(values) {
  if (!isMeasured(values)) return "Side figure: nothing is measured now.";
  const parts = [
    part(values.cva_change_deg, -1, "°", "head further forward", "head further back"),
    part(values.fsa_change_deg, 1, "°", "shoulders rounder", "shoulders further back"),
    part(values.trunk_lean_deg, 1, "°", "leaning forward", "leaning back"),
    part(values.slump_cm, 1, " cm", "lower", "taller"),
  ];
  return `Side figure, against your calibration: ${parts.filter(Boolean).join(", ") || "nothing measured"}.`;
}

function part(value, sign, unit, worse, better) {
  if (value === null || value === undefined) return "";
  const size = Math.round(Math.abs(value));
  if (size === 0) return "";
  return `${value * sign > 0 ? worse : better} by ${size}${unit}`;
}

function drawn() {
  const path = (name) => svg("path", { class: name });
  const parts = {
    ghostBody: path("ghost"),
    ghostHead: path("ghost"),
    trunk: path("trunk"),
    neckStalk: path("stalk"),
    head: path("head"),
    arm: path("arm"),
    beyond: path("beyond"),
    scale: path("scale"),
    zero: path("zero"),
    error: path("error"),
    needle: path("needle"),
    limit: path("limit"),
    roundBeyond: path("beyond"),
    roundError: path("error"),
    roundNeedle: path("needle"),
    roundLimit: path("limit"),
    hub: svg("circle", { class: "hub", r: 4 }),
    tip: svg("circle", { class: "hub", r: 4 }),
  };
  const still = bodyOf(null);
  set(parts.ghostBody, `M${p(HIP)} Q${p(still.middle)} ${p(still.neck)}`);
  set(parts.ghostHead, profile(still.ear, 0));
  const { defs, fill } = stripes();
  for (const beyond of [parts.beyond, parts.roundBeyond]) beyond.setAttribute("fill", fill);
  const { trunk, neckStalk, head, arm, ...signs } = parts;
  const person = svg("g", { class: "person" }, leg(), trunk, neckStalk, head, arm);
  const { ghostBody, ghostHead, ...over } = signs;
  return { ...parts, all: [defs, ghostBody, ghostHead, person, Object.values(over)] };
}

function draw(parts, values) {
  const body = bodyOf(values);
  const { neck, ear, shoulder, middle, elbow } = body;
  set(parts.trunk, `M${p(HIP)} Q${p(middle)} ${p(neck)}`);
  set(parts.neckStalk, `M${p([neck[0] + 5, neck[1] + 8])} L${p([ear[0] - 3, ear[1] + 10])}`);
  set(parts.head, profile(ear, body.pitch));
  set(parts.arm, `M${p(shoulder)} L${p(elbow)} L${p(HAND)}`);
  place(parts.hub, neck);
  place(parts.tip, ear);
  drawNeck(parts, values, neck);
  drawShoulder(parts, values, neck, shoulder);
}

function drawNeck(parts, values, neck) {
  const limit = values?.cva_limit_deg || 0;
  const change = values?.cva_change_deg ?? null;
  const at = (worse) => CVA_DEG - worse;
  const end = WORST * (limit || 8);
  set(parts.scale, arc(neck, DIAL, at(-10), at(end)));
  set(parts.zero, spoke(neck, DIAL - 7, DIAL + 7, at(0)));
  set(parts.beyond, limit ? band(neck, DIAL - 5, DIAL + 13, at(limit), at(end)) : "");
  set(parts.limit, limit ? spoke(neck, DIAL - 9, DIAL + 17, at(limit)) : "");
  const sd = values?.cva_sd_deg || 0;
  set(parts.error, change === null ? "" : band(neck, 0, DIAL, at(-change - sd), at(-change + sd)));
  set(parts.needle, change === null ? "" : spoke(neck, 0, DIAL + 6, at(-change)));
  for (const hub of [parts.hub, parts.tip]) hub.setAttribute("visibility", change === null ? "hidden" : "visible");
}

function drawShoulder(parts, values, neck, shoulder) {
  const limit = values?.fsa_limit_deg || 0;
  const change = values?.fsa_change_deg ?? null;
  const lean = values?.trunk_lean_deg ?? 0;
  const rest = -90 + degrees(Math.atan2(...SHOULDER)) - lean;
  const at = (worse) => rest + worse;
  const sd = values?.fsa_sd_deg || 0;
  const shown = change !== null;
  set(parts.roundBeyond, shown && limit ? band(neck, SHOULDER_DIAL - 6, SHOULDER_DIAL + 6, at(limit), at(WORST * limit)) : "");
  set(parts.roundLimit, shown && limit ? spoke(neck, SHOULDER_DIAL - 9, SHOULDER_DIAL + 9, at(limit)) : "");
  set(parts.roundError, shown ? band(neck, 0, SHOULDER_DIAL, at(change - sd), at(change + sd)) : "");
  set(parts.roundNeedle, shown ? spoke(neck, 0, SHOULDER_DIAL + 3, at(change)) : "");
}

// What does not move: chair, desk and screen.
function things() {
  const line = (d) => svg("path", { class: "thing", d });
  return [
    line("M64 150 Q58 230 70 300 M70 300 H176 M122 312 V352"),
    line("M262 226 H388"),
    line("M350 226 V176 M366 74 L342 174"),
  ];
}

function leg() {
  return svg("path", { class: "leg", d: `M${p(HIP)} L236 294 V400` });
}

let patterns = 0;

function stripes() {
  patterns += 1;
  const id = `stripes-${patterns}`;
  const lines = svg("path", { class: "stripes", d: "M-1 5 5 -1 M3 9 9 3" });
  const pattern = svg("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, svg("rect", { class: "wash", width: 8, height: 8 }), lines);
  return { defs: svg("defs", {}, pattern), fill: `url(#${id})` };
}

// The elbow that upper arm and forearm leave for a hand on the desk, below and behind.
function elbowOf(shoulder) {
  const [dx, dy] = [HAND[0] - shoulder[0], HAND[1] - shoulder[1]];
  const far = Math.min(Math.hypot(dx, dy), UPPER_ARM + FOREARM - 1);
  const along = (far ** 2 + UPPER_ARM ** 2 - FOREARM ** 2) / (2 * far);
  const off = Math.sqrt(Math.max(0, UPPER_ARM ** 2 - along ** 2));
  const [ux, uy] = [dx / Math.hypot(dx, dy), dy / Math.hypot(dx, dy)];
  return [shoulder[0] + along * ux - off * uy, shoulder[1] + along * uy + off * ux];
}

function profile(ear, pitchDeg) {
  const turn = radians(pitchDeg);
  const place = ([x, y]) => p([
    ear[0] + SCALE * (x * Math.cos(turn) + y * Math.sin(turn)),
    ear[1] - SCALE * (y * Math.cos(turn) - x * Math.sin(turn)),
  ]);
  return PROFILE.map((one) => (typeof one === "string" ? one : place(one))).join(" ");
}

function set(path, d) {
  path.setAttribute("d", d);
}

function place(circle, [x, y]) {
  circle.setAttribute("cx", x.toFixed(1));
  circle.setAttribute("cy", y.toFixed(1));
}
