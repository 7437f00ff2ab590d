// The sentence of the moment, its sign, and what can be done about it.

import { el, replace } from "./dom.js";
import { light } from "./icons.js";
import { button, changing, coded } from "./widgets.js";
import { capital, heardOf, sentenceOf, until } from "./words.js";

const PAUSES = [
  ["15 minutes", { do: "pause", for_s: 900 }],
  ["1 hour", { do: "pause", for_s: 3600 }],
  ["Until tomorrow", { do: "pause", until_tomorrow: true }],
  ["Until I resume", { do: "pause" }],
];

// A hero to put on a page; `view.ask(row)` asks the instance for something.
export function hero(view) {
  const sign = el("div", { class: "sign" });
  const said = el("p", { class: "sentence" });
  const detail = el("p", { class: "detail" });
  const notes = el("div", { class: "notes" });
  const buttons = el("div", { class: "buttons" });
  const heard = el("p", { class: "unseen", role: "status" });
  const element = el("section", { class: "hero", "aria-label": "How you sit now" }, sign, el("div", {}, said, detail, notes), buttons, heard);
  const drawn = changing({
    light: (name) => {
      replace(sign, light(name));
      element.className = `hero ${name}`;
    },
    said: (text) => replace(said, text),
    detail: (text) => replace(detail, coded(text)),
    buttons: (kind) => replace(buttons, BUTTONS[kind](view)),
    heard: (text) => replace(heard, text),
  });
  return {
    element,
    update(state) {
      const now = glanceOf(state);
      drawn({
        light: now.light,
        said: state?.running ? sentenceOf(state) : capital(now.sentence),
        detail: now.detail,
        buttons: buttonsFor(now),
        heard: heardOf(now.light, state?.screen?.headline.state ?? ""),
      });
      notesOf(notes, now, state, view);
    },
  };
}

// The glance of a state, or words for there being none.
export function glanceOf(state) {
  if (state?.running) return state.glance;
  const sentence = state ? "posturecam is not running" : "connecting";
  return { light: "starting", sentence, detail: state ? "Start it with: posturecam start" : "" };
}

function buttonsFor(now) {
  if (now.light === "paused") return "paused";
  if (now.light === "leading") return "leading";
  if (now.light === "uncalibrated" || now.light === "calibrating") return now.light;
  return now.light === "starting" && now.alerts === undefined ? "none" : "measuring";
}

const BUTTONS = {
  none: () => [],
  uncalibrated: () => [el("a", { class: "button primary", href: "#/calibrate" }, "Calibrate now")],
  calibrating: () => [el("a", { class: "button primary", href: "#/calibrate" }, "Go on")],
  leading: () => [el("a", { class: "button primary", href: "#/exercises/on/lead" }, "Show the exercise")],
  paused: (view) => [button("Resume", () => view.ask({ do: "resume" }), "primary")],
  measuring: (view) => [pauseMenu(view), button("Recalibrate", () => view.ask({ do: "recalibrate" }))],
};

function pauseMenu(view) {
  const menu = el("details", { class: "menu" }, el("summary", { class: "button" }, "Pause"));
  const choose = (row) => () => {
    menu.open = false;
    menu.querySelector("summary").focus();
    view.ask(row);
  };
  menu.append(el("div", {}, PAUSES.map(([words, row]) => button(words, choose(row)))));
  const outside = (event) => {
    if (menu.contains(event.target)) return;
    menu.open = false;
    document.removeEventListener("pointerdown", outside);
  };
  menu.addEventListener("toggle", () => menu.open && document.addEventListener("pointerdown", outside));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  return menu;
}

// What is to be known beside: snoozed, waiting, what the program itself says.
function notesOf(place, now, state, view) {
  const lines = [];
  if (now.light === "paused" && now.paused_until) lines.push(["until", `Until ${now.paused_until}.`]);
  if (now.snoozed_s > 0) lines.push(["snoozed", `No alerts for ${until(now.snoozed_s)}.`]);
  if (now.hushed) lines.push(["hushed", `Alerts wait: ${now.hushed}${now.waiting ? `, ${now.waiting} waiting` : ""}.`]);
  if (state?.screen?.note) lines.push(["note", capital(state.screen.note)]);
  const text = JSON.stringify(lines);
  if (place.dataset.shown === text) return;
  place.dataset.shown = text;
  replace(place, lines.map(([kind, words]) => {
    const again = kind === "snoozed" ? button("Alerts again", () => view.ask({ do: "end_snooze" }), "quiet small") : null;
    return el("p", { class: "note" }, coded(words), " ", again);
  }));
}
