import { el, replace } from "../dom.js";

export const title = "Exercises";

export function show(place, page) {
  page.get("exercises").then((row) => replace(place, el("pre", {}, JSON.stringify(row, null, 2))), page.fail);
}
