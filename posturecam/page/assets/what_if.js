// What the last hour was, and what it would have been with other settings, in words.

import { count } from "./parts.js";
import { lasting } from "./words.js";

export function comparison(found) {
  if (found.note) return found.note;
  const { now, then } = found;
  const changes = [
    change(now.alerts, then.alerts, (number) => count(number, "alert")),
    change(now.beyond_s, then.beyond_s, (seconds) => `${lasting(seconds)} beyond a limit`),
    change(now.breaks, then.breaks, (number) => `${count(number, "break")} due`),
    change(now.micro_breaks, then.micro_breaks, (number) => `${count(number, "micro-break")} due`),
  ].filter(Boolean);
  const whole = Math.round(found.minutes);
  const span = `${whole > 1 ? `The last ${whole} minutes` : "The last minute"} with this:`;
  const said = changes.length ? changes.join("; ") : "the same";
  const others = found.not_counted.length ? ` From now on only: ${found.not_counted.join(", ")}.` : "";
  return `${span} ${said}.${others}`;
}

function change(now, then, words) {
  return now === then ? null : `${words(then)} instead of ${words(now)}`;
}
