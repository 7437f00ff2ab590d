// Pieces that several views use: a second question, amounts in words, a line of two parts.

import { el, replace } from "./dom.js";
import { NARROW } from "./words.js";

// Asks a second question in a dialog: resolves to true when it is answered with `word`.  With
// `field`, a labelled text field stands in it, and its text is what it resolves to.
export function sure(heading, lines, word, { danger = true, field = null } = {}) {
  return new Promise((resolve) => {
    const text = field && el("input", { id: "asked", type: "text", maxlength: 40, required: true, value: field.value });
    const asked = field && el("div", { class: "field" }, el("label", { for: "asked" }, field.label), text);
    const yes = el("button", { class: `button ${danger ? "danger" : "primary"}`, value: "yes" }, word);
    const no = el("button", { class: "button", value: "", formnovalidate: true }, "Cancel");
    const form = el("form", { method: "dialog" }, el("h2", { id: "question" }, heading), lines.map((line) => el("p", {}, line)), asked, el("div", { class: "buttons" }, no, yes));
    const dialog = el("dialog", { "aria-labelledby": "question", on: { close: answer } }, form);
    function answer() {
      dialog.remove();
      const agreed = dialog.returnValue === "yes";
      resolve(field ? agreed && text.value.trim() : agreed);
    }
    document.body.append(dialog);
    dialog.showModal();
    (text || no).focus();
  });
}

// Says that what `body` is to show could not be read.
export function failed(body, page) {
  return (error) => {
    replace(body, el("p", { class: "note limit" }, error.message));
    page.fail(error);
  };
}

export function bytes(number) {
  if (number < 1000) return `${number} B`;
  const units = ["kB", "MB", "GB"];
  let at = 0;
  let size = number / 1000;
  for (; size >= 1000 && at < 2; at += 1) size /= 1000;
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[at]}`;
}

export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

export function percent(part, whole) {
  return whole > 0 ? `${Math.round((100 * part) / whole)}${NARROW}%` : "not measured";
}

export function facts(pairs) {
  const there = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return el("dl", { class: "facts" }, there.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

export function table(label, heads, rows) {
  const cell = (value, at) => el("td", heads[at].number ? { class: "number" } : {}, value);
  const head = (one) => el("th", { scope: "col", class: one.number ? "number" : null }, one.name || one);
  return el(
    "div",
    { class: "table", tabindex: "0", role: "region", "aria-label": label },
    el("table", {}, el("thead", {}, el("tr", {}, heads.map(head))), el("tbody", {}, rows.map((row) => el("tr", {}, row.map(cell))))),
  );
}
