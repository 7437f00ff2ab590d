// Days and sittings, the report, and deleting.

import { el, replace, svg } from "../dom.js";
import { count, facts, failed, percent, sure, table } from "../parts.js";
import { button } from "../widgets.js";
import { lasting } from "../words.js";

export const title = "History";

const PERIODS = [[7, "week"], [14, "two weeks"], [30, "month"], [90, "three months"], [365, "year"]];
const MOST_DAYS = 3650; // when everything is asked for

export function show(place, page) {
  let days = 14;
  const body = el("div", { class: "panels wide" }, el("p", { class: "busy" }, "Reading the history"));
  const options = [...PERIODS.map(([number, words]) => el("option", { value: number, selected: number === days }, `the last ${words}`)), el("option", { value: MOST_DAYS }, "everything")];
  const period = el("select", { id: "period", on: { change: choose } }, options);
  const report = el("a", { class: "button primary", target: "_blank", rel: "noopener", href: address(days) }, "Open the report");
  const field = el("div", { class: "field" }, el("label", { for: "period" }, "Show"), period);

  function choose() {
    days = Number(period.value);
    report.setAttribute("href", address(days));
    load();
  }

  async function load() {
    try {
      draw(await page.get(`history?days=${days}`));
    } catch (error) {
      failed(body, page)(error);
    }
  }

  function draw(found) {
    report.hidden = found.days.length === 0;
    replace(body, found.note ? el("p", { class: "empty" }, found.note) : [summary(found.days), list(found.days)], damaged(found));
  }

  async function forget(row, heading, lines) {
    if (!(await sure(heading, lines, "Delete"))) return;
    try {
      const done = await page.post("history/delete", row);
      await load();
      page.say(done.answer);
    } catch (error) {
      page.fail(error);
    }
  }

  replace(place, el("div", { class: "buttons" }, field, report), body, deleting(forget));
  load();
}

function address(days) {
  return `report?days=${days}`;
}

function summary(days) {
  const sum = (name) => days.reduce((total, day) => total + day[name], 0);
  const [well, judged] = [sum("well_s"), sum("judged_s")];
  return el(
    "section",
    { class: "panel" },
    el("h2", {}, "The whole period"),
    el("p", { class: "big" }, el("b", {}, percent(well, judged)), " of the judged time within your limits"),
    facts([["judged", lasting(judged)], ["alerts", String(sum("alerts"))], ["days", String(days.length)]]),
  );
}

function list(days) {
  return el("section", { class: "panel" }, el("h2", {}, "Days"), el("ul", { class: "list" }, days.map((day) => el("li", {}, drawDay(day)))));
}

function drawDay(day) {
  const words = new Date(`${day.day}T12:00`).toLocaleDateString(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const head = el("summary", {}, el("h3", {}, words), ` ${percent(day.well_s, day.judged_s)} well, ${lasting(day.judged_s)} judged, ${count(day.alerts, "alert")}`);
  const heads = ["From", "To", { name: "Judged", number: true }, { name: "Well", number: true }, { name: "Away", number: true }, { name: "Alerts", number: true }, "Profile"];
  const rows = day.sittings.map((one) => [one.start, one.end, lasting(one.judged_s), percent(one.well_s, one.judged_s), lasting(one.away_s), one.alerts, one.origin === "watch" ? one.profile : `${one.profile} (${one.origin})`]);
  return [share(day), el("details", {}, head, table(`Sittings of ${words}`, heads, rows))];
}

// How much of the judged time was well, as a bar as long as the day was judged (eight hours: full).
function share(day) {
  const full = 100 * Math.min(1, day.judged_s / (8 * 3600));
  const well = day.judged_s ? (full * day.well_s) / day.judged_s : 0;
  const part = (x, width, colour) => svg("rect", { x, y: 0, width, height: 3, fill: `var(--${colour})` });
  return svg("svg", { viewBox: "0 0 100 3", width: "100%", height: 8, preserveAspectRatio: "none", "aria-hidden": "true" }, part(0, 100, "grid"), part(0, well, "good"), part(well, full - well, "poor"));
}

function damaged(found) {
  if (!found.damaged.length) return null;
  return el("p", { class: "note poor" }, `A damaged history was set aside: ${found.damaged.join(", ")}. It can be deleted under Privacy.`);
}

function deleting(forget) {
  const before = el("input", { id: "before", type: "date", max: new Date().toISOString().slice(0, 10), required: true });
  const form = el(
    "form",
    { class: "buttons", on: { submit: older } },
    el("div", { class: "field" }, el("label", { for: "before" }, "Everything before"), before),
    el("button", { class: "button danger" }, "Delete"),
  );

  function older(event) {
    event.preventDefault();
    forget({ before: before.value }, "Delete the older history?", [`Everything recorded before ${before.value} is deleted. It cannot be brought back.`]);
  }

  function all() {
    forget({ all: true }, "Delete the whole history?", ["Every day, alert, exercise and note is deleted. It cannot be brought back.", "Your calibrations and settings stay. While posturecam runs, it begins a new history."]);
  }

  const whole = button("Delete the whole history", all, "danger");
  return el("section", { class: "panel" }, el("h2", {}, "Delete"), form, el("p", { class: "help" }, "What is deleted is overwritten on the disk."), whole);
}
