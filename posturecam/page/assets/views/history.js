import { el, replace } from "../dom.js";

export const title = "History";

export function show(place, page) {
  page.get("history").then((row) => replace(place, el("pre", {}, JSON.stringify(row, null, 2))), page.fail);
}
