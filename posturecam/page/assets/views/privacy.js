// What is stored and where, how to delete it, and the proof that nothing leaves this computer.

import { el, replace } from "../dom.js";
import { bytes, count, failed, sure, table } from "../parts.js";
import { button, coded } from "../widgets.js";
import { capital } from "../words.js";

export const title = "Privacy";

export function show(place, page) {
  const body = el("div", { class: "panels wide" }, el("p", { class: "busy" }, "Looking at what is stored and open"));
  const result = el("div", { role: "status" });

  async function load() {
    try {
      const found = await page.get("privacy");
      replace(body, proof(found, load), stores(found.stores, forget));
    } catch (error) {
      failed(body, page)(error);
    }
  }

  async function forget(what, heading, lines) {
    if (!(await sure(heading, [...lines, "It cannot be brought back."], "Delete"))) return;
    try {
      const done = await page.post("privacy/delete", { what, sure: true });
      replace(result, deleted(done));
      await load();
      result.scrollIntoView({ block: "nearest" });
    } catch (error) {
      page.fail(error);
    }
  }

  replace(place, result, body);
  load();
}

function deleted(done) {
  const gone = done.deleted.length ? `Deleted: ${done.deleted.join(", ")}.` : "There was nothing to delete.";
  return [
    el("p", { class: "note good" }, gone),
    done.said ? el("p", {}, done.said) : null,
    done.stays.length ? el("div", { class: "note poor" }, el("b", {}, "What stays"), el("ul", {}, done.stays.map((line) => el("li", {}, line)))) : null,
  ];
}

function proof(found, again) {
  const away = found.connections.some((one) => !one.here) || found.listening.some((one) => !one.here);
  const kind = found.shown ? (away ? "poor" : "good") : "";
  const cameras = found.open_files.filter((one) => one.kind === "camera").map((one) => one.path);
  return el(
    "section",
    { class: "panel" },
    el("h2", {}, "Proof"),
    el("p", {}, "This is what the system itself says of posturecam's processes just now: every file they have open, and every connection."),
    el("p", { class: `note ${kind}` }, el("b", {}, found.summary)),
    found.set_up.length ? el("div", { class: "note" }, el("b", {}, "By your own settings"), el("ul", {}, found.set_up.map((line) => el("li", {}, line)))) : null,
    found.shown
      ? [
          el("p", {}, cameras.length ? `Camera in use: ${cameras.join(", ")}.` : "No camera is in use."),
          found.started.length ? el("p", {}, `posturecam has started other programs, which are not looked into: ${found.started.join(", ")}.`) : null,
          connections(found),
          listening(found),
          details(`${count(found.open_files.length, "open file")} and devices`, files(found)),
          details(`${count(found.local.reduce((sum, one) => sum + one.number, 0), "socket")} that stay on this computer`, sockets(found)),
          el("p", { class: "help" }, found.how),
        ]
      : null,
    el("div", { class: "buttons" }, button("Look again", again)),
  );
}

function connections(found) {
  if (!found.connections.length) return el("p", {}, "There is no connection at all.");
  const rows = found.connections.map((one) => [one.process, one.local, one.remote, one.state, one.here ? "this computer" : "another computer"]);
  return table("Connections", ["Process", "From", "To", "State", "Leads to"], rows);
}

function listening(found) {
  const rows = found.listening.map((one) => [one.process, one.local, one.here ? "only this computer" : "your network"]);
  return rows.length ? table("Waiting for connections", ["Process", "Waits at", "For"], rows) : null;
}

function details(head, inside) {
  return el("details", {}, el("summary", {}, head), inside);
}

function files(found) {
  return table("Open files", ["Process", "File", "Kind"], found.open_files.map((one) => [one.process, one.path, one.kind]));
}

function sockets(found) {
  const rows = found.local.map((one) => [one.process, one.name, one.number]);
  const others = found.other ? el("p", { class: "help" }, `${count(found.other, "socket")} to the kernel or of kinds that lead nowhere else.`) : null;
  return [rows.length ? table("Sockets on this computer", ["Process", "Name", { name: "Number", number: true }], rows) : null, others];
}

function stores(found, forget) {
  const all = () => forget("all", "Delete everything?", ["Calibrations, learned data, history, report, log and settings are deleted.", "posturecam then measures nothing until you calibrate again."]);
  return el(
    "section",
    { class: "panel" },
    el("h2", {}, "What is stored"),
    el("p", {}, "No picture is stored, unless you ask for an annotated video by name. All of this is on this computer:"),
    el("ul", { class: "list" }, found.map((one) => el("li", {}, store(one, forget)))),
    el("div", { class: "buttons" }, button("Delete everything", all, "danger")),
  );
}

function store(one, forget) {
  const held = one.files.length ? `${bytes(one.bytes)}, ${count(one.files.length, "file")}` : "nothing stored";
  const size = one.bytes === null ? null : one.empty ? "empty" : held;
  const remove = () => forget(one.what, `Delete: ${one.name}?`, [`It holds ${one.keeps}.`]);
  const deletes = one.what && one.files.length && !one.empty ? button("Delete", remove, "danger small") : null;
  deletes?.setAttribute("aria-label", `Delete: ${one.name}`);
  return [
    el("h3", {}, one.name, " ", size && el("span", { class: "chip" }, size)),
    el("p", {}, coded(`${capital(one.keeps)}.`)),
    el("p", { class: "help code" }, one.where),
    one.files.length > 1 ? details("Files", el("ul", {}, one.files.map((file) => el("li", { class: "code" }, file)))) : null,
    deletes,
  ];
}
