// Asks the server.  Addresses are relative to the page, which has a place of its own: "today" is
// api/today.

// What went wrong, in words; `errors` by name, where values were refused.
export class ApiError extends Error {
  constructor(text, status, errors = {}) {
    super(text);
    this.status = status;
    this.errors = errors;
  }
}

export const GONE = "The page has ended. Open it again with: posturecam open";

export function get(name) {
  return ask(name, {});
}

export function post(name, row = {}) {
  const headers = { "Content-Type": "application/json" };
  return ask(name, { method: "POST", headers, body: JSON.stringify(row) });
}

async function ask(name, how) {
  let response;
  try {
    response = await fetch(`api/${name}`, how);
  } catch {
    throw new ApiError(GONE, 0);
  }
  const row = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new ApiError(row.error || `Error ${response.status}.`, response.status, row.errors);
  }
  return row;
}
