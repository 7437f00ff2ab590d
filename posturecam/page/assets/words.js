// Words that several views share.

export const CAUSES = {
  forward_head: "head forward",
  rounded_shoulders: "shoulders rounded",
  slump: "slumped",
  leaning_in: "leaning in",
  raised_shoulders: "shoulders raised",
  head_tilt: "head tilted",
  too_close: "too close to the screen",
  still_too_long: "still for too long",
};

export const LIGHTS = {
  well: "Sitting well",
  beyond: "Beyond a limit",
  unsure: "Not sure",
  away: "Away",
  paused: "Paused",
  camera_lost: "Camera lost",
  starting: "Starting",
  uncalibrated: "Not calibrated yet",
  calibrating: "Calibrating",
  leading: "Leading an exercise",
};

export const NARROW = "\u00a0"; // a number stays on the line of its unit

// "45 s", "17 min", "2 h 5 min".
export function lasting(seconds) {
  if (seconds < 60) return `${Math.round(seconds)}${NARROW}s`;
  const whole = Math.floor(seconds / 60);
  const [hours, minutes] = [Math.floor(whole / 60), whole % 60];
  if (!hours) return `${minutes}${NARROW}min`;
  return minutes ? `${hours}${NARROW}h ${minutes}${NARROW}min` : `${hours}${NARROW}h`;
}

// The time left until something: the minute that has begun counts.
export function until(seconds) {
  return seconds < 60 ? lasting(Math.ceil(seconds)) : lasting(60 * Math.ceil(seconds / 60));
}

// "Sitting well" of "sitting well".
export function capital(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

// What is read out to whoever does not see the sign: "Sitting well", "Beyond a limit: slumped".
export function heardOf(light, state) {
  const shown = LIGHTS[light];
  return shown && state && shown.toLowerCase() !== state.toLowerCase() ? `${shown}: ${state}` : shown ?? state;
}

// The glance's sentence without what it leaves out, which the detail says: "Sitting well for 2
// minutes" of "sitting well for 2 minutes, neck and trunk only".
export function sentenceOf(state) {
  const scope = state.screen?.headline.scope;
  const said = state.glance.sentence;
  return capital(scope ? said.replace(`, ${scope}`, "") : said);
}
