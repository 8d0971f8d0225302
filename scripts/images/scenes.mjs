import { brushStroke, seededRandom, smooth } from "./brush-stroke.mjs";

const paper = "#fbfaf6";
const ink = "#26241f";
const indigo = "#1f5a86";

/** The program's icon: one stroke (一) in ink on a sheet of paper, 1024 × 1024. */
export function icon() {
  const stroke = brushStroke({ length: 680, width: 190, seed: 2, dryness: 0.5, rise: 34 });
  return svg(
    1024,
    1024,
    "Hitofude",
    `<rect x="64" y="64" width="896" height="896" rx="200" fill="${paper}"/>
<rect x="66" y="66" width="892" height="892" rx="198" fill="none" stroke="${ink}" stroke-opacity=".14" stroke-width="4"/>
<path transform="translate(170 526)" fill="${ink}" d="${stroke}"/>`,
  );
}

/** The icon in the menu bar of macOS: only the brush stroke, which the system colours. */
export function menuBarIcon() {
  const stroke = brushStroke({ length: 880, width: 300, seed: 2, dryness: 0.3, rise: 60 });
  return svg(1024, 1024, "Hitofude", `<path transform="translate(64 550)" fill="#000" d="${stroke}"/>`);
}

/** The pictures of the sample blog, by file name. */
export const scenes = { boats, brush, mountains, teacup, window: windowSeat };

function boats() {
  const ripple = (x, y, length, seed, colour) =>
    `<path transform="translate(${x} ${y})" fill="${colour}" d="${brushStroke({ length, width: 12, seed, dryness: 0.8, hairs: 8 })}"/>`;
  const boat = (x, y, scale, hull, sail, fold) =>
    `<g transform="translate(${x} ${y}) scale(${scale})" stroke="${ink}" stroke-width="5" stroke-linejoin="round"><path d="M0 -150L74 0H-74Z" fill="${sail}"/><path d="M0 -150L20 0H-74Z" fill="${fold}"/><path d="M-170 -62L-74 0H74L170 -62L104 56H-104Z" fill="${hull}"/><path d="M-170 -62L-74 0L-104 56Z" fill="${fold}"/></g>`;
  return svg(
    1200,
    675,
    "Two paper boats",
    `<rect width="1200" height="675" fill="#f6f1e6"/>
<circle cx="270" cy="150" r="52" fill="#e9b9a0"/>
<rect y="330" width="1200" height="345" fill="#cfdbe3"/>
${ridge({ base: 340, height: 60, colour: "#a9c0cf", seed: 21 })}
<rect y="336" width="1200" height="339" fill="#dbe6ec"/>
${ripple(90, 402, 260, 41, "#a9c0cf")}${ripple(760, 424, 330, 42, "#a9c0cf")}${ripple(180, 566, 360, 43, "#8fb0c4")}${ripple(690, 604, 420, 44, "#8fb0c4")}
${boat(790, 380, 0.72, indigo, "#3d7aa6", "#16466a")}
${boat(480, 480, 1.18, "#fffdf8", "#fffdf8", "#e6ddca")}
${ripple(300, 548, 360, 45, "#6f97b1")}${ripple(670, 424, 240, 46, "#6f97b1")}`,
  );
}

function brush() {
  const stroke = brushStroke({ length: 840, width: 190, seed: 3, dryness: 0.75, rise: 44, hairs: 90 });
  return svg(
    1200,
    675,
    "A brush stroke",
    `<rect width="1200" height="675" fill="${paper}"/>
<path transform="translate(150 345)" fill="${ink}" d="${stroke}"/>
<rect x="1010" y="520" width="56" height="56" rx="7" fill="#b5402f"/>
<path transform="translate(1022 550)" fill="${paper}" d="${brushStroke({ length: 32, width: 9, seed: 3, dryness: 0, hairs: 8 })}"/>`,
  );
}

function mountains() {
  const layers = [
    { base: 330, height: 150, colour: "#cfdbe3", seed: 21 },
    { base: 400, height: 130, colour: "#a9c0cf", seed: 7 },
    { base: 470, height: 120, colour: "#6f97b1", seed: 15 },
    { base: 560, height: 100, colour: indigo, seed: 31 },
  ];
  return svg(
    1200,
    675,
    "Mountains",
    `<rect width="1200" height="675" fill="#f6f1e6"/>
<circle cx="860" cy="170" r="62" fill="#e9b9a0"/>
${layers.map(ridge).join("\n")}
<g fill="#f6f1e6">${[590, 622, 650]
      .map(
        (y, index) =>
          `<path transform="translate(${150 + index * 190} ${y})" d="${brushStroke({ length: 330 + index * 110, width: 9, seed: 40 + index, dryness: 0.5, hairs: 7 })}"/>`,
      )
      .join("")}</g>`,
  );
}

