// Every exercise, by the fault it answers, with its steps, muscles and cautions.

import { drawing, isCalm, setMoving } from "../drawing.js";
import { el, replace } from "../dom.js";
import { countedBy, showLesson } from "../lesson.js";
import { count } from "../parts.js";
import { ask, button } from "../widgets.js";
import { CAUSES, capital } from "../words.js";

export const title = "Exercises";

const ALL = "";
const LEAD = "lead";

// #/exercises, #/exercises/chin_tuck, and #/exercises/chin_tuck/lead, where it is led.
export function show(place, page) {
  if (page.rest?.[1] === LEAD) return showLesson(place, page, page.rest[0]);
  replace(place, el("p", { class: "busy" }, "Reading the exercises"));
  page.get("exercises").then((row) => draw(place, row, page), page.fail);
  return undefined;
}

function draw(place, row, page) {
  const wanted = page.rest?.[0];
  const list = el("div", { class: "exercise-list" });
  const number = el("p", { class: "help", role: "status" });
  let moves = !isCalm();
  const motion = button(motionWords(moves), () => {
    moves = !moves;
    motion.textContent = motionWords(moves);
    setMoving(list, moves);
  }, "small");
  const choose = (cause) => {
    const fitting = row.exercises.filter((one) => cause === ALL || one.causes.includes(cause));
    replace(number, count(fitting.length, "exercise"));
    replace(list, sorted(fitting, cause).map((one) => exercise(one, page, moves)));
  };
  replace(
    place,
    row.stop ? el("p", { class: "note poor" }, row.stop) : null,
    row.problem ? el("p", { class: "note limit" }, row.problem) : null,
    faults(row.exercises, choose),
    number,
    el("p", {}, motion),
    list,
    signs(row),
  );
  choose(ALL);
  if (wanted) open(list, wanted);
}

// The best fit for a fault first.
function sorted(exercises, cause) {
  if (cause === ALL) return exercises;
  return [...exercises].sort((a, b) => a.causes.indexOf(cause) - b.causes.indexOf(cause));
}

function faults(exercises, choose) {
  const there = Object.keys(CAUSES).filter((cause) => exercises.some((one) => one.causes.includes(cause)));
  const choices = [[ALL, "all"], ...there.map((cause) => [cause, CAUSES[cause]])];
  return el(
    "fieldset",
    { class: "segments" },
    el("legend", {}, "What for"),
    choices.map(([cause, words], number) =>
      el("label", {}, el("input", { type: "radio", name: "cause", checked: number === 0, on: { change: () => choose(cause) } }), el("span", {}, capital(words))),
    ),
  );
}

function motionWords(moves) {
  return moves ? "Stop the figures" : "Let the figures move";
}

function exercise(one, page, moves) {
  const figure = one.figure ? drawing(one, moves) : null;
  return el(
    "article",
    { class: "panel exercise", id: `exercise-${one.key}`, tabindex: -1 },
    el("div", { class: "picture" }, figure),
    el(
      "div",
      {},
      el("h2", {}, one.name),
      el("p", { class: "chips" }, [one.kind, ...one.places].map((word) => el("span", { class: "chip" }, word)), one.offered ? null : el("span", { class: "chip" }, "never proposed")),
      one.dose ? el("p", {}, el("b", {}, one.dose)) : null,
      one.ask_first ? el("p", { class: "note limit" }, "Ask a physiotherapist before you do this one.") : null,
      el("ol", {}, one.steps.map((step) => el("li", {}, step))),
      named("Take care", one.cautions),
      named("Not for", one.not_for),
      one.leads ? el("p", { class: "help" }, countedBy(one)) : null,
      one.leads ? el("div", { class: "buttons" }, button("Lead me", () => leadMe(page, one.key), "small")) : null,
      details(one),
    ),
  );
}

async function leadMe(page, key) {
  await ask(page, { do: "lead", exercise: key });
  location.hash = `#/exercises/${key}/${LEAD}`;
}

function named(words, lines) {
  return lines?.length ? el("p", {}, el("b", {}, `${words}: `), lines.join(" ")) : null;
}

function details(one) {
  const sources = (one.sources ?? []).map(({ title: name, address }) => el("li", {}, address ? `${name} (${address})` : name));
  return el(
    "details",
    {},
    el("summary", {}, "Muscles and evidence"),
    el("ul", {}, one.muscles.map((muscle) => el("li", {}, muscle))),
    named("Helps with", [one.helps_with.join(", ")]),
    el("p", {}, one.evidence),
    sources.length ? el("ul", {}, sources) : null,
  );
}

function signs(row) {
  const lines = row.warning_signs ?? [];
  if (!lines.length) return null;
  return el(
    "section",
    { class: "panel", "aria-label": "Warning signs" },
    el("h2", {}, "Warning signs"),
    el("div", { class: "panels" }, lines.map(({ heading: what, signs: each }) =>
      el("div", {}, el("h3", {}, what), el("ul", {}, each.map((sign) => el("li", {}, sign)))),
    )),
    el("p", { class: "help" }, row.disclaimer),
  );
}

// Shows the exercise that the address names, as an alert does.
function open(list, key) {
  const found = [...list.children].find((child) => child.id === `exercise-${key}`);
  if (!found) return;
  found.classList.add("wanted");
  found.scrollIntoView();
  found.focus({ preventScroll: true });
}
