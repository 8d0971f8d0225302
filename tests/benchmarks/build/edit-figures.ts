import { tags } from "../corpus-sentences.ts";

/** The cost of one edit in a running program. */
export interface EditFigures {
  /** Milliseconds from the beginning of the save until everything that shows the post is on disk. */
  readonly ms: number;
  /** Number of files written. */
  readonly written: number;
}

export const editKinds = ["text", "title", "tag", "new"] as const;
export type EditKind = (typeof editKinds)[number];

/** The edits of one generator. */
export interface EditComparison {
  readonly name: string;
  readonly edits: Partial<Readonly<Record<EditKind, readonly EditFigures[]>>>;
  /**
   * Number of wrong files after all edits: files that a clean build would change, add or remove.
   */
  readonly stale: number;
}

/** Returns a post's text after an edit. If the edit adds a tag, other posts have this tag already. */
export function edited(kind: "text" | "title" | "tag", text: string, number: number): string {
  if (kind === "text") return `${text}\n書き足し ${number}\n`;
  if (kind === "title") return text.replace(/^title: .*$/m, `title: 新しい題 ${number}`);
  return text.replace(/^tags: \[(.*)\]$/m, (_, list: string) => {
    const present = list.split(", ");
    const added = tags.find((tag) => !present.includes(tag));
    return `tags: [${[...present, added].join(", ")}]`;
  });
}
