import { posix } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Scalar, visit } from "yaml";
import { settingsFile } from "#engine/blog/settings/load-settings.ts";
import { SettingsText } from "#engine/blog/settings/settings-text.ts";
import { type TextEdit, withEditsAtOnce } from "#contract/text/text-edits.ts";
import { parseYaml } from "#engine/blog/front-matter/yaml-document.ts";
import { type QuoteStyle, yamlScalar } from "#engine/blog/front-matter/yaml-scalar.ts";
import { type Move, movedTarget, unmoved } from "./moved-target.ts";
import { retargetBody } from "./retarget.ts";
import { decoded } from "#contract/text/percent-encoding.ts";
import { writtenTargets } from "./written-targets.ts";

/**
 * After a file was moved, updates the paths to it in a text of `blog.yaml`, also in Markdown and HTML links.
 * Keeps all other bytes, including comments. Returns null if no safe edit is possible.
 */
export function retargetSettings(text: string, move: Move): string | null {
  const before = new SettingsText(text);
  if (before.error) return null;
  const edits: TextEdit[] = [];
  visit(parseYaml(text), {
    Scalar: (key, node) => {
      if (key !== "key") edits.push(...editOf(text, node, move));
    },
  });
  const edited = withEditsAtOnce(text, edits);
  const wanted = withStrings(before.values, (value) => follow(value, move));
  // Checks the resulting values, because quotes and escapes can hide a reference from a search of the text.
  return isDeepStrictEqual(new SettingsText(edited).values, wanted) ? edited : null;
}

function editOf(text: string, node: Scalar, move: Move): TextEdit[] {
  const { value, range } = node;
  if (typeof value !== "string" || !range) return [];
  const moved = follow(value, move);
  if (moved === value) return [];
  const [from, to] = range;
  const written = text.slice(from, to);
  const quotes = quotesOf(node);
  const style = { flow: true, ...(quotes ? { quotes } : {}) };
  const edited = isFile(value, move.from) ? yamlScalar(moved, style) : inText(written, move);
  return [{ offset: from, length: to - from, text: edited }];
}

/** Updates one value of `blog.yaml`. The value is a path or a text with links. */
function follow(value: string, move: Move): string {
  if (!isFile(value, move.from)) return inText(value, move);
  return movedTarget(value, unmoved(settingsFile), move, !/%[\dA-F]{2}/i.test(value));
}

function inText(text: string, move: Move): string {
  const targets = writtenTargets(text)
    .map(({ meant }) => meant)
    .filter((meant) => isFile(meant, move.from));
  return retargetBody(text, unmoved(settingsFile), new Map(targets.map((target) => [target, move])));
}

/** Whether a target points to the file with this blog path. The target is relative to the blog folder. */
function isFile(target: string, path: string): boolean {
  const [name = ""] = target.split(/[?#]/, 1);
  return name !== "" && posix.normalize(decoded(name).replace(/^\/+/, "")) === path;
}

function quotesOf({ type }: Scalar): QuoteStyle | null {
  if (type === "QUOTE_SINGLE") return "single";
  return type === "QUOTE_DOUBLE" ? "double" : null;
}

function withStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => withStrings(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withStrings(item, change)]));
}
