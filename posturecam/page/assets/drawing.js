// The figure of an exercise: a picture that moves, or a still one for people who want no motion.

import { el } from "./dom.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

// `one` is an exercise with its key, and in `figure` what its figure shows.
export function drawing(one, moves = !calm.matches) {
  return el("img", { class: "drawing", src: addressOf(one, moves), alt: one.figure, width: 400, height: 400, loading: "lazy" });
}

// Lets every figure in `place` move or stand still.
export function setMoving(place, moves) {
  for (const image of place.querySelectorAll("img.drawing")) {
    const still = image.src.replace(/\?still$/, "");
    image.src = moves ? still : `${still}?still`;
  }
}

export function isCalm() {
  return calm.matches;
}

function addressOf(one, moves) {
  return `api/figure/${encodeURIComponent(one.key)}${moves ? "" : "?still"}`;
}
