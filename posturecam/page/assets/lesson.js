// An exercise that is led: before it, while it goes on, what is asked if it hurts, and its end.

import { drawing } from "./drawing.js";
import { el, replace } from "./dom.js";
import { reachBar } from "./reach_bar.js";
import { ring } from "./ring.js";
import { ask, button, setText } from "./widgets.js";
import { capital } from "./words.js";

const PHASES = { going: "Go", hold: "Hold", back: "Back", rest: "Rest", settling: "Get ready" };
const KEYS = { p: "pause", " ": "pause", s: "skip", h: "hurts", q: "stop", Escape: "stop" };
const ANSWERS = { y: "yes", n: "no" };
const ON = "on"; // stands for the one that is led, whichever it is
const NONE_LED = "No exercise is led just now.";
const NOT_RUNNING = "posturecam is not running, so nothing leads you any more. What was done until then is kept. Start it again with `posturecam start`.";

// Shows the exercise `key`, or the one that is led, in `place`; returns what ends it.
export function showLesson(place, page, key) {
  const heard = el("p", { class: "unseen", role: "status" });
  const body = el("div", { class: "lesson", tabindex: -1 });
  const view = { page, key, exercises: [], lesson: null, kind: "", drawn: "", update: null, again: () => {} };
  view.wish = (wish) => ask(page, { do: "lesson", wish });
  view.lead = (name) => ask(page, { do: "lead", exercise: name });
  replace(place, el("p", {}, el("a", { href: "#/exercises" }, "All exercises")), body, heard);

  let state = null;
  const draw = () => {
    view.lesson = state?.running ? (state.lesson ?? null) : null;
    view.kind = kindOf(state, view.lesson);
    const shown = view.lesson?.exercise ?? key;
    const drawn = [view.kind, shown, view.exercises.length, view.lesson?.signs?.length, view.lesson?.asking && view.lesson.say].join("|");
    if (drawn !== view.drawn) {
      const hadFocus = body.contains(document.activeElement);
      const part = KINDS[view.kind](view, view.exercises.find((one) => one.key === shown) ?? null);
      view.drawn = drawn;
      view.update = part.update ?? (() => {});
      replace(body, part.element);
      if (hadFocus) body.focus({ preventScroll: true });
    }
    view.update(view.lesson);
    setText(heard, heardOf(view));
  };
  page.get("exercises").then((row) => {
    view.exercises = row.exercises;
    draw();
  }, page.fail);
  page.onState((now) => {
    state = now;
    draw();
  });
  const press = (event) => pressed(event, view);
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}

function kindOf(state, lesson) {
  if (state === null) return "busy";
  if (!state.running) return "gone";
  if (lesson === null) return "before";
  if (lesson.finished) return "over";
  return lesson.asking ? "asking" : "led";
}

// What is read out: what to do before and after it, and the number of each repetition; not every
// part of one.
function heardOf({ kind, lesson }) {
  if (kind === "asking") return [lesson.say, ...lesson.signs].join(". ");
  if (kind === "over") return [lesson.say, ...lesson.summary].join(" ");
  if (kind !== "led") return "";
  if (lesson.paused || lesson.stage !== "move") return lesson.say;
  return [countOf(lesson), sideOf(lesson), lesson.form || lesson.obstacle].filter(Boolean).join(", ");
}

function countOf(lesson) {
  return lesson.of > 1 ? `${lesson.count} of ${lesson.of}` : "";
}

function sideOf(lesson) {
  return lesson.side === "both" ? "" : `${lesson.side} side`;
}

function pressed(event, view) {
  const isTyping = event.target.closest?.("input, select, textarea, dialog");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.key === " " && event.target.closest?.("button, a, summary")) return; // presses that
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const wish = view.kind === "led" ? KEYS[key] : view.kind === "asking" ? ANSWERS[key] : undefined;
  if (!wish) return;
  event.preventDefault();
  view.wish(wish === "pause" && view.lesson.paused ? "resume" : wish);
}

const KINDS = {
  busy: () => ({ element: el("p", { class: "busy" }, "Reading the exercise") }),
  gone: () => ({ element: el("section", { class: "panel", "aria-label": "Not running" }, el("h2", {}, "Not running"), el("p", {}, NOT_RUNNING.split("`").map((part, at) => (at % 2 ? el("code", {}, part) : part)))) }),
  before,
  led,
  asking,
  over,
};

// What says how it is counted, on a card and before it begins.
export function countedBy(one) {
  return one.follows
    ? "The camera counts it, and sees how far you go."
    : "One camera in front cannot follow this one: time is counted.";
}

function panel(one, label, more, ...children) {
  const figure = one?.figure ? drawing(one) : null;
  return el("section", { class: `panel lesson-panel ${more}`, "aria-label": label }, figure ? el("div", { class: "plate" }, figure) : null, el("div", { class: "lesson-text" }, children));
}

