// What follows the poses of a calibration: the check, the trial alert, the end; and a refusal.

import { autostartSwitch } from "./autostart.js";
import { el, replace } from "./dom.js";
import { sideFigure } from "./figure.js";
import { gaugeList } from "./gauge.js";
import { light } from "./icons.js";
import { ring } from "./ring.js";
import { button, coded, setText } from "./widgets.js";
import { LIGHTS, capital } from "./words.js";

export function checking(view) {
  const side = sideFigure();
  const gauges = gaugeList();
  const sign = el("p", { class: "now-said" });
  const todo = el("p", { class: "todo" });
  const time = ring();
  const element = el(
    "section",
    { class: "panel check", "aria-label": "Check" },
    el("h2", {}, "See it measure"),
    todo,
    el("div", { class: "how" }, time.element, sign),
    side.element,
    gauges.element,
    el("div", { class: "buttons" }, stopAfterwards(view)),
  );
  let said = "";
  return {
    element,
    end: side.stop,
    update(state, guide) {
      setText(todo, guide.todo);
      time.update(guide.left_s, guide.of_s);
      side.update(state.figure);
      gauges.update((state.screen?.gauges ?? []).slice(0, 2));
      view.mirror.draw(state.size, state.outline, null);
      const text = `${state.glance.light}|${state.screen?.headline.state ?? LIGHTS[state.glance.light]}`;
      if (text === said) return;
      said = text;
      replace(sign, light(state.glance.light), capital(text.split("|")[1]));
    },
  };
}

export function trial(view) {
  const todo = el("p", { class: "todo" });
  const alert = el("div", {});
  const time = ring();
  const element = el(
    "section",
    { class: "panel trial", "aria-label": "Trial alert" },
    el("h2", {}, "This is an alert"),
    el("div", { class: "how" }, time.element, todo),
    alert,
    el("div", { class: "buttons" }, stopAfterwards(view)),
  );
  let shown = "";
  return {
    element,
    update(state, guide) {
      setText(todo, guide.todo);
      time.update(guide.left_s, guide.of_s);
      view.mirror.draw(state.size, state.outline, null);
      const card = state.screen?.card ?? null;
      const text = JSON.stringify(card);
      if (text === shown) return;
      shown = text;
      replace(alert, card ? trialCard(card) : el("p", { class: "busy" }, "The alert is on its way"));
    },
  };
}

function trialCard(card) {
  const steps = card.steps?.length ? el("ol", {}, card.steps.map((step) => el("li", {}, step))) : null;
  return el("div", { class: "panel loud" }, el("h3", {}, card.title), el("p", {}, card.body), steps);
}

export function done(view) {
  const todo = el("p", { class: "todo" });
  const element = el(
    "section",
    { class: "panel done", "aria-label": "Done" },
    el("h2", {}, light("well"), "Calibrated"),
    todo,
    el("ul", {}, [
      el("li", {}, "An alert comes only when a posture is held beyond its limit, for a minute."),
      el("li", {}, "The icon in the panel shows how you sit; its menu pauses and opens this page."),
    ]),
    autostartSwitch(view.page),
    el(
      "div",
      { class: "buttons" },
      button("Go to Now", () => leave(view), "primary"),
      button("Show the trial alert again", () => view.ask({ do: "try_alert" })),
      button("Calibrate again", () => view.ask({ do: "calibrate", poses: "" }), "quiet"),
    ),
  );
  return {
    element,
    update(_state, guide) {
      setText(todo, guide.todo);
    },
  };
}

async function leave(view) {
  await view.ask({ do: "stop_calibrating" });
  location.hash = "#/now";
}

function stopAfterwards(view) {
  return button("Enough, go to Now", () => leave(view), "quiet");
}

export function refused(view) {
  const problems = el("ul", { class: "hints wrong" });
  const element = el(
    "section",
    { class: "panel refused", "aria-label": "Not calibrated" },
    el("h2", {}, "That did not work"),
    el("p", {}, "Nothing was changed. This is why:"),
    problems,
    el(
      "div",
      { class: "buttons" },
      button("Try again", () => view.ask({ do: "calibrate", poses: "" }), "primary"),
      button("Leave it", () => view.ask({ do: "stop_calibrating" }), "quiet"),
    ),
  );
  let shown = "";
  return {
    element,
    update(state, guide) {
      view.mirror.draw(state.size, state.outline, null);
      const text = JSON.stringify(guide.problems);
      if (text === shown) return;
      shown = text;
      replace(problems, guide.problems.map((line) => el("li", {}, light("beyond"), el("span", {}, coded(capital(line))))));
    },
  };
}
