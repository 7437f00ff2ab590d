// From what is drawn to what was measured, smoothly.

const FASTEST_MS = 180; // in which the drawing covers two thirds of the way to what was measured
const STILL = 0.02; // degrees or cm: nearer than this it has arrived
const SELDOM_MS = 2000; // between two drawings for people who do not want motion
const MOVING = ["cva_change_deg", "fsa_change_deg", "trunk_lean_deg", "head_pitch_deg", "shoulder_elevation_cm", "slump_cm"];

// Moves smoothly from what is drawn to what was measured; at once, and seldom, for people who do not
// want motion.
export function follower(drawAt) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let here = null;
  let goal = null;
  let frame = 0;
  let then = 0;
  let waiting = 0;

  function step(now) {
    const share = 1 - Math.exp(-(now - then) / FASTEST_MS);
    then = now;
    here = { ...goal, ...nearer(here, goal, share) };
    drawAt(here);
    frame = arrived(here, goal) ? 0 : requestAnimationFrame(step);
  }
  function jump() {
    waiting = 0;
    here = goal;
    drawAt(here);
  }
  return {
    to(values) {
      goal = values;
      if (here === null || values === null) {
        jump();
      } else if (calm.matches) {
        waiting = waiting || setTimeout(jump, SELDOM_MS);
      } else if (!frame) {
        then = performance.now();
        frame = requestAnimationFrame(step);
      }
    },
    stop() {
      cancelAnimationFrame(frame);
      clearTimeout(waiting);
    },
  };
}

function nearer(here, goal, share) {
  const moved = MOVING.map((name) => {
    const [from, to] = [here?.[name], goal?.[name]];
    return [name, isNumber(from) && isNumber(to) ? from + (to - from) * share : to];
  });
  return Object.fromEntries(moved);
}

function arrived(here, goal) {
  return MOVING.every((name) => !isNumber(goal?.[name]) || Math.abs(here[name] - goal[name]) < STILL);
}

function isNumber(value) {
  return typeof value === "number";
}
