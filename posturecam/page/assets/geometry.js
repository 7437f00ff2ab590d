// Lines and arcs as paths of a drawing.

// Angles are in degrees above the horizontal, as the craniovertebral angle is.
export function polar([x, y], far, deg) {
  return [x + far * Math.cos(radians(deg)), y - far * Math.sin(radians(deg))];
}

export function arc(centre, far, from, to) {
  const clockwise = to < from ? 1 : 0;
  return `M${p(polar(centre, far, from))} A${far} ${far} 0 0 ${clockwise} ${p(polar(centre, far, to))}`;
}

export function band(centre, near, far, from, to) {
  const [back, turn] = [arc(centre, Math.max(near, 0.01), to, from), arc(centre, far, from, to)];
  return `${turn} L${back.slice(1)} Z`;
}

export function spoke(centre, near, far, deg) {
  return `M${p(polar(centre, near, deg))} L${p(polar(centre, far, deg))}`;
}

export function p([x, y]) {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

export function radians(deg) {
  return (deg * Math.PI) / 180;
}

export function degrees(rad) {
  return (rad * 180) / Math.PI;
}
