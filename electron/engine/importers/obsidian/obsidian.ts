import { posix } from "node:path";
import { parseMoment } from "#engine/blog/dates/moment.ts";
import type { Moment } from "#engine/blog/posts/post.ts";
import { neutralEntry } from "../conversion/neutral-entry.ts";
import type { EntryState, ImportEntry, Importer, ImportOptions, ImportSource } from "../importer.ts";
import { fileSource } from "../input/file-source.ts";
import type { ImportFile } from "../input/import-file.ts";
import { isMarkdown, markdownFile, valueIn, wordsIn } from "../input/markdown-file.ts";
import { type NoteLinks, withoutVaultSyntax } from "./vault-syntax.ts";

/** A vault of Obsidian, or another folder of Markdown files with `[[links]]`. */
export const obsidian: Importer = {
  id: "obsidian",
  name: "Obsidian",
  options: ["timeZone"],
  async detect(files) {
    const heads = await Promise.all(
      notesIn(files)
        .slice(0, 200)
        .map((file) => file.head()),
    );
    return heads.some((head) => /!?\[\[[^\]\n]+\]\]/.test(String(head))) ? 0.6 : 0;
  },
  open: openVault,
};

function notesIn(files: readonly ImportFile[]): ImportFile[] {
  return files.filter(({ name }) => isMarkdown(name));
}

/** Returns the path by which other notes can link to a note. */
function addressOf(name: string): string {
  return `/${name.replace(/\.[^.]*$/, "")}`;
}

function openVault(files: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const timeZone = options.timeZone ?? options.blogTimeZone;
  const notes = notesIn(files);
  const byName = new Map<string, string>();
  // Finds notes by path and by name, because a link contains the path of a note, or only its name.
  // If several notes have the same name, a link with this name leads to the note with the shortest path.
  for (const { name } of [...notes].sort((one, other) => other.name.length - one.name.length)) {
    const address = addressOf(name);
    byName.set(address.slice(1).toLowerCase(), address);
    byName.set(posix.basename(address).toLowerCase(), address);
  }
  const links: NoteLinks = (target) => byName.get(target.toLowerCase().replace(/\.md$/, ""));
  return fileSource({
    files: notes,
    timeZone,
    async read(file) {
      const { values, body, damage } = await markdownFile(file);
      const entry = entryOf(file.name, { values, body, links, timeZone, isDamaged: damage !== undefined });
      return { entries: [entry], damage };
    },
  });
}

interface Note {
  readonly values: Parameters<typeof valueIn>[0];
  readonly body: string;
  readonly links: NoteLinks;
  readonly timeZone: string;
  readonly isDamaged: boolean;
}

function entryOf(name: string, { values, body, links, timeZone, isDamaged }: Note): ImportEntry {
  const stem = posix.basename(name).replace(/\.[^.]*$/, "");
  const { text, hadComments, hasOpenComment } = withoutVaultSyntax(body, links);
  const state = isDamaged ? "unknown" : stateOf(values);
  return neutralEntry({
    key: `obsidian:${name}`,
    title: valueIn(values, "title") || stem,
    date: dateOf(values, stem, timeZone),
    // The text after an unclosed comment may be private, so a note with such a comment becomes private.
    state: hasOpenComment && state === "published" ? "private" : state,
    body: { format: "markdown", text, breaks: true },
    excerpt: valueIn(values, "description"),
    tags: [...wordsIn(values, "tags"), ...wordsIn(values, "tag")].map((tag) => tag.replace(/^#/, "")),
    slug: valueIn(values, "slug") || null,
    linkPaths: [addressOf(name)],
    base: posix.dirname(name),
    notes: [
      ...(hadComments ? (["comment"] as const) : []),
      ...(hasOpenComment ? (["openComment"] as const) : []),
    ],
  });
}

/** Returns the state of a note. A note is private unless its front matter says otherwise. */
function stateOf(values: Note["values"]): EntryState {
  const isOn = (key: string): boolean => valueIn(values, key).toLowerCase() === "true";
  if (isOn("draft") || isOn("private")) return "draft";
  const isPublic =
    isOn("publish") ||
    isOn("published") ||
    valueIn(values, "draft").toLowerCase() === "false" ||
    /^(?:published|public)$/i.test(valueIn(values, "status"));
  return isPublic ? "published" : "draft";
}

/** Returns the date in the front matter. A daily note can have its date in its name instead. */
function dateOf(values: Note["values"], stem: string, timeZone: string): Moment | null {
  for (const key of ["date", "created", "created_at", "createdAt"]) {
    const date = parseMoment(valueIn(values, key), timeZone);
    if (date) return date;
  }
  return parseMoment(
    /^\d{4}-?\d\d-?\d\d(?=\D|$)/.exec(stem)?.[0].replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3") ?? "",
    timeZone,
  );
}
