// What several views are made of.

import { el } from "./dom.js";

export function button(words, act, more = "") {
  return el("button", { type: "button", class: `button ${more}`.trim(), on: { click: act } }, words);
}

// Asks the instance for something and shows its answer.
export async function ask(page, row) {
  try {
    page.say((await page.post("do", row)).answer);
    return true;
  } catch (error) {
    page.fail(error);
    return false;
  }
}

// Calls what draws a value only when that has changed.
export function changing(draw) {
  const shown = {};
  return (values) => {
    for (const [name, value] of Object.entries(values)) {
      if (shown[name] === value) continue;
      shown[name] = value;
      draw[name](value);
    }
  };
}

// Sets a text that may be the same as before; a reader is not disturbed then.
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// A text in which something to type stands between `backticks`, as nodes.
export function coded(text) {
  return text.split("`").map((part, at) => (at % 2 ? el("code", {}, part) : part));
}
