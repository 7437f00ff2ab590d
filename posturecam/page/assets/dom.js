// Makes elements.  Text is only ever set as text: nothing here, and nothing in the views, writes
// HTML, so what a user typed stays text.

const SVG = "http://www.w3.org/2000/svg";
const ADDRESSES = new Set(["href", "src", "action", "formaction", "xlink:href"]);
const REFUSED = new Set(["srcdoc", "style"]);

// el("p", {class: "note", hidden: true, on: {click: go}}, "text", otherElement, ["more", "text"])
// A property that is true is set without a value; false, null and undefined leave it out.
export function el(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

// The same for drawings: svg("circle", {cx: 1, cy: 2, r: 3}).
export function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

// Puts `children` in the place of everything in `place`.
export function replace(place, ...children) {
  place.replaceChildren(...children.flat(Infinity).filter(isThere).map(nodeOf));
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) set(element, name, value);
  replace(element, ...children);
  return element;
}

function set(element, name, value) {
  if (name === "on") {
    for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
  } else if (name === "value") {
    element.value = value; // of a field, as typed
  } else if (name.startsWith("on") || REFUSED.has(name)) {
    throw new Error(`${name} is not set here`);
  } else if (ADDRESSES.has(name) && !isSafe(value)) {
    throw new Error(`${name} leads elsewhere`);
  } else if (isThere(value) && value !== false) {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

// Addresses of this page, and https links that a person follows; no javascript:, no data:.
function isSafe(address) {
  const where = new URL(address, document.baseURI);
  return where.origin === location.origin || where.protocol === "https:" || where.protocol === "blob:";
}

function isThere(child) {
  return child !== null && child !== undefined;
}

function nodeOf(child) {
  return child instanceof Node ? child : document.createTextNode(String(child));
}
