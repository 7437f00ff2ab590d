// The own picture, live, with outlines over it: asked for only while it can be seen, kept nowhere.

import { el, replace, svg } from "./dom.js";
import { p } from "./geometry.js";

// A picture to put on a page; draw(size, person, guide) draws outlines in fractions of it, and
// want(false) does without it until want(true).
export function cameraPicture() {
  const picture = el("img", { alt: "You, live, as in a mirror" });
  const sheet = svg("svg", { "aria-hidden": "true", preserveAspectRatio: "xMidYMid slice" });
  const covered = el("p", { class: "covered" }, "Waiting for the camera");
  const element = el("div", { class: "mirror" }, covered, picture, sheet);
  let isOn = true;
  let isWanted = true;
  let shown = "";

  function follow() {
    if (isOn && isWanted && !document.hidden) picture.setAttribute("src", `api/picture?${Date.now()}`);
    else picture.removeAttribute("src"); // ends the pictures
  }
  function stop() {
    isOn = false;
    follow();
    document.removeEventListener("visibilitychange", follow);
  }
  function want(isIt) {
    if (isIt === isWanted) return;
    isWanted = isIt;
    element.hidden = !isIt;
    follow();
  }
  document.addEventListener("visibilitychange", follow);
  follow();

  function draw([width, height], person, guide) {
    covered.hidden = picture.naturalWidth > 0; // else it is read out with the picture before it
    const [across, down] = width && height ? [width, height] : [640, 480];
    const paths = [
      guide ? svg("path", { class: "guide", d: smooth(guide, across, down) }) : null,
      person ? svg("path", { class: "person", d: smooth(person, across, down) }) : null,
    ];
    const text = JSON.stringify([across, down, person, guide]);
    if (text === shown) return;
    shown = text;
    sheet.setAttribute("viewBox", `0 0 ${across} ${down}`);
    element.style.setProperty("--ratio", `${across} / ${down}`);
    replace(sheet, paths);
  }
  return { element, draw, want, stop };
}

// A smooth line through points (Catmull-Rom as Bezier curves).
function smooth(points, width, height) {
  const at = points.map(([x, y]) => [x * width, y * height]);
  const parts = [`M${p(at[0])}`];
  for (let n = 0; n < at.length - 1; n += 1) {
    const [before, from, to, after] = [at[Math.max(0, n - 1)], at[n], at[n + 1], at[Math.min(at.length - 1, n + 2)]];
    const one = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6];
    const two = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6];
    parts.push(`C${p(one)} ${p(two)} ${p(to)}`);
  }
  return parts.join(" ");
}
