import { el, replace } from "../dom.js";

export const title = "Settings";

export function show(place, page) {
  page.get("settings").then((row) => replace(place, el("pre", {}, JSON.stringify(row, null, 2))), page.fail);
}