function before(view, one) {
  if (!view.exercises.length) return KINDS.busy();
  if (!one) return { element: el("p", { class: "note limit" }, view.key === ON ? NONE_LED : "There is no such exercise.") };
  if (!one.leads) return { element: panel(one, one.name, "", el("h2", {}, one.name), el("p", {}, "This one is not led; its card says how it is done.")) };
  const care = [...one.not_for.map((text) => `Not for: ${text}`), ...one.cautions];
  return {
    element: panel(
      one,
      one.name,
      "",
      el("h2", {}, one.name),
      el("p", { class: "big-dose" }, one.dose),
      care.map((text) => el("p", { class: "note poor" }, text)),
      el("ol", {}, one.steps.map((step) => el("li", {}, step))),
      el("p", { class: "help" }, countedBy(one), one.follows ? " Nothing is stored of your picture." : ""),
      el("div", { class: "buttons" }, button("Begin", () => view.lead(one.key), "primary")),
    ),
  };
}

function led(view, one) {
  const say = el("p", { class: "say" });
  const number = el("b", {});
  const of = el("span", {});
  const phase = el("p", { class: "phase" });
  const facts = el("p", { class: "lesson-facts" });
  const reach = reachBar();
  const reachWords = el("p", { class: "help" });
  const hint = el("p", { class: "form-hint" });
  const note = el("p", { class: "note" });
  const progress = el("progress", { max: 1, "aria-label": "Of the whole exercise" });
  const time = ring();
  const pause = button("Pause", () => view.wish(view.lesson.paused ? "resume" : "pause"), "primary");
  pause.setAttribute("aria-keyshortcuts", "p");
  const element = panel(
    one,
    "Exercise",
    "on",
    el("h2", {}, view.lesson.name),
    say,
    el("div", { class: "how" }, el("p", { class: "count" }, number, of), el("div", { class: "time" }, time.element, phase)),
    facts,
    el("div", { class: "reaching" }, reachWords, reach.element),
    hint,
    note,
    progress,
    el("div", { class: "buttons" }, pause, keyed("Skip", "s", view), keyed("It hurts", "h", view, "danger"), keyed("Stop", "q", view, "quiet")),
    el("p", { class: "help keys" }, "Keys: P or space pauses, S skips, H it hurts, Q stops."),
  );
  return {
    element,
    update(lesson) {
      setText(say, lesson.say);
      setText(number, lesson.count ? String(lesson.count) : "-");
      setText(of, lesson.of > 1 ? `of ${lesson.of}` : "");
      setText(facts, factsOf(lesson));
      setText(phase, lesson.paused ? "Paused" : PHASES[lesson.phase] ?? "");
      setText(hint, hintOf(lesson));
      hint.classList.toggle("on", hintOf(lesson) !== "");
      setText(note, lesson.note);
      note.hidden = !lesson.note;
      const isSeen = lesson.stage === "move" && !lesson.by_time && !lesson.note;
      setText(reachWords, isSeen ? "How far you go; the mark is your own full repetition" : "Go with the bar");
      reach.update(lesson.reach);
      progress.value = lesson.progress;
      setText(pause, lesson.paused ? "Go on" : "Pause");
      drawTime(time, lesson);
    },
  };
}

function drawTime(time, lesson) {
  const isTimed = lesson.left_s !== null && lesson.left_s !== undefined;
  time.element.classList.toggle("idle", !isTimed);
  time.element.setAttribute("aria-hidden", String(!isTimed));
  time.element.classList.toggle("held", lesson.phase === "hold");
  if (isTimed) time.update(lesson.left_s, lesson.share < 1 ? lesson.left_s / (1 - lesson.share) : 0);
}

function keyed(words, key, view, more = "") {
  const made = button(words, () => view.wish(KEYS[key]), more);
  made.setAttribute("aria-keyshortcuts", key);
  return made;
}

function factsOf(lesson) {
  const breath = lesson.breath ? `breathe ${lesson.breath}` : "";
  const set = lesson.sets > 1 ? `set ${lesson.set_number} of ${lesson.sets}` : "";
  const words = [sideOf(lesson), set, breath, lesson.by_time ? "by time" : ""].filter(Boolean);
  return capital(words.join(" · "));
}

function hintOf(lesson) {
  if (lesson.form) return lesson.form;
  return lesson.obstacle && !lesson.note ? capital(lesson.obstacle) : "";
}

function asking(view) {
  const { say, signs, offer } = view.lesson;
  const another = view.exercises.find((one) => one.key === offer);
  return {
    element: panel(
      signs.length ? null : another,
      "It hurts",
      signs.length ? "loud" : "",
      el("h2", {}, "It hurts"),
      el("p", { class: "say" }, say),
      signs.length ? el("ul", {}, signs.map((sign) => el("li", {}, sign))) : null,
      el(
        "div",
        { class: "buttons" },
        answer(view, signs.length ? "Yes, one of them" : "Yes", "y"),
        answer(view, signs.length ? "No, none" : "No", "n"),
      ),
    ),
  };
}

function answer(view, words, key) {
  const made = button(words, () => view.wish(ANSWERS[key]));
  made.setAttribute("aria-keyshortcuts", key);
  return made;
}

function over(view, one) {
  const { say, summary, name, exercise } = view.lesson;
  return {
    element: panel(
      one,
      "Done",
      "",
      el("h2", {}, name),
      el("p", { class: "say" }, say),
      summary.map((line) => el("p", {}, line)),
      el(
        "div",
        { class: "buttons" },
        button("Close", () => close(view), "primary"),
        button("Once more", () => view.lead(exercise)),
        button("It hurts", () => view.wish("hurts"), "danger"),
      ),
    ),
  };
}

async function close(view) {
  if (await view.wish("close")) location.hash = "#/now";
}
