// The form field of one setting: label, help, control, what it may be, and the way back to the
// default.

import { el, replace } from "./dom.js";
import { comparison } from "./what_if.js";
import { button } from "./widgets.js";
import { capital } from "./words.js";

const STEPS = 200; // of a slider; its ends are those of the setting

// Returns {row, element, mark(isChanged), wrong(text), isWrong(), wait(), compare(found)};
// `changed(value)` is called with each new value that is one.
export function control(row, value, changed) {
  const id = `set-${row.key.replace(".", "-")}`;
  const error = el("p", { class: "error", id: `${id}-error` });
  const past = el("p", { class: "help past", hidden: true });
  const input = row.locked ? lockedInput(row, id) : (INPUTS[row.type] || textInput)(row, id, take);
  const chip = el("span", { class: "chip", hidden: true }, "not saved");
  const back = button("Back to the default", reset, "quiet small");
  const label = named(row, id, chip);
  const [, ...more] = row.help.split("; ");
  const may = el("p", { class: "help", id: `${id}-help` }, more.map((part) => `${capital(part)}. `), allowed(row));
  const hidden = row.hidden ? el("p", { class: "note" }, "Password or key are hidden here; they stay as they are unless you type another address.") : null;
  const element = el("div", { class: "field", "data-key": row.key, role: input.group ? "group" : null, "aria-labelledby": input.group ? `${id}-label` : null }, label, input.element, hidden, error, past, may, back);
  for (const one of input.described) one.setAttribute("aria-describedby", `${id}-help ${id}-error`);
  put(value);

  function put(next) {
    input.put(next);
    back.hidden = row.locked || JSON.stringify(next) === JSON.stringify(row.default);
  }

  function take(next, problem = "") {
    wrong(problem);
    back.hidden = JSON.stringify(next) === JSON.stringify(row.default);
    changed(problem ? NaN : next);
  }

  function reset() {
    put(row.default);
    take(row.default);
    input.described[0].focus();
  }

  function wrong(text) {
    replace(error, text);
    for (const one of input.described) {
      if (text) one.setAttribute("aria-invalid", "true");
      else one.removeAttribute("aria-invalid");
    }
  }

  function mark(isChanged) {
    element.classList.toggle("changed", isChanged);
    chip.hidden = !isChanged;
  }

  function compare(found) {
    past.classList.remove("busy");
    past.hidden = !found;
    replace(past, found ? comparison(found) : "");
  }

  function wait() {
    past.hidden = false;
    past.classList.add("busy");
    replace(past, "Going through the last hour");
  }

  return { row, element, mark, wrong, wait, compare, isWrong: () => error.textContent !== "" };
}

function named(row, id, chip) {
  const words = capital(row.help.split("; ")[0]);
  const key = el("span", { class: "code" }, row.key);
  const isGroup = row.type === "list" && row.choices.length;
  const tag = isGroup ? el("span", { class: "label", id: `${id}-label` }, words) : el("label", { for: id }, words);
  return [tag, el("p", { class: "help" }, key, " ", chip)];
}

function allowed(row) {
  const usual = JSON.stringify(row.default) === '""' || (Array.isArray(row.default) && !row.default.length) ? "empty" : shown(row.default);
  const unit = row.unit ? ` ${row.unit}` : "";
  const may = row.type === "boolean" ? "On or off" : capital(row.allowed);
  return `${may}; the default is ${usual}${usual === "empty" ? "" : unit}.`;
}

function shown(value) {
  if (typeof value === "boolean") return value ? "on" : "off";
  return Array.isArray(value) ? value.join(", ") : String(value);
}

const INPUTS = { number: numberInput, integer: numberInput, boolean: switchInput, choice: choiceInput, list: listInput };

