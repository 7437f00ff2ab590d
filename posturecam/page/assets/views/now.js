// How things are now: one sentence, the person from the side, the alert that is on, and today.

import { alertCard } from "../alert_card.js";
import { el, replace } from "../dom.js";
import { sideFigure } from "../figure.js";
import { gaugeList } from "../gauge.js";
import { glanceOf, hero } from "../hero.js";
import { facts, percent } from "../parts.js";
import { timeline } from "../timeline.js";
import { ask, button, changing, setText } from "../widgets.js";
import { lasting, until } from "../words.js";

export const title = "Now";
export const heading = false; // the sentence is heading enough for whoever sees it

const TODAY_MS = 60_000; // between two questions what today was

export function show(place, page) {
  const view = { page, ask: (row) => ask(page, row), exercises: exercisesOf(page) };
  const parts = [hero(view), alertCard(view), person(), aside(view)];
  const [top, card, side, rest] = parts;
  const day = el("section", { class: "panel", "aria-label": "Today" }, el("h2", {}, "Today"), el("p", { class: "busy" }, "Reading today"));
  replace(place, top.element, card.element, el("div", { class: "columns" }, side.element, rest.element), day);

  const read = () => page.get("today").then((row) => drawDay(day, row), page.fail);
  const every = setInterval(() => document.hidden || read(), TODAY_MS);
  read();
  page.onState((state) => parts.forEach((part) => part.update(state)));
  return () => {
    clearInterval(every);
    side.stop();
  };
}

// Asked for once, when an alert first wants a drawing.
function exercisesOf(page) {
  let asked = null;
  return async (key) => {
    asked ??= page.get("exercises").catch(() => ({ exercises: [] }));
    return (await asked).exercises.find((one) => one.key === key);
  };
}

function person() {
  const figure = sideFigure();
  const gauges = gaugeList();
  const empty = el("p", { class: "help" });
  const element = el(
    "section",
    { class: "panel person", "aria-label": "You from the side" },
    el("h2", {}, "You from the side"),
    figure.element,
    figureKey(),
    empty,
    el("details", {}, el("summary", {}, "In degrees and centimetres"), gauges.element),
  );
  return {
    element,
    stop: figure.stop,
    update(state) {
      const isSeen = figure.update(state?.figure ?? null);
      gauges.update(state?.screen?.gauges ?? []);
      setText(empty, isSeen ? "" : "Nothing is measured now.");
    },
  };
}

function figureKey() {
  const entries = [["ghost", "as calibrated"], ["error", "now, with its error"], ["hatched", "beyond your limit"]];
  return el("ul", { class: "key" }, entries.map(([name, words]) => el("li", {}, el("span", { class: `sample ${name}`, "aria-hidden": "true" }), words)));
}

function aside(view) {
  const left = el("p", { class: "big" });
  const took = button("I took a break", () => view.ask({ do: "took_break" }), "small");
  const known = el("div", {});
  const pause = el("section", { class: "panel", "aria-label": "Next break" }, el("h2", {}, "Next break"), left, took);
  const run = el("section", { class: "panel", "aria-label": "Measured today" }, el("h2", {}, "Measured today"), known);
  const drawn = changing({
    left: (text) => replace(left, el("b", {}, text.split("|")[0]), text.split("|")[1]),
    known: (text) => replace(known, facts(JSON.parse(text))),
  });
  return {
    element: el("div", { class: "aside" }, pause, run),
    update(state) {
      const now = glanceOf(state);
      took.hidden = typeof now.break_in_s !== "number";
      drawn({ left: breakOf(now), known: JSON.stringify(factsOf(now)) });
    },
  };
}

function breakOf(now) {
  if (now.break_in_s === null || now.break_in_s === undefined) return "-|no reminders, or nothing is measured";
  return now.break_in_s <= 0 ? "Now|a break is due" : `${until(now.break_in_s)}|of sitting until the next one`;
}

function factsOf(now) {
  return [
    ["Sitting well", now.today_s > 0 ? `${lasting(now.well_s)} of ${lasting(now.today_s)}` : null],
    ["Alerts", now.alerts],
    ["Profile", now.profile],
    ["Camera", now.source],
  ];
}

function drawDay(place, day) {
  const share = day.judged_s > 0 ? percent(day.well_s, day.judged_s) : null;
  const sums = [
    ["judged", lasting(day.judged_s)],
    ["alerts", day.alerts],
    ["breaks due", day.breaks],
    ["breaks taken", day.breaks_taken],
  ].filter(([, value]) => value !== null && value !== undefined);
  replace(
    place,
    el("h2", {}, "Today"),
    el(
      "div",
      { class: "sums" },
      share ? el("p", { class: "big" }, el("b", {}, share), "sitting well") : null,
      sums.map(([words, value]) => el("p", { class: "sum" }, el("b", {}, value), words)),
    ),
    timeline(day),
  );
}
