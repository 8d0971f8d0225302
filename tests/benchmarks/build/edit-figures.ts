import { tags } from "../corpus-sentences.ts";

/** What one edit cost a program that was running. */
export interface EditFigures {
  /** From the save's beginning until everything that shows the post is on disk. */
  readonly ms: number;
  /** Files written. */
  readonly written: number;
}

export const editKinds = ["text", "title", "tag", "new"] as const;
export type EditKind = (typeof editKinds)[number];

/** All edits of one generator. */
export interface EditComparison {
  readonly name: string;
  readonly edits: Partial<Readonly<Record<EditKind, readonly EditFigures[]>>>;
  /** Files that differ from those of a clean build after all edits, are missing, or should not be there. */
  readonly stale: number;
}

/** A post's text after an edit. A tag that is added is one that other posts have. */
export function edited(kind: "text" | "title" | "tag", text: string, number: number): string {
  if (kind === "text") return `${text}\n書き足し ${number}\n`;
  if (kind === "title") return text.replace(/^title: .*$/m, `title: 新しい題 ${number}`);
  return text.replace(/^tags: \[(.*)\]$/m, (_, list: string) => {
    const present = list.split(", ");
    const added = tags.find((tag) => !present.includes(tag));
    return `tags: [${[...present, added].join(", ")}]`;
  });
}
