import type { ShownColour } from "#contract/calls/settings-calls.ts";

/** The linear intensities of red, green and blue, from 0 to 1. */
type Light = readonly [number, number, number];

/** The WCAG 2.2 level of a contrast: AAA from 7, AA from 4.5, and AA only for large text from 3. */
export type ContrastLevel = "aaa" | "aa" | "large" | "low";

/** Returns the contrast of two colours (`#rrggbb`), from 1 to 21, as WCAG 2.2 defines it. */
export function contrastOf(colour: string, background: string): number {
  const [lighter, darker] = [luminance(colour), luminance(background)].sort((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** Returns the WCAG level of a contrast. */
export function contrastLevel(ratio: number): ContrastLevel {
  if (ratio >= 7) return "aaa";
  if (ratio >= 4.5) return "aa";
  return ratio >= 3 ? "large" : "low";
}

/** Moves a colour (`#rrggbb`) into the theme's limits of lightness and chroma, and returns the new colour. */
export function shownColour(colour: string, { lightness: [least, most], chroma }: ShownColour): string {
  const [l, a, b] = toOklab(lightOf(colour));
  const own = Math.hypot(a, b);
  const part = own > chroma ? chroma / own : 1;
  return hexOf(fromOklab([Math.min(most, Math.max(least, l)), a * part, b * part]));
}

function luminance(colour: string): number {
  const [red, green, blue] = lightOf(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function lightOf(colour: string): Light {
  const channel = (at: number): number => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function hexOf(light: Light): string {
  const digits = light.map((value) => {
    const inside = Math.min(1, Math.max(0, value));
    const encoded = inside <= 0.0031308 ? inside * 12.92 : 1.055 * inside ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${digits.join("")}`;
}

// The source of these matrices is https://bottosson.github.io/posts/oklab/

function toOklab([red, green, blue]: Light): Light {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Light): Light {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}
