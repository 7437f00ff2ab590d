// Warning signs and pain, as `posturecam check` asks; and what the program itself needs.

import { el, replace } from "../dom.js";
import { failed } from "../parts.js";
import { button } from "../widgets.js";
import { capital } from "../words.js";

export const title = "Self-check";

const KINDS = { "at once": "limit", soon: "poor", "go on": "good" };

export function show(place, page) {
  const form = el("div", { class: "panels wide" }, el("p", { class: "busy" }, "One moment"));
  page.get("self-check").then((found) => replace(form, asked(found, page)), failed(form, page));
  replace(place, form, program(page));
}

function asked(found, page) {
  const now = signs(found.now, "now", changed);
  const lately = signs(found.lately, "lately", () => {});
  const pain = slider(found.pain);
  const where = el("input", { id: "where", type: "text", maxlength: 200, autocomplete: "off" });
  const keep = el("input", { type: "checkbox" });
  const rest = el(
    "div",
    { class: "fields" },
    lately.element,
    pain.element,
    el("div", { class: "field" }, el("label", { for: "where" }, "Where does it hurt?"), el("p", { class: "help" }, "In your own words; may stay empty."), where),
  );
  const result = el("div", { role: "status" });

  // An urgent sign ends the questions, as in the terminal.
  function changed() {
    rest.hidden = now.picked().length > 0;
  }

  async function send(event) {
    event.preventDefault();
    const urgent = now.picked().length > 0;
    const row = { now: now.picked(), lately: urgent ? [] : lately.picked(), pain: pain.value(), where: where.value.trim(), keep: keep.checked };
    try {
      replace(result, said(await page.post("self-check", row)));
      result.scrollIntoView({ block: "nearest" });
    } catch (error) {
      page.fail(error);
    }
  }

  const save = el("label", { class: "switch" }, keep, el("span", {}, "Save the answers to the history on this computer"));
  const go = el("button", { class: "button primary" }, "What should I do?");
  return el("form", { class: "panel fields", on: { submit: send } }, el("h2", {}, "You"), el("p", { class: "help" }, found.disclaimer), now.element, rest, save, el("div", { class: "buttons" }, go), result);
}

function signs(asked, name, changed) {
  const boxes = asked.signs.map(() => el("input", { type: "checkbox", on: { change: changed } }));
  const rows = asked.signs.map((sign, at) => el("li", {}, el("label", { class: "switch" }, boxes[at], el("span", {}, capital(sign)))));
  const element = el("div", { role: "group", "aria-labelledby": `${name}-signs`, class: "field" }, el("h3", { id: `${name}-signs` }, asked.question), el("ul", { class: "list" }, rows));
  return { element, picked: () => boxes.flatMap((box, at) => (box.checked ? [at] : [])) };
}

function slider({ question, least, most }) {
  const shown = el("output", { for: "pain", class: "unit" }, `${least} of ${most}`);
  const input = el("input", { id: "pain", type: "range", min: least, max: most, step: 1, value: String(least), on: { input: () => replace(shown, `${input.value} of ${most}`) } });
  return { element: el("div", { class: "field" }, el("label", { for: "pain" }, question), input, shown), value: () => Number(input.value) };
}

function said(found) {
  const [first, ...others] = found.sentences;
  return [
    el("p", { class: `note ${KINDS[found.step]}` }, el("b", {}, first)),
    others.map((line) => el("p", {}, line)),
    found.kept ? el("p", { class: "help" }, "Your answers are in the history.") : null,
    found.problem ? el("p", { class: "note poor" }, found.problem) : null,
  ];
}

function program(page) {
  const result = el("div", { role: "status" });

  async function run() {
    replace(result, el("p", { class: "busy" }, "Checking"));
    try {
      replace(result, findings(await page.get("doctor")));
    } catch (error) {
      replace(result, el("p", { class: "note limit" }, error.message));
    }
  }

  const check = button("Check posturecam", run);
  return el("section", { class: "panel" }, el("h2", {}, "The program"), el("p", { class: "help" }, "Camera, models, folders, notifications: what is there, what is missing, and what to do. No camera is opened."), check, result);
}

function findings(found) {
  const mark = (one) => (one.ok ? "good" : one.needed ? "limit" : "poor");
  const row = (one) => el("li", {}, el("div", { class: `note ${mark(one)}` }, el("b", {}, capital(one.name)), `: ${one.text}`, one.next_step ? el("p", { class: "help" }, one.next_step) : null));
  return [el("p", { class: "lead" }, found.well ? "Nothing that posturecam needs is missing." : "Something that posturecam needs is missing."), el("ul", { class: "list" }, found.findings.map(row))];
}
