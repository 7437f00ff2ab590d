// Follows the running instance: the newest state for whoever listens.

const RETRY_MS = 2000; // the browser itself gives up after some answers, such as 401
const MOST_TRIES = 30; // a minute; a server that has ended never comes back to its port

export const CONNECTING = "connecting";
export const RUNNING = "running";
export const NOT_RUNNING = "not running"; // the page's server is there, the instance is not
export const GONE = "gone"; // the page's server is not there

let source = null;
let state = null;
let connection = CONNECTING;
let tries = 0;
const listeners = new Set();

// Calls `listen(state, connection)` now, when there is something, and on every change; returns
// what ends it.  `state` is null until the first one has come.
export function onState(listen) {
  listeners.add(listen);
  listen(state, connection);
  return () => offState(listen);
}

export function offState(listen) {
  listeners.delete(listen);
}

export function follow() {
  source = new EventSource("api/follow");
  source.addEventListener("state", (event) => {
    state = JSON.parse(event.data);
    tries = 0;
    change(state.running ? RUNNING : NOT_RUNNING);
  });
  source.addEventListener("error", () => {
    source.close();
    change(GONE);
    tries += 1;
    if (tries < MOST_TRIES) setTimeout(follow, RETRY_MS);
  });
}

function change(to) {
  connection = to;
  for (const listen of [...listeners]) listen(state, connection);
}
