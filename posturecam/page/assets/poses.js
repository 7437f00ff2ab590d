// The guide drawings of the poses: what a pose looks like from the front, from the outline of the
// person upright; and from the side, as values for the side figure.

const ABOUT = { name: "", side: null, change: (point) => point };

// `change` moves a point of the upright outline; `low` is where the shoulders are, `middle` the
// middle of the body and `head` how high the head is.  By eye on the samples.
const POSES = {
  upright: { name: "Upright", side: {} },
  slump: {
    name: "Slump",
    side: { cva_change_deg: -14, trunk_lean_deg: 4, slump_cm: 7, fsa_change_deg: 8 },
    change: ([x, y], { head }) => [x, y + 0.32 * head],
  },
  head_forward: {
    name: "Head forward",
    side: { cva_change_deg: -18 },
    change: ([x, y], { low, middle, head }) => (y < low ? [middle + (x - middle) * 1.18, y + 0.12 * head] : [x, y]),
  },
  shoulders_rounded: {
    name: "Shoulders rounded",
    side: { fsa_change_deg: 30 },
    change: ([x, y], { low, middle, head }) => (y < low ? [x, y] : [middle + (x - middle) * 0.9, y + 0.08 * head]),
  },
  lean_in: {
    name: "Lean in",
    side: { trunk_lean_deg: 13 },
    change: ([x, y], { low, middle, head }) => [middle + (x - middle) * 1.25, low + (y - low) * 1.25 + 0.12 * head],
  },
  lean_back: {
    name: "Lean back",
    side: { trunk_lean_deg: -12 },
    change: ([x, y], { low, middle }) => [middle + (x - middle) * 0.85, low + (y - low) * 0.85],
  },
  slide: {
    name: "Slide down",
    side: { trunk_lean_deg: -14, slump_cm: 9, cva_change_deg: -6 },
    change: ([x, y], { head }) => [x, y + 0.45 * head],
  },
  look_down: {
    name: "Look down",
    side: { head_pitch_deg: 26, cva_change_deg: -4 },
    change: ([x, y], { low, head }) => (y < low ? [x, low + (y - low) * 0.86 + 0.06 * head] : [x, y]),
  },
  turn: {
    name: "Turn the head",
    side: {},
    change: ([x, y], { low, middle, head }) => (y < low ? [middle + (x - middle) * 0.9 + 0.1 * head, y] : [x, y]),
  },
  shrug: {
    name: "Shrug",
    side: { shoulder_elevation_cm: 6 },
    change: ([x, y], { low, head }) => (y < low ? [x, y] : [x, y - 0.3 * head]),
  },
};

// Head and shoulders in the middle of a picture, for whoever is not seen yet.
const SOMEBODY = mirrored([
  [0.16, 1.06], [0.235, 0.72], [0.29, 0.68], [0.42, 0.66], [0.425, 0.47], [0.415, 0.4],
  [0.4, 0.3], [0.415, 0.2], [0.455, 0.14],
], [0.5, 0.125]);

// What there is to show of a pose; an unknown one has no drawing.
export function poseOf(name) {
  return { ...ABOUT, ...(Object.hasOwn(POSES, name) ? POSES[name] : { name: name.replaceAll("_", " ") }) };
}

// The outline of a pose, made of the upright outline of the person or, before there is one, of
// somebody's; in fractions of the picture.
export function guideOutline(name, upright) {
  const points = upright?.length ? upright : SOMEBODY;
  const ys = points.map(([, y]) => y);
  const xs = points.map(([x]) => x);
  const top = Math.min(...ys);
  const low = shouldersOf(points);
  const sheet = { low, middle: (Math.min(...xs) + Math.max(...xs)) / 2, head: low - top };
  return points.map((point) => poseOf(name).change(point, sheet));
}

// Where the neck ends and the shoulders begin: the fourth point from either end (view/outline.py).
function shouldersOf(points) {
  return points.length > 8 ? (points[3][1] + points.at(-4)[1]) / 2 : points[1][1];
}

function mirrored(left, top) {
  return [...left, top, ...left.map(([x, y]) => [1 - x, y]).reverse()];
}
