import { el, replace } from "../dom.js";

export const title = "Calibrate";

export function show(place) {
  const picture = el("img", { src: "api/picture", alt: "You, as the camera sees you" });
  replace(place, picture);
  return () => picture.removeAttribute("src"); // ends the pictures
}
