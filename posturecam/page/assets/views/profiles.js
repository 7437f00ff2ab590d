import { el, replace } from "../dom.js";

export const title = "Profiles";

export function show(place, page) {
  page.get("profiles").then((row) => replace(place, el("pre", {}, JSON.stringify(row, null, 2))), page.fail);
}
