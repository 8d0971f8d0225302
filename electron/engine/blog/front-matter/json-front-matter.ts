import { isRecord } from "#contract/objects.ts";
import type { FrontMatterValue, FrontMatterValues } from "./front-matter.ts";

/** A file that begins with a JSON object. Hugo reads this object as front matter. */
export interface JsonFrontMatter {
  readonly values: FrontMatterValues;
  readonly body: string;
}

/** Maximum number of lines of the JSON object. A longer object is not recognised. */
const mostLines = 400;

/** Reads the JSON object at the beginning of a text. Returns null if the text begins with anything else. */
export function readJsonFrontMatter(text: string): JsonFrontMatter | null {
  if (!/^\uFEFF?\s*\{\s*["}]/.test(text)) return null;
  let end = -1;
  for (let lines = 0; lines < mostLines; lines += 1) {
    end = text.indexOf("\n", end + 1);
    const stop = end < 0 ? text.length : end;
    // Only a line that ends with a brace can end the object.
    if (text.slice(0, stop).trimEnd().endsWith("}")) {
      const value = parsed(text.slice(0, stop).replace(/^\uFEFF/, ""));
      if (value) return { values: value, body: text.slice(stop).replace(/^\r?\n/, "") };
    }
    if (end < 0) return null;
  }
  return null;
}

function parsed(json: string): FrontMatterValues | null {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? plainMap(value) : null;
  } catch {
    return null;
  }
}

function plainMap(value: object): FrontMatterValues {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainValue(item)]));
}

/** Converts numbers to text, as in the other formats of front matter. */
function plainValue(value: unknown): FrontMatterValue {
  if (Array.isArray(value)) return value.map(plainValue);
  if (isRecord(value)) return plainMap(value);
  return typeof value === "string" || typeof value === "boolean" || value === null ? value : String(value);
}
