import { structuredPatch } from "diff";
import type { Comparison, ComparisonLine } from "#contract/types/publish-types.ts";
import type { TwoVersions } from "../base/targets.ts";

/** Maximum number of lines that are shown. */
const maxLines = 2000;

/** Limits for a comparison, because comparing very different texts is slow. `timeout` is in milliseconds. */
const limits = { maxEditLength: 20_000, timeout: 3000 };

/**
 * Returns the lines that differ between two versions of a file, and a few equal lines around each difference.
 */
export function compareTexts(versions: TwoVersions | null): Comparison {
  const [theirs, mine] = [textOf(versions?.theirs), textOf(versions?.mine)];
  if (!versions || theirs === null || mine === null) return { kind: "noText" };
  const patch = structuredPatch("", "", theirs, mine, "", "", { context: 3, ...limits });
  if (!patch) return { kind: "noText" };
  const lines: ComparisonLine[] = [];
  for (const [index, hunk] of patch.hunks.entries()) {
    if (index > 0) lines.push({ kind: "gap", text: "" });
    for (const line of hunk.lines) {
      const kind = kinds[line.charAt(0)];
      if (kind) lines.push({ kind, text: line.slice(1) });
    }
  }
  const isCut = lines.length > maxLines;
  return { kind: "text", lines: lines.slice(0, maxLines), isCut };
}

/** Maps the first character of a line in a patch to the kind of the line. */
const kinds: Readonly<Record<string, ComparisonLine["kind"]>> = { " ": "same", "-": "theirs", "+": "mine" };

/** Returns the text of a file, null if the file is binary, or "" if the file is missing. */
function textOf(bytes: Uint8Array | null | undefined): string | null {
  if (!bytes) return "";
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
