// Every setting of the registry: what it is for, what it may be, and what the last hour would have
// been with it.

import { autostartSwitch } from "../autostart.js";
import { el, replace } from "../dom.js";
import { control } from "../setting_control.js";
import { comparison } from "../what_if.js";
import { count, failed } from "../parts.js";
import { button } from "../widgets.js";
import { capital } from "../words.js";

export const title = "Settings";

// Sections that somebody comes for stand first, in this order; the others follow as they come.
const FIRST = ["limits", "alerts", "breaks", "notifications", "pause", "stretches", "camera"];
const CALLED = { mqtt: "MQTT" };
const WAIT_MS = 250; // after a change, before the last hour is asked about

const drafts = new Map(); // values that are not saved yet, by key; kept while other views are shown

export function show(place, page) {
  let fields = new Map();
  const reading = el("p", { class: "busy" }, "Reading the settings");
  const bar = el("div", { class: "bar", role: "group", "aria-label": "Changes", hidden: true });
  const body = el("div", { class: "panels wide" }, reading);
  const ask = asking(page, () => fields, answered);
  let compared = null;
  let waits = false; // for what the last hour would have been

  function changed(key, value, field) {
    if (same(value, field.row.value)) drafts.delete(key);
    else drafts.set(key, value);
    field.mark(drafts.has(key));
    look(key);
  }

  function answered(found) {
    [compared, waits] = [found, false];
    drawBar();
  }

  function drawBar() {
    bar.hidden = drafts.size === 0;
    if (bar.hidden) return;
    const wrong = [...fields.values()].some((field) => field.isWrong());
    const save = button("Save", keep, "primary");
    save.disabled = wrong;
    const drop = button("Discard", discard);
    const what = el("p", { class: waits ? "help busy" : null, role: "status" }, waits ? "Going through the last hour" : compared && comparison(compared));
    const fault = wrong ? el("p", { class: "error" }, "Correct what is marked first.") : null;
    replace(bar, el("div", { class: "buttons" }, el("b", {}, count(drafts.size, "change")), save, drop), fault, what);
  }

  function look(key) {
    waits = [...drafts.keys()].some((one) => fields.get(one)?.row.what_if && !fields.get(one).isWrong());
    drawBar();
    ask.about(key);
  }

  async function keep() {
    const set = {};
    const unset = [];
    for (const [key, value] of drafts) {
      const { row } = fields.get(key);
      if (same(value, row.default)) unset.push(key);
      else set[key] = value;
    }
    try {
      const done = await page.post("settings", { set, unset });
      drafts.clear();
      await load();
      page.say(`Saved ${count(done.saved.length, "setting")}. ${done.said || ""}`);
    } catch (error) {
      for (const [key, text] of Object.entries(error.errors || {})) fields.get(key)?.wrong(text);
      drawBar();
      page.fail(error);
    }
  }

  function discard() {
    drafts.clear();
    load().then(() => page.say("Nothing was changed."), page.fail);
  }

  async function load() {
    const found = await page.get("settings");
    const open = new Set([...body.querySelectorAll("details[open]")].map((one) => one.dataset.section));
    fields = new Map();
    const rows = ordered(found.sections).map((section, at) => {
      const isOpen = open.size ? open.has(section.name) : at < 3;
      return drawSection(section, isOpen, fields, changed);
    });
    replace(body, drawHead(found, body, page), rows);
    look([...drafts.keys()].at(-1));
  }

  replace(place, body, bar);
  load().catch(failed(body, page));
  return ask.end;
}

function ordered(sections) {
  const rank = (section) => (FIRST.indexOf(section.name) + FIRST.length + 1) % (FIRST.length + 1);
  return sections.map((section, at) => [rank(section), at, section]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((one) => one[2]);
}

function drawHead(found, body, page) {
  const find = el("input", { id: "find", type: "search", on: { input: () => filter(body, find.value) } });
  const none = el("p", { class: "empty none", hidden: true }, "No setting has this in its name or help.");
  return [
    el("p", { class: "lead" }, "Move a limit and see what the last hour would have been with it. Nothing is changed until you save."),
    found.problem ? el("p", { class: "note limit" }, found.problem) : null,
    autostartSwitch(page),
    el("div", { class: "field" }, el("label", { for: "find" }, "Find a setting"), find),
    none,
  ];
}

function drawSection(section, isOpen, fields, changed) {
  const rows = section.settings.map((row) => {
    const field = control(row, drafts.has(row.key) ? drafts.get(row.key) : row.value, (value) => changed(row.key, value, field));
    field.mark(drafts.has(row.key));
    fields.set(row.key, field);
    return field.element;
  });
  const own = section.settings.filter((row) => !same(row.value, row.default)).length;
  const chip = own ? el("span", { class: "chip" }, `${own} of your own`) : null;
  const name = el("h2", {}, CALLED[section.name] || capital(section.name));
  const head = el("summary", {}, name, " ", el("span", { class: "help" }, section.help), " ", chip);
  return el("details", { class: "panel", open: isOpen, "data-section": section.name }, head, el("div", { class: "panels" }, rows));
}

function filter(body, text) {
  const wanted = text.trim().toLowerCase();
  for (const section of body.querySelectorAll("details.panel")) {
    let shown = 0;
    for (const field of section.querySelectorAll(".field[data-key]")) {
      field.hidden = !field.textContent.toLowerCase().includes(wanted);
      shown += !field.hidden;
    }
    section.hidden = shown === 0;
    if (wanted && shown) section.open = true;
  }
  body.querySelector(".none").hidden = [...body.querySelectorAll("details.panel")].some((one) => !one.hidden);
}

// Asks what the last hour would have been, a moment after the newest change, one question at a time:
// the answer takes about a second, and what was asked meanwhile is asked once more at its end.
function asking(page, fields, answered) {
  let newest = null; // the key that was changed last, until it is asked about
  let timer = 0;
  let isAsked = false;
  return { about, end: () => clearTimeout(timer) };

  function about(key) {
    newest = key;
    clearTimeout(timer);
    timer = setTimeout(next, WAIT_MS);
  }

  async function next() {
    if (isAsked || newest === null) return;
    const key = newest;
    newest = null;
    isAsked = true;
    await ask(key);
    isAsked = false;
    next();
  }

  async function ask(key) {
    const of = (one) => fields().get(one);
    const set = Object.fromEntries([...drafts].filter(([one]) => of(one) && !of(one).isWrong()));
    const past = Object.keys(set).some((one) => of(one).row.what_if);
    for (const field of fields().values()) field.compare(null);
    if (!past) return answered(null);
    of(key)?.wait();
    try {
      const found = await page.post("what-if", { set });
      if (newest !== null) return;
      of(key)?.compare(Object.hasOwn(set, key) ? found : null);
      answered(found);
    } catch (error) {
      of(key)?.compare(null);
      if (newest === null && !error.errors) answered({ note: error.message });
    }
  }
}

function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}
