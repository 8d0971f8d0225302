import { isRecord } from "#contract/objects.ts";

/** The fields of a JSON object that another program wrote. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns an object unchanged. Returns an empty object for any other value. */
export function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** Returns a field as text. Numbers and booleans become text; other values become "". */
export function textIn(fields: Fields, key: string): string {
  const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

/** Returns a field as a number, or 0 if the field is not a number. */
export function numberIn(fields: Fields, key: string): number {
  const number = Number(textIn(fields, key));
  return Number.isFinite(number) ? number : 0;
}

/** Returns the elements of a field, or an empty list if the field is not a list. */
export function listIn(fields: Fields, key: string): readonly unknown[] {
  const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return Array.isArray(value) ? value : [];
}

/** Parses JSON. Returns an empty object if the text is damaged or not an object. */
export function parsedFields(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return {};
  }
}
