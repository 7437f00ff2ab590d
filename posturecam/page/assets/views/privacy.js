import { el, replace } from "../dom.js";

export const title = "Privacy";

export function show(place, page) {
  page.get("privacy").then((row) => replace(place, el("pre", {}, JSON.stringify(row, null, 2))), page.fail);
}
