// From the first look at oneself to the first alert: poses, a check, a trial alert, the next step.

import { checking, done, refused, trial } from "../calibrate_stages.js";
import { cameraPicture } from "../camera_picture.js";
import { el, replace } from "../dom.js";
import { sideFigure } from "../figure.js";
import { drawHints } from "../hints.js";
import { guideOutline, poseOf } from "../poses.js";
import { ring } from "../ring.js";
import { ask, button, setText } from "../widgets.js";
import { capital } from "../words.js";

export const title = "Calibrate";

const STEPS = [["poses", "Poses"], ["checking", "Check"], ["trial", "Trial alert"], ["done", "Done"]];
const KINDS = [
  ["", "The usual five poses", "a minute; angles get the smallest error", "primary"],
  ["upright", "Upright only", "20 seconds; enough to begin with", ""],
  ["all", "All ten poses", "two minutes; for a desk that you keep", ""],
];

export function show(place, page) {
  const mirror = cameraPicture();
  const view = { page, ask: (row) => ask(page, row), mirror, upright: null, stage: null };
  const steps = el("ol", { class: "steps", "aria-label": "Steps" });
  const beside = el("div", { class: "beside" });
  const heard = el("p", { class: "unseen", role: "status" });
  replace(place, steps, el("div", { class: "columns even" }, mirror.element, beside), heard);

  page.onState((state) => {
    const guide = state?.running ? state.guide : null;
    const stage = guide ? guide.stage : "intro";
    if (stage !== view.stage) enter(view, stage, steps, beside);
    setText(heard, heardOf(guide));
    view.update(state, guide);
  });
  return () => {
    mirror.stop();
    view.end?.();
  };
}

function enter(view, stage, steps, beside) {
  view.end?.();
  view.stage = stage;
  const part = (STAGES[stage] ?? intro)(view);
  view.update = part.update;
  view.end = part.end;
  view.mirror.want(stage !== "done");
  beside.parentElement.classList.toggle("even", stage !== "done");
  drawSteps(steps, stage);
  replace(beside, part.element);
}

function drawSteps(steps, stage) {
  const at = STEPS.findIndex(([name]) => name === (stage === "refused" ? "poses" : stage));
  replace(
    steps,
    STEPS.map(([name, words], number) => {
      const state = number < at || stage === "done" ? "over" : number === at ? "on" : "";
      return el("li", { class: state, "aria-current": state === "on" || name === stage ? "step" : null }, words);
    }),
  );
}

// What is read out: the pose and what to do, then what is wrong; not the seconds.
function heardOf(guide) {
  if (!guide) return "";
  return [guide.todo, guide.phase, ...guide.hints].filter(Boolean).map((said) => said.replace(/[.:]$/, "")).join(". ");
}

const STAGES = { intro, poses, checking, trial, done, refused };

function intro(view) {
  const hints = el("ul", { class: "hints" });
  const element = el(
    "section",
    { class: "panel", "aria-label": "Begin" },
    el("h2", {}, "Sit as you work"),
    el("p", {}, "Screen, chair and camera where they usually are; face and both shoulders in the picture. Everything is measured against how you sit now."),
    hints,
    el("div", { class: "choices" }, KINDS.map(([poses, words, why, more]) =>
      el("div", {}, button(words, () => view.ask({ do: "calibrate", poses }), more), el("p", { class: "help" }, why)),
    )),
    el("p", { class: "help" }, "Your picture is shown to you while this view is open. It is not stored and does not leave this computer."),
  );
  return {
    element,
    update(state, guide) {
      drawHints(hints, guide?.hints ?? [], state?.outline ? "You are well in the picture" : "");
      view.mirror.draw(state?.size ?? [0, 0], state?.outline, state?.outline ? null : guideOutline("upright", null));
    },
  };
}

function poses(view) {
  const name = el("h2", {});
  const todo = el("p", { class: "todo" });
  const phase = el("p", { class: "phase" });
  const hints = el("ul", { class: "hints" });
  const seen = el("p", { class: "seen" });
  const answer = el("p", { class: "help" });
  const buttons = el("div", { class: "buttons" });
  const time = ring();
  const side = sideFigure({ guide: true });
  const element = el(
    "section",
    { class: "panel pose", "aria-label": "Pose" },
    name,
    todo,
    el("div", { class: "how" }, el("div", { class: "time" }, time.element, phase), side.element),
    hints,
    seen,
    answer,
    buttons,
  );
  let asked = null;
  return {
    element,
    end: side.stop,
    update(state, guide) {
      const pose = poseOf(guide.pose);
      if (guide.pose === "upright" && state.outline && guide.phase !== "hold still") view.upright = state.outline;
      setText(name, guide.count ? `${guide.number} of ${guide.count}: ${pose.name}` : capital(guide.heading));
      setText(todo, guide.todo);
      setText(phase, capital(guide.phase));
      setText(seen, [capital(guide.seen), guide.quality].filter(Boolean).join("; "));
      setText(answer, guide.answer);
      drawHints(hints, guide.hints, guide.phase ? "All is well" : "");
      time.element.classList.toggle("held", guide.phase === "hold still");
      time.update(guide.left_s, guide.of_s || guide.left_s);
      side.update(pose.side);
      view.mirror.draw(state.size, state.outline, guideOutline(guide.pose, view.upright));
      const wanted = guide.phase === "answer" ? "answer" : guide.pose === "upright" ? "first" : "pose";
      if (wanted !== asked) {
        asked = wanted;
        replace(buttons, ASKED[wanted](view));
      }
    },
  };
}

const ASKED = {
  answer: (view) => [
    button("Keep it", () => view.ask({ do: "press", key: "y" }), "primary"),
    button("Once more", () => view.ask({ do: "press", key: "t" })),
    stop(view),
  ],
  first: (view) => [stop(view)],
  pose: (view) => [button("Skip this pose", () => view.ask({ do: "press", key: "s" })), stop(view)],
};

function stop(view) {
  return button("Stop, change nothing", () => view.ask({ do: "stop_calibrating" }), "quiet");
}
