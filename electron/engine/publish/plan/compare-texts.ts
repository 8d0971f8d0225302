import { structuredPatch } from "diff";
import type { Comparison, ComparisonLine } from "#contract/types/publish-types.ts";
import type { TwoVersions } from "../base/targets.ts";

/** More lines than anybody reads before a decision. */
const mostLines = 2000;

/** Two texts with little in common take long to compare. */
const patience = { maxEditLength: 20_000, timeout: 3000 };

/** Compares theirs and mine line by line, with a few lines of context. */
export function compareTexts(versions: TwoVersions | null): Comparison {
  const [theirs, mine] = [textOf(versions?.theirs), textOf(versions?.mine)];
  if (!versions || theirs === null || mine === null) return { kind: "noText" };
  const patch = structuredPatch("", "", theirs, mine, "", "", { context: 3, ...patience });
  if (!patch) return { kind: "noText" };
  const lines: ComparisonLine[] = [];
  for (const [index, hunk] of patch.hunks.entries()) {
    if (index > 0) lines.push({ kind: "gap", text: "" });
    for (const line of hunk.lines) {
      const kind = kinds[line.charAt(0)];
      if (kind) lines.push({ kind, text: line.slice(1) });
    }
  }
  const isCut = lines.length > mostLines;
  return { kind: "text", lines: lines.slice(0, mostLines), isCut };
}

/** By the first character of a patch line; `\` (no line break at the end of the file) is left out. */
const kinds: Readonly<Record<string, ComparisonLine["kind"]>> = { " ": "same", "-": "theirs", "+": "mine" };

/** Returns null for a binary file; a missing file counts as an empty text. */
function textOf(bytes: Uint8Array | null | undefined): string | null {
  if (!bytes) return "";
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
