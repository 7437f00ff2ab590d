// The frame of the page: which view is shown, and whether posturecam is there.
//
// A view is a module in views/ with
//   export const title = "Now";
//   export const heading = false;  // where the title need not be seen above the view
//   export function show(place, page) { ...; return () => { what ends it } }
// `place` is an empty element.  `page` has get(name), post(name, row) (see api.js), onState(listen)
// (see live.js; ended with the view), say(text) (shown and read out), fail(error) (the same, of an
// error) and rest (what follows in the address: ["chin_tuck"] of #/exercises/chin_tuck).  All text goes through el() and svg() of dom.js.

import { get, post } from "./api.js";
import { el, replace } from "./dom.js";
import { icon, light } from "./icons.js";
import * as live from "./live.js";
import * as calibrate from "./views/calibrate.js";
import * as exercises from "./views/exercises.js";
import * as history from "./views/history.js";
import * as now from "./views/now.js";
import * as privacy from "./views/privacy.js";
import * as profiles from "./views/profiles.js";
import * as selfCheck from "./views/self_check.js";
import * as settings from "./views/settings.js";
import { LIGHTS, sentenceOf } from "./words.js";

const VIEWS = {
  now,
  calibrate,
  exercises,
  history,
  settings,
  profiles,
  "self-check": selfCheck,
  privacy,
};
const WORDS = {
  [live.CONNECTING]: "Connecting ...",
  [live.RUNNING]: "",
  [live.NOT_RUNNING]: "posturecam is not running. Start it with: posturecam start",
  [live.GONE]: "This page has ended or is not reachable. Open it again with: posturecam open",
};

const SAID_MS = 8000; // for which an answer stays; an error stays until the next one

const main = document.getElementById("main");
const said = document.getElementById("said");
const menu = document.getElementById("menu");
const views = document.getElementById("views");
let leave = () => {};
let forget = 0;

function shown() {
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/").map(decoded);
  return Object.hasOwn(VIEWS, name) ? [name, rest] : ["now", []];
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // not written by this page
  }
}

function route() {
  const [name, rest] = shown();
  const view = VIEWS[name];
  leave();
  const ends = [];
  const place = el("div", { class: `view ${name}` });
  const page = {
    get,
    post,
    say,
    fail: (error) => say(error.message, "failed"),
    rest,
    onState: (listen) => ends.push(live.onState(listen)),
  };
  replace(main, el("h1", { class: view.heading === false ? "unseen" : null }, view.title), place);
  ends.push(view.show(place, page) || (() => {}));
  leave = () => ends.forEach((end) => end());
  document.body.dataset.view = name;
  document.title = `${view.title} - posturecam`;
  say("");
  drawNavigation(name);
}

function say(text, kind = "") {
  clearTimeout(forget);
  said.className = kind;
  replace(said, text);
  if (text && !kind) forget = setTimeout(() => replace(said), SAID_MS);
}

function drawNavigation(current) {
  const links = Object.entries(VIEWS).map(([name, view]) =>
    el("li", {}, el("a", { href: `#/${name}`, "aria-current": name === current ? "page" : null }, icon(name), view.title)),
  );
  replace(views, el("ul", {}, links));
  openMenu(false);
}

function openMenu(isOpen) {
  menu.setAttribute("aria-expanded", String(isOpen));
  views.toggleAttribute("data-closed", !isOpen);
}

// How things are, on every view.
function drawStatus(state, connection) {
  const isThere = connection === live.RUNNING;
  const now = isThere ? { light: state.glance.light, sentence: sentenceOf(state) } : { light: "starting", sentence: "Not running" };
  const place = document.getElementById("status");
  const text = `${now.light}|${now.sentence}`;
  if (place.dataset.shown === text) return;
  place.dataset.shown = text;
  const words = el("span", {}, el("span", { class: "unseen" }, unsaidOf(now)), now.sentence);
  replace(place, light(now.light), words);
}

// What the sign shows, for whoever does not see it, where the sentence does not say so anyway.
function unsaidOf(now) {
  const shown = LIGHTS[now.light] ?? "";
  return now.sentence.toLowerCase().startsWith(shown.toLowerCase()) ? "" : `${shown}: `;
}

// Whoever opens the page in the middle of a calibration came for that.
function followCalibration(state, connection) {
  if (connection !== live.RUNNING) return;
  live.offState(followCalibration);
  const isGuided = ["poses", "checking", "trial"].includes(state.guide?.stage);
  if (isGuided && !location.hash) location.hash = "#/calibrate";
}

function drawConnection(state, connection) {
  drawStatus(state, connection);
  const line = document.getElementById("connection");
  if (line.textContent !== WORDS[connection]) replace(line, WORDS[connection]);
  document.body.dataset.connection = connection;
}

menu.addEventListener("click", () => openMenu(menu.getAttribute("aria-expanded") !== "true"));
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the part of the address after # is the view
  main.focus();
});
window.addEventListener("hashchange", () => {
  route();
  main.focus();
});
route();
live.onState(drawConnection);
live.onState(followCalibration);
live.follow();
