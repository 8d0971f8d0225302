/**
 * Returns a random generator (mulberry32).
 * The numbers depend only on the seed, so that images are the same everywhere.
 */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Returns SVG path data of one horizontal brush stroke from (0, 0) to about (length, -rise).
 * The path is to be filled with SVG's default fill rule (`nonzero`).
 * `width`: greatest thickness.
 * `dryness`: from 0 (wet) to 1. With a higher value, the hairs of the brush run out of ink earlier.
 * `hairs`: number of hairs of the brush that are drawn.
 */
export function brushStroke({ length, width, seed, dryness = 0.5, rise = 0, hairs = 64 }) {
  const random = seededRandom(seed);
  const clumps = noise(random, 9);
  const strands = noise(random, 26);
  const upper = noise(random, 7);
  const lower = noise(random, 7);
  const wetUntil = 0.66 - 0.3 * dryness;

  const half = (t) => (width / 2) * (1 - 0.2 * Math.sin(Math.PI * t ** 0.8) - 0.06 * t);
  const centre = (t) => -rise * t - width * 0.045 * Math.sin(2 * Math.PI * t);
  // The stroke begins with a slanted, rounded end, like the trace of a brush that is set down.
  const heel = (across) => width * (0.16 * (1 + across) + 0.3 * (1 - Math.sqrt(1 - across * across)));
  const at = (t, across) => {
    const start = heel(across) * (1 - t);
    const rough = (across < 0 ? upper(t) : lower(t)) * Math.abs(across) ** 3 * width * 0.014;
    return [start + length * t, centre(t) + across * half(t) + rough];
  };

  let path = wetBody(at, wetUntil);
  for (let index = 0; index < hairs; index += 1) {
    const place = (index + 0.5) / hairs;
    const across = (place * 2 - 1) * 0.985;
    const ink = 0.55 * clumps(place) + 0.45 * strands(place);
    const dry = wetUntil + (1 - wetUntil) * Math.max(0.04, 0.84 + 0.8 * ink - 0.5 * dryness);
    const end = Math.min(dry + (0.08 + 0.2 * random()) * (0.5 + dryness), 1 + 0.035 * ink + 0.012 * random());
    path += hair({ at, from: wetUntil - 0.1, dry: Math.min(dry, end - 0.03), end, across, gap: 2 / hairs });
  }
  return path;
}

/** Returns the part of the stroke that the ink covers completely. */
function wetBody(at, until) {
  const around = Array.from({ length: 13 }, (_, index) => at(0, -Math.cos((Math.PI * index) / 12)));
  const along = [0.06, 0.13, 0.21, 0.3, 0.38, 0.46, 0.54].filter((t) => t < until - 0.06);
  const lower = along.map((t) => at(t, 1));
  const upper = along.map((t) => at(t, -1)).reverse();
  const front = [1, 0.75, 0.5, 0.25, 0, -0.25, -0.5, -0.75, -1].map((across) => at(until - 0.03, across));
  return smooth([...around, ...lower, ...front, ...upper], 0.9);
}

/** Returns the trace of one hair of the brush. The trace gets thinner when the hair has no more ink. */
function hair({ at, from, dry, end, across, gap }) {
  const thick = gap * 0.72;
  const full = Array.from({ length: 4 }, (_, index) => from + ((dry - from) * index) / 3);
  const fading = dry + (end - dry) * 0.55;
  const side = (sign) => [
    ...full.map((t) => at(t, within(across + sign * thick))),
    at(fading, within(across + sign * thick * 0.5)),
  ];
  const points = [...side(1), at(end, across), ...side(-1).reverse()];
  return `M${points.map(pair).join("L")}Z`;
}

function within(across) {
  return Math.max(-1, Math.min(1, across));
}

/** Returns smooth noise over 0 to 1 with `cells` bumps, between −1 and 1. */
function noise(random, cells) {
  const values = Array.from({ length: cells + 2 }, () => random() * 2 - 1);
  return (t) => {
    const position = Math.max(0, Math.min(1, t)) * cells;
    const cell = Math.floor(position);
    const blend = (1 - Math.cos(Math.PI * (position - cell))) / 2;
    return values[cell] * (1 - blend) + values[cell + 1] * blend;
  };
}

/** Returns a closed curve through the points (Catmull–Rom as cubic Béziers). The usual `tension` is 1. */
export function smooth(points, tension = 1) {
  const at = (index) => points[(index + points.length) % points.length];
  let path = `M${pair(points[0])}`;
  for (let index = 0; index < points.length; index += 1) {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const first = [
      from[0] + ((to[0] - before[0]) / 6) * tension,
      from[1] + ((to[1] - before[1]) / 6) * tension,
    ];
    const second = [
      to[0] - ((after[0] - from[0]) / 6) * tension,
      to[1] - ((after[1] - from[1]) / 6) * tension,
    ];
    path += `C${pair(first)} ${pair(second)} ${pair(to)}`;
  }
  return `${path}Z`;
}

function pair([x, y]) {
  return `${round(x)} ${round(y)}`;
}

function round(value) {
  return Math.round(value * 10) / 10;
}