function numberInput(row, id, take) {
  const isWhole = row.type === "integer";
  const input = el("input", { id, type: "number", min: row.min, max: row.max, step: isWhole ? 1 : "any", on: { input: typed } });
  const slides = row.what_if && row.min !== null && row.max !== null;
  const slider = slides ? el("input", { type: "range", min: 0, max: STEPS, "aria-label": `${row.key}, by hand`, on: { input: slid } }) : null;

  function typed() {
    const value = Number(input.value);
    if (slider) place(value);
    take(value, fault(row, input.value, value));
  }

  function slid() {
    const value = valueAt(row, Number(slider.value) / STEPS);
    input.value = value;
    slider.setAttribute("aria-valuetext", `${value} ${row.unit}`);
    take(value);
  }

  function place(value) {
    slider.value = Math.round(STEPS * placeOf(row, value));
    slider.setAttribute("aria-valuetext", `${value} ${row.unit}`);
  }

  function put(value) {
    input.value = value;
    if (slider) place(value);
  }

  const unit = row.unit ? el("span", { class: "unit" }, row.unit) : null;
  return { element: el("div", { class: "buttons" }, el("span", {}, input, unit), slider), described: [input], put };
}

function fault(row, text, value) {
  const isOutside = (row.min !== null && value < row.min) || (row.max !== null && value > row.max) || (row.above && value === row.min);
  const isBroken = row.type === "integer" && !Number.isInteger(value);
  return text.trim() === "" || !Number.isFinite(value) || isOutside || isBroken ? `Must be ${row.allowed}.` : "";
}

// A slider has more room where values are small: most limits lie there.
function valueAt(row, part) {
  const value = row.min + (row.max - row.min) * part ** 2;
  const step = row.type === "integer" ? 1 : stepAt(value, row.max - row.min);
  const rounded = Math.round(value / step) * step;
  return Number(Math.min(row.max, Math.max(row.min, rounded)).toFixed(2));
}

function stepAt(value, range) {
  if (range <= 1) return 0.01;
  if (value < 20) return 0.5;
  if (value < 120) return 1;
  return value < 600 ? 5 : 30;
}

function placeOf(row, value) {
  return Math.sqrt(Math.min(1, Math.max(0, (value - row.min) / (row.max - row.min || 1))));
}

function switchInput(row, id, take) {
  const input = el("input", { id, type: "checkbox", on: { change: () => take(put(input.checked)) } });
  const word = el("span", { "aria-hidden": "true" });

  function put(value) {
    input.checked = value;
    replace(word, shown(value));
    return value;
  }

  return { element: el("span", { class: "switch" }, input, word), described: [input], put };
}

function choiceInput(row, id, take) {
  const options = row.choices.map((one, at) => el("option", { value: String(at) }, String(one)));
  const select = el("select", { id, on: { change: () => take(row.choices[Number(select.value)]) } }, options);
  const unit = row.unit ? el("span", { class: "unit" }, row.unit) : null;
  return { element: el("div", {}, select, unit), described: [select], put: (value) => (select.value = String(row.choices.indexOf(value))) };
}

// What names programs or receivers: whoever got into the page must not change it.
function lockedInput(row, id) {
  const output = el("output", { id, class: "code" });
  const how = el("p", { class: "help" }, "Changed in a terminal only: ", el("span", { class: "code" }, `posturecam settings set ${row.key}=VALUE`));
  return { element: el("div", {}, output, how), described: [], put: (value) => replace(output, shown(value) || "empty") };
}

function textInput(row, id, take) {
  const input = el("input", { id, type: "text", autocomplete: "off", spellcheck: "false", on: { input: () => take(input.value) } });
  return { element: el("div", {}, input), described: [input], put: (value) => (input.value = value) };
}

function listInput(row, id, take) {
  if (row.choices.length) return picksInput(row, take);
  const words = () => input.value.split(",").map((one) => one.trim()).filter(Boolean);
  const input = el("input", { id, type: "text", autocomplete: "off", spellcheck: "false", on: { input: () => take(words()) } });
  const help = el("p", { class: "help" }, "Separated by commas.");
  return { element: el("div", {}, input, help), described: [input], put: (value) => (input.value = value.join(", ")) };
}

function picksInput(row, take) {
  const picked = () => take(row.choices.filter((_, at) => boxes[at].checked));
  const boxes = row.choices.map(() => el("input", { type: "checkbox", on: { change: picked } }));
  const labels = row.choices.map((one, at) => el("label", { class: "switch" }, boxes[at], el("span", {}, String(one))));
  return { element: el("div", { class: "buttons" }, labels), described: boxes, group: true, put: (value) => boxes.forEach((box, at) => (box.checked = value.includes(row.choices[at]))) };
}
