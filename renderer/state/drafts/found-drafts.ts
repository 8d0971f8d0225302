import { z } from "zod";
import { blogPathSchema, type JournalEntry, noticeSchema } from "#contract/types/blog-types.ts";
import { draftKindOf } from "../documents/journal-id.ts";

const valuesSchema = z.record(z.string(), z.unknown()).nullable();
const textSchema = z.string().nullable();

const settingsChangesSchema = z.object({
  /** The settings in `blog.yaml` when the author began to change them. */
  saved: z.object({ source: z.string(), values: valuesSchema, hash: z.string() }),
  source: z.string(),
  values: valuesSchema,
  /** The changed text of `blog.yaml`, as the window last showed it. */
  text: z.string(),
  /** New texts of theme files. Null stands for a file that is to be removed. */
  files: z.array(z.tuple([blogPathSchema, textSchema])),
  /** The theme files of the blog at the time when the author opened them. */
  bases: z.array(
    z.tuple([
      blogPathSchema,
      z.object({ theme: z.string(), name: z.string(), text: textSchema, hash: z.string() }),
    ]),
  ),
});
/** Unsaved changes of the blog's settings and theme files. */
export type SettingsChanges = z.infer<typeof settingsChangesSchema>;

const noticeChangesSchema = z.object({
  saved: z.array(noticeSchema),
  hash: z.string(),
  notices: z.array(noticeSchema.extend({ from: z.number().int().min(0).nullable(), dated: z.boolean() })),
});
/** Unsaved changes of the blog's notices. */
export type NoticeChanges = z.infer<typeof noticeChangesSchema>;

/**
 * Unsaved changes of a sheet, found in the journal.
 * `before` and `after` are texts from which the author sees what changed.
 */
export type FoundDraft = {
  readonly paths: readonly string[];
  readonly before: string;
  readonly after: string;
} & (
  | { readonly kind: "settings"; readonly changes: SettingsChanges }
  | { readonly kind: "notices"; readonly changes: NoticeChanges }
);

/**
 * Returns the unsaved changes of a sheet that are in a journal entry.
 * Returns null if the entry contains the text of a post, or has an unknown form.
 * The program offers an entry of an unknown form to the author as a text.
 */
export function foundDraft({ id, body }: Pick<JournalEntry, "id" | "body">): FoundDraft | null {
  const kind = draftKindOf(id);
  if (kind === null) return null;
  const value = parsed(body);
  if (kind === "settings") {
    const { data } = settingsChangesSchema.safeParse(value);
    return data ? { kind, changes: data, ...settingsTexts(data) } : null;
  }
  const { data } = noticeChangesSchema.safeParse(value);
  return data ? { kind, changes: data, paths: ["blog.yaml"], ...noticeTexts(data) } : null;
}

function settingsTexts({ saved, text, files, bases }: SettingsChanges) {
  const base = new Map(bases);
  const changed = files.filter(([path, file]) => base.get(path)?.text !== file);
  return {
    paths: [...(text === saved.source ? [] : ["blog.yaml"]), ...changed.map(([path]) => path)],
    before: [saved.source, ...changed.map(([path]) => base.get(path)?.text ?? "")].join("\n"),
    after: [text, ...changed.map(([, file]) => file ?? "")].join("\n"),
  };
}

function noticeTexts({ saved, notices }: NoticeChanges) {
  const lines = (list: readonly { readonly text: string }[]): string =>
    list.map(({ text }) => text).join("\n");
  return { before: lines(saved), after: lines(notices) };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
