import type { PostDocument } from "#contract/types/blog-types.ts";
import { isMadeFrom, isProbablyCutOff, mergeBodies } from "../../writing/merge/merge-bodies.ts";
import { mergeFrontMatter } from "../../writing/merge/merge-front-matter.ts";

type Text = Pick<PostDocument, "frontMatter" | "body">;

/** A state of a document's file. */
export type KnownFile = Text & Pick<PostDocument, "hash">;

/** The versions of a document of which other programs may have changed one. */
export interface DocumentVersions {
  /** The file when it was last read or written. */
  readonly base: KnownFile;
  /** The states of the file before the author's last saves. */
  readonly earlier: readonly KnownFile[];
  /** The text on screen. */
  readonly mine: Text;
}

/**
 * Merges the changes on screen and the changes in the file.
 * Returns null if the author and another program changed the same words or the same value, or if the file may
 * be incomplete or older than the last save.
 */
export function mergeFile({ base, earlier, mine }: DocumentVersions, file: PostDocument): Text | null {
  if (file.encoding !== null || isIncomplete(base, file)) return null;
  // Another program has probably changed an earlier state of the file, and would undo the last saves.
  const isOlder = (before: KnownFile): boolean => isMadeFrom(textOf(before), textOf(base), textOf(file));
  if (file.body !== base.body && earlier.some(isOlder)) return null;
  const [frontMatters, bodies] = (["frontMatter", "body"] as const).map((part) => ({
    base: base[part],
    mine: mine[part],
    theirs: file[part],
  }));
  const frontMatter = frontMatters ? mergeFrontMatter(frontMatters) : null;
  const body = bodies ? mergeBodies(bodies) : null;
  return frontMatter === null || body === null ? null : { frontMatter, body };
}

function textOf({ frontMatter, body }: Text): string {
  return frontMatter + body;
}

function isIncomplete(base: KnownFile, file: KnownFile): boolean {
  const hasLostFrontMatter = file.frontMatter === "" && base.frontMatter !== "";
  return hasLostFrontMatter || (file.body !== base.body && isProbablyCutOff(base.body, file.body));
}
