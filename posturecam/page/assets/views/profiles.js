// Calibration profiles: what each found out, what was learned with it, and what can be done.

import { el, replace } from "../dom.js";
import { facts, failed, sure } from "../parts.js";
import { button } from "../widgets.js";
import { capital } from "../words.js";

export const title = "Profiles";

export function show(place, page) {
  const body = el("div", { class: "panels wide" }, el("p", { class: "busy" }, "Reading the profiles"));
  let found = null;
  let running = ""; // the profile of the instance; empty: there is none, or none says

  async function load() {
    try {
      found = await page.get("profiles");
      drawAgain();
    } catch (error) {
      failed(body, page)(error);
    }
  }

  function drawAgain() {
    if (found) replace(body, draw(found, running || found.use, act));
  }

  async function act(what, row) {
    try {
      const done = await page.post(`profiles/${what}`, row);
      await load();
      page.say(`${done.answer} ${done.said || ""}`);
    } catch (error) {
      page.fail(error);
    }
  }

  replace(place, el("p", { class: "lead" }, "One for each place where you sit: a calibration of you before one camera."), body);
  load();
  page.onState((state) => {
    const now = state?.running ? state.glance.profile : "";
    if (now === running) return;
    running = now;
    drawAgain();
  });
}

function draw(found, inUse, act) {
  const link = el("a", { class: "button primary", href: "#/calibrate" }, "Calibrate");
  if (!found.profiles.length) return [el("p", { class: "empty" }, "There is no profile yet. Calibrating takes about a minute."), link];
  const isFile = inUse.endsWith(".toml");
  const elsewhere = isFile ? el("p", { class: "note" }, `The profile in use is a file of yours: ${inUse}`) : null;
  const missing = !isFile && !found.profiles.some((one) => one.name === inUse) ? el("p", { class: "note poor" }, `The profile ${inUse} is not there. Use one of these, or calibrate.`) : null;
  return [elsewhere, missing, el("div", { class: "cards" }, found.profiles.map((one) => card(one, one.name === inUse, act))), el("p", { class: "help" }, "They are in ", el("span", { class: "code" }, found.folder))];
}

function card(one, isUsed, act) {
  const chip = isUsed ? el("span", { class: "chip" }, "in use") : null;
  return el("article", { class: "card", "data-name": one.name }, el("h2", {}, one.name, " ", chip), one.problem ? el("p", { class: "note limit" }, one.problem) : described(one), learned(one), buttons(one, isUsed, act));
}

function described(one) {
  const made = new Date(one.created).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric" });
  return [
    facts([["calibrated", made], ["camera", one.camera], ["pictures", one.picture], ["poses", one.poses.map((pose) => pose.replaceAll("_", " ")).join(", ")]]),
    el("details", {}, el("summary", {}, "What the calibration found"), el("ul", {}, one.found.map((line) => el("li", {}, `${capital(line)}.`)))),
  ];
}

function learned(one) {
  const words = one.learned ? capital(one.learned) : "Nothing has been learned with it yet.";
  return el("p", { class: "help" }, words);
}

function buttons(one, isUsed, act) {
  async function rename() {
    const to = await sure("Rename the profile", [`${one.name} gets another name; what was learned stays with it.`], "Rename", { danger: false, field: { label: "New name", value: one.name } });
    if (to && to !== one.name) act("rename", { name: one.name, to });
  }

  async function forget() {
    if (await sure(`Forget what was learned with ${one.name}?`, [capital(one.learned), "The calibration stays."], "Forget")) act("forget", { name: one.name });
  }

  async function remove() {
    const lines = ["The calibration and what was learned with it are deleted. They cannot be brought back.", isUsed ? "It is the one in use: without it nothing is measured until you calibrate again." : null];
    if (await sure(`Delete the profile ${one.name}?`, lines.filter(Boolean), "Delete")) act("delete", { name: one.name });
  }

  return el(
    "div",
    { class: "buttons" },
    isUsed || one.problem ? null : button("Use", () => act("use", { name: one.name }), "primary small"),
    one.problem ? null : button("Rename", rename, "small"),
    one.learned ? button("Forget what was learned", forget, "small") : null,
    button("Delete", remove, "danger small"),
  );
}
