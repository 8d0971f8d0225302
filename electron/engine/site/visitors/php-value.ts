/** Formats a value as PHP. In single quotes PHP has two escapes only, so nothing in a text can end it. */
export function phpValue(value: unknown): string {
  if (typeof value === "string") return `'${value.replace(/[\\']/g, "\\$&")}'`;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "object" || value === null) return "null";
  const items = Object.entries(value).map(([key, item]) => `${phpValue(key)} => ${phpValue(item)}`);
  return `[${items.join(", ")}]`;
}
