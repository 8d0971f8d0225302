import type { Language } from "../messages.ts";

/** Returns a size as text: `812 B`, `3.4 KB`, `12 MB`. */
export function formatSize(language: Language, bytes: number): string {
  const [value, unit] =
    bytes < 1_000 ? [bytes, "B"] : bytes < 1_000_000 ? [bytes / 1_000, "KB"] : [bytes / 1_000_000, "MB"];
  const digits = unit === "B" || value >= 10 ? 0 : 1;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)} ${unit}`;
}