/** Returns one range of hills from the left edge to the right edge of the picture. */
function ridge({ base, height, colour, seed }) {
  const random = seededRandom(seed);
  const waves = [1.1, 2.3, 4.9, 9.7].map((frequency, index) => ({
    frequency: frequency * (0.85 + 0.3 * random()),
    phase: random() * 2 * Math.PI,
    share: [0.5, 0.28, 0.14, 0.05][index],
  }));
  const points = Array.from({ length: 53 }, (_, index) => {
    const t = (index - 2) / 48;
    const lift = waves.reduce(
      (sum, wave) => sum + wave.share * Math.sin(wave.frequency * 2 * Math.PI * t + wave.phase),
      0,
    );
    return [1200 * t, base - height * lift];
  });
  return `<path fill="${colour}" d="${smooth([[-90, 900], ...points, [1290, 900]])}"/>`;
}

function teacup() {
  const band = (y, width, seed, colour) =>
    `<path transform="translate(416 ${y})" fill="${colour}" d="${brushStroke({ length: 360, width, seed, dryness: 0.75, hairs: 24 })}"/>`;
  const steam = (x, seed, length) =>
    `<path transform="translate(${x} 196) rotate(-82)" fill="#b9b2a3" d="${brushStroke({ length, width: 11, seed, dryness: 0.9, rise: 14, hairs: 7 })}"/>`;
  const table = brushStroke({ length: 960, width: 34, seed: 18, dryness: 0.9, hairs: 26 });
  return svg(
    1200,
    675,
    "A tea cup",
    `<rect width="1200" height="675" fill="#f6f1e6"/>
<path transform="translate(120 566)" fill="#cdbf9f" d="${table}"/>
<clipPath id="cup"><path d="M424 240C426 380 440 470 476 540Q482 552 500 552H700Q718 552 724 540C760 470 774 380 776 240Z"/></clipPath>
<g clip-path="url(#cup)"><rect x="400" y="220" width="400" height="340" fill="#fffdf8"/>
<path d="M680 230H790V560H650C690 480 690 360 680 230Z" fill="#ece5d6"/>
${band(356, 44, 5, indigo)}${band(410, 16, 9, indigo)}</g>
<path d="M424 240C426 380 440 470 476 540Q482 552 500 552H700Q718 552 724 540C760 470 774 380 776 240" fill="none" stroke="${ink}" stroke-width="7" stroke-linecap="round"/>
<ellipse cx="600" cy="240" rx="176" ry="38" fill="#fffdf8" stroke="${ink}" stroke-width="7"/>
<ellipse cx="600" cy="246" rx="154" ry="27" fill="#9fa85c"/>
<path d="M470 250a154 27 0 0 1 190-26" fill="none" stroke="#c3c98a" stroke-width="6" stroke-linecap="round"/>
<path d="M508 555v17q0 6 8 6h168q8 0 8-6v-17" fill="#ece5d6" stroke="${ink}" stroke-width="7" stroke-linejoin="round"/>
${steam(556, 2, 128)}${steam(622, 6, 150)}`,
  );
}

function windowSeat() {
  const leaf = (x, y, turn, size) =>
    `<path transform="translate(${x} ${y}) rotate(${turn})" fill="#5d7a57" d="${smooth([
      [0, 0],
      [size * 0.45, -size * 0.22],
      [size, 0],
      [size * 0.45, size * 0.22],
    ])}"/>`;
  const sill = brushStroke({ length: 820, width: 40, seed: 23, dryness: 0.8, hairs: 26 });
  return svg(
    1200,
    675,
    "A window",
    `<rect width="1200" height="675" fill="#efe8d8"/>
<rect x="300" y="80" width="600" height="440" fill="#dbe8ee"/>
<clipPath id="pane"><rect x="300" y="80" width="600" height="440"/></clipPath>
<g clip-path="url(#pane)"><circle cx="760" cy="190" r="46" fill="#f7ead0"/>
<g transform="translate(0 -70)">${ridge({ base: 460, height: 70, colour: "#a9c0cf", seed: 15 })}${ridge({ base: 540, height: 60, colour: "#6f97b1", seed: 7 })}</g></g>
<g fill="none" stroke="#5b4a36" stroke-width="16"><rect x="300" y="80" width="600" height="440"/><path d="M600 80V520M300 300H900" stroke-width="10"/></g>
<path transform="translate(190 545)" fill="#5b4a36" d="${sill}"/>
<g stroke="#48614a" stroke-width="6" fill="none" stroke-linecap="round"><path d="M402 456C400 400 396 360 372 318M404 456C408 380 420 350 446 330M403 450C400 410 404 350 408 300"/></g>
${leaf(372, 318, -140, 62)}${leaf(386, 356, -178, 58)}${leaf(446, 330, -30, 66)}${leaf(420, 370, 2, 56)}${leaf(408, 300, -84, 72)}${leaf(398, 392, -160, 48)}
<path d="M352 452H456L442 534H366Z" fill="#b5694a"/><path d="M344 444H464V466H344Z" fill="#c47a59"/>
<g transform="translate(676 486)"><rect y="22" width="168" height="24" rx="3" fill="${indigo}"/><path d="M8 28H168V40H8Z" fill="#fffdf8"/><rect x="14" width="138" height="22" rx="3" fill="#b5694a"/><path d="M14 5H144V17H14Z" fill="#fffdf8"/></g>`,
  );
}

function svg(width, height, title, content) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">\n<title>${title}</title>\n${content}\n</svg>\n`;
}
