// The alert that is on: what it says, its exercise, its number as it is now, and what to do.

import { drawing } from "./drawing.js";
import { el, replace } from "./dom.js";
import { amountOf } from "./gauge.js";
import { button, setText } from "./widgets.js";
import { lasting } from "./words.js";

// A card to put on a page, empty while there is no alert; `view.exercises(key)` finds an exercise.
export function alertCard(view) {
  const heard = el("p", { class: "unseen", role: "alert" });
  const body = el("div", {});
  const live = el("p", { class: "live" });
  const element = el("div", {}, heard, body);
  let shown = "";
  return {
    element,
    update(state) {
      const card = state?.running ? (state.screen?.card ?? null) : null;
      const text = card ? JSON.stringify([card, state.glance.snooze_s]) : "";
      if (text !== shown) {
        shown = text;
        replace(heard, card ? `${card.title}. ${card.body}` : "");
        replace(body, card ? cardOf(card, state, live, view) : null);
      }
      if (card) setText(live, nowOf(card, state));
    },
  };
}

function cardOf(card, state, live, view) {
  const key = card.stretch || state.glance.stretch;
  const place = el("div", { class: "picture" });
  const isLongBreak = !card.cause && !card.micro;
  const lead = button("Lead me", () => leadMe(view, key), isLongBreak ? "" : "primary");
  lead.hidden = true; // until it is known whether it can be led
  if (key) {
    view.exercises(key).then((one) => {
      if (one?.figure) replace(place, drawing(one));
      lead.hidden = !one?.leads;
    });
  }
  const snoozeS = state.glance.snooze_s;
  const buttons = el(
    "div",
    { class: "buttons" },
    lead,
    button(isLongBreak ? "Took a break" : "Did it", () => view.ask({ do: "did_exercise" }), isLongBreak ? "primary" : ""),
    button(`Snooze ${lasting(snoozeS)}`, () => view.ask({ do: "snooze", for_s: snoozeS })),
    button("Dismiss", () => view.ask({ do: "dismiss" })),
    key ? el("a", { class: "button quiet", href: `#/exercises/${key}` }, "Show me") : null,
  );
  const text = el(
    "div",
    {},
    el("h2", {}, card.title),
    el("p", {}, card.body),
    live,
    card.steps?.length ? el("ol", {}, card.steps.map((step) => el("li", {}, step))) : null,
    card.why ? el("details", {}, el("summary", {}, "Why this?"), el("p", {}, card.why)) : null,
    buttons,
    card.notice ? el("p", { class: "help" }, card.notice) : null,
  );
  return el("section", { class: "panel loud alert", "aria-label": "Alert" }, text, place);
}

async function leadMe(view, key) {
  await view.ask({ do: "lead", exercise: key });
  location.hash = `#/exercises/${key}/lead`;
}

// The number of the gauge that the alert is about, as it is now; a slump is measured in one of two
// units, and only the same one can be compared.
function nowOf(card, state) {
  const gauge = state.screen.gauges.find((one) => card.cause && one.cause === card.cause);
  const isSame = gauge && (!card.unit || gauge.unit === card.unit);
  return isSame && gauge.worse !== null ? `Now: ${amountOf(gauge)}.` : "";
}
