// The figure of an exercise: it moves by itself, or stands still for people who want no motion.

import { drawing } from "./drawing.js";
import { el } from "./dom.js";

// A picture of `one`, an exercise of api/exercises; null if there is none.
export function movingFigure(one) {
  if (one?.moves) {
    const address = `figures/${encodeURIComponent(one.key)}.svg`;
    return el(
      "picture",
      { class: "moving" },
      el("source", { media: "(prefers-reduced-motion: reduce)", srcset: `${address}?still` }),
      el("img", { loading: "lazy", src: address, alt: `${one.name}, shown by a figure`, width: 400, height: 400 }),
    );
  }
  return one?.figure?.length ? drawing(one.figure, `${one.name}, drawn`) : null;
}
