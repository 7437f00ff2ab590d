import { el, replace } from "../dom.js";

export const title = "Self-check";

export function show(place, page) {
  page.get("self-check").then((row) => replace(place, el("pre", {}, JSON.stringify(row, null, 2))), page.fail);
}
