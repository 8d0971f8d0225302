const raster = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp)[;,]/;
const font = /^data:(?:font\/|application\/(?:x-)?font|application\/octet-stream[;,])/;

/**
 * Whether a reference is harmless. References to parts of the same file and to pictures are harmless.
 * In a link (`<a>`), only web pages, mail addresses and parts of the same file are harmless.
 */
export function isHarmlessReference(element: string, written: string): boolean {
  const address = plainAddress(written);
  if (address === "" || address.startsWith("#")) return true;
  if (element === "a") return /^(?:https?|mailto):/.test(address);
  return (element === "image" || element === "feImage") && (/^https?:/.test(address) || raster.test(address));
}

/** Whether CSS is free of code. `css` is a style sheet, or an attribute that may contain `url(…)`. */
export function isHarmlessStyle(css: string): boolean {
  if (!/[(@\\:]/.test(css)) return true;
  // `/*` can begin a comment or be part of a string, so the CSS must be harmless in both cases.
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

/** Returns the URLs in `url(…)`, `src(…)` and `@import`. */
function references(css: string): string[] {
  const found = css.matchAll(/(?:url|src)\(\s*("[^"]*"?|'[^']*'?|[^)]*)|@import\s*(["'][^"']*)/gi);
  return Array.from(found, ([, url, imported]) => (url ?? imported ?? "").trim());
}

/** Decodes CSS escapes: `\75rl(` becomes `url(`. */
function withoutEscapes(css: string): string {
  return css.replace(/\\(?:([0-9a-f]{1,6})\s?|([\s\S]))/gi, (_, code: string | undefined, plain: string) => {
    if (code === undefined) return plain;
    const point = Number.parseInt(code, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "\uFFFD";
  });
}

/** Returns a URL in lower case, without the spaces and control characters that browsers ignore. */
function plainAddress(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is meant to find control characters
  return text.replace(/[\u0000-\u0020\u007F-\u00A0\u200B\uFEFF]/g, "").toLowerCase();
}
