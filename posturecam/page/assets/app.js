// The frame of the page: which view is shown, and whether posturecam is there.
//
// A view is a module in views/ with
//   export const title = "Now";
//   export function show(place, page) { ...; return () => { what ends it } }
// `place` is an empty element.  `page` has get(name), post(name, row) (see api.js), onState(listen)
// (see live.js; ended with the view), say(text) (shown and read out) and fail(error) (the same, of
// an error).  All text goes through el() and svg() of dom.js.

import { get, post } from "./api.js";
import { el, replace } from "./dom.js";
import * as live from "./live.js";
import * as calibrate from "./views/calibrate.js";
import * as exercises from "./views/exercises.js";
import * as history from "./views/history.js";
import * as now from "./views/now.js";
import * as privacy from "./views/privacy.js";
import * as profiles from "./views/profiles.js";
import * as selfCheck from "./views/self_check.js";
import * as settings from "./views/settings.js";

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

const main = document.getElementById("main");
const said = document.getElementById("said");
let leave = () => {};

function shown() {
  const name = location.hash.replace(/^#\/?/, "").split("/")[0];
  return Object.hasOwn(VIEWS, name) ? name : "now";
}

function route() {
  const name = shown();
  const view = VIEWS[name];
  leave();
  const ends = [];
  const place = el("div", { class: `view ${name}` });
  const page = {
    get,
    post,
    say,
    fail: (error) => say(error.message),
    onState: (listen) => ends.push(live.onState(listen)),
  };
  replace(main, el("h1", {}, view.title), place);
  ends.push(view.show(place, page) || (() => {}));
  leave = () => ends.forEach((end) => end());
  document.title = `${view.title} - posturecam`;
  say("");
  drawNavigation(name);
}

function say(text) {
  replace(said, text);
}

function drawNavigation(current) {
  const links = Object.entries(VIEWS).map(([name, view]) =>
    el("li", {}, el("a", { href: `#/${name}`, "aria-current": name === current ? "page" : null }, view.title)),
  );
  replace(document.getElementById("views"), el("ul", {}, links));
}

function drawConnection(_state, connection) {
  const line = document.getElementById("connection");
  if (line.textContent !== WORDS[connection]) replace(line, WORDS[connection]);
  document.body.dataset.connection = connection;
}

window.addEventListener("hashchange", () => {
  route();
  main.focus();
});
route();
live.onState(drawConnection);
live.follow();
