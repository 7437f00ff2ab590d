import { el, replace } from "../dom.js";

export const title = "Now";

export function show(place, page) {
  page.onState((state) => {
    if (state?.running) replace(place, el("p", {}, state.glance.sentence));
    else replace(place);
  });
}
