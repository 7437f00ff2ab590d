// The switch that starts posturecam with the session.

import { el } from "./dom.js";

export function autostartSwitch(page) {
  const box = el("input", { type: "checkbox", id: "autostart", disabled: true, on: { change: set } });
  const element = el("div", { class: "field" }, el("label", { for: "autostart" }, box, " Start posturecam when you log in"));

  async function set() {
    box.disabled = true;
    try {
      const found = await page.post("autostart", { on: box.checked });
      box.checked = found.on;
      page.say(found.said.split("\n")[0]);
    } catch (error) {
      box.checked = !box.checked;
      page.fail(error);
    }
    box.disabled = false;
  }

  page.get("autostart").then((found) => {
    box.checked = found.on;
    box.disabled = false;
  }, page.fail);
  return element;
}
