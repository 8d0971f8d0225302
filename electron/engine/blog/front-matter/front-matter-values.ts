import {
  type FrontMatterValue,
  type FrontMatterValues,
  type FrontMatterReading,
  insideFences,
  splitFrontMatter,
} from "./front-matter.ts";
import { parse as parseToml, TomlDate, TomlError } from "smol-toml";
import { readSimpleYaml } from "./simple-yaml.ts";
import { findTomlEntries } from "./toml-entries.ts";
import { isTooLong, tooLong } from "./yaml-document.ts";
import { readYaml } from "./yaml-values.ts";

/** Parses YAML or TOML front matter (with its `---` or `+++` lines). Never throws. */
export function readFrontMatter(frontMatter: string): FrontMatterReading {
  const { format } = splitFrontMatter(frontMatter);
  if (format === "none") return { values: {} };
  const { content } = insideFences(frontMatter);
  if (isTooLong(content)) return { error: tooLong, line: 1 };
  if (format === "toml") return readToml(content);
  const simple = readSimpleYaml(content);
  if (simple) return { values: simple };
  const reading = readYaml(content);
  // Adds 1 to the line, because `content` begins on line 2 of the file, after the opening fence.
  return "error" in reading ? { error: reading.error, line: reading.line + 1 } : reading;
}

function readToml(content: string): FrontMatterReading {
  try {
    const table = parseToml(content, { integersAsBigInt: "asNeeded" });
    const { entries } = findTomlEntries(content);
    const writtenAt = (path: string): string | undefined => {
      const entry = entries.get(path);
      return entry && content.slice(entry.valueAt, entry.end);
    };
    return { values: plainTable(table, "", writtenAt) };
  } catch (error) {
    const line = error instanceof TomlError ? error.line + 1 : 1;
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return { error: reason, line };
  }
}

type WrittenAt = (path: string) => string | undefined;

function plainTable(table: object, prefix: string, writtenAt: WrittenAt): FrontMatterValues {
  return Object.fromEntries(
    Object.entries(table).map(([key, value]) => [key, plainToml(value, prefix + key, writtenAt)]),
  );
}

function plainToml(value: unknown, path: string, writtenAt: WrittenAt): FrontMatterValue {
  if (Array.isArray(value)) return value.map((item) => plainToml(item, `${path}.[]`, writtenAt));
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (value instanceof TomlDate) return writtenAt(path) ?? value.toISOString();
  if (typeof value === "object" && value !== null) return plainTable(value, `${path}.`, writtenAt);
  return writtenAt(path) ?? String(value);
}
