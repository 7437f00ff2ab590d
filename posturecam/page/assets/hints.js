// What is wrong right now, in words with a sign.

import { el, replace } from "./dom.js";
import { light } from "./icons.js";
import { coded } from "./widgets.js";
import { capital } from "./words.js";

// What is wrong right now, what matters most first; or that all is well.
export function drawHints(place, wrong, well) {
  const lines = wrong.length ? wrong.map(capital) : [well].filter(Boolean);
  const kind = wrong.length ? "wrong" : "fine";
  const text = JSON.stringify([kind, lines]);
  if (place.dataset.shown === text) return;
  place.dataset.shown = text;
  place.className = `hints ${kind}`;
  replace(place, lines.map((line) => el("li", {}, light(kind === "wrong" ? "beyond" : "well"), el("span", {}, coded(line)))));
}
