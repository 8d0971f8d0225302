const raster = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp)[;,]/;
const font = /^data:(?:font\/|application\/(?:x-)?font|application\/octet-stream[;,])/;

/** Whether a reference of an element leads to something that runs nothing: a part of the file, a picture, a page. */
export function isHarmlessReference(element: string, written: string): boolean {
  const address = plainAddress(written);
  if (address === "" || address.startsWith("#")) return true;
  if (element === "a") return /^(?:https?|mailto):/.test(address);
  return (element === "image" || element === "feImage") && (/^https?:/.test(address) || raster.test(address));
}

/** Whether a style sheet, or a value that may hold a reference in the manner of one, names nothing that runs. */
export function isHarmlessStyle(css: string): boolean {
  if (!/[(@\\:]/.test(css)) return true;
  // What a comment is depends on where it stands: both readings have to be harmless
  const readings = [css, css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, "")].map(withoutEscapes);
  return readings.every(
    (reading) => !acting.test(plainAddress(reading)) && references(reading).every(isHarmless),
  );
}

const acting = /expression\(|-moz-binding|behavior:|(?:java|vb|live)script:/;

function isHarmless(written: string): boolean {
  const address = plainAddress(written.replace(/^["']|["']$/g, ""));
  if (address === "" || address.startsWith("#") || /^https?:/.test(address)) return true;
  return raster.test(address) || font.test(address);
}

/** What stands in `url(…)` and behind `@import`. */
function references(css: string): string[] {
  const found = css.matchAll(/(?:url|src)\(\s*("[^"]*"?|'[^']*'?|[^)]*)|@import\s*(["'][^"']*)/gi);
  return Array.from(found, ([, url, imported]) => (url ?? imported ?? "").trim());
}

/** CSS with its escapes read: `\75rl(` is `url(`. */
function withoutEscapes(css: string): string {
  return css.replace(/\\(?:([0-9a-f]{1,6})\s?|([\s\S]))/gi, (_, code: string | undefined, plain: string) => {
    if (code === undefined) return plain;
    const point = Number.parseInt(code, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "\uFFFD";
  });
}

/** An address as browsers read it: without the spaces and control characters that they pass over. */
function plainAddress(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what browsers pass over
  return text.replace(/[\u0000-\u0020\u007F-\u00A0\u200B\uFEFF]/g, "").toLowerCase();
}
