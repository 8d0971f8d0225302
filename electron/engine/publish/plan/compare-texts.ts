import { structuredPatch } from "diff";
import type { Comparison, ComparisonLine } from "#contract/types/publish-types.ts";
import type { TwoVersions } from "../base/targets.ts";

/** More lines than anybody reads before deciding. */
const mostLines = 2000;

/** Two texts that have next to nothing in common take long to compare. */
const patience = { maxEditLength: 20_000, timeout: 3000 };

/** Where theirs and mine differ, as lines of text with a little around them. */
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

/** By the first character of a line of a patch; a fourth says that a text does not end with a line break. */
const kinds: Readonly<Record<string, ComparisonLine["kind"]>> = { " ": "same", "-": "theirs", "+": "mine" };

/** Null for what is no text; a file that is not there counts as an empty one. */
function textOf(bytes: Uint8Array | null | undefined): string | null {
  if (!bytes) return "";
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
