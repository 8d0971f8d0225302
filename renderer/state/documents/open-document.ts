import type { PostDocument, PostProperties, PostState } from "#contract/types/blog-types.ts";
import type { AppError, Problem } from "#contract/errors.ts";
import { BodyRevision } from "./body-revision.ts";
import { type KnownFile, mergeFile } from "./merge-file.ts";

/** Whether the text on screen has been written to the file. */
type SaveState =
  | { readonly kind: "saved" }
  /** The text has changed and is not being written yet. */
  | { readonly kind: "unsaved" }
  | { readonly kind: "saving" }
  /** The last attempt to write the file failed. The journal has the text, and the save is repeated. */
  | { readonly kind: "failed"; readonly error: AppError };

/** Number of earlier states of the file that a document remembers. */
const remembered = 32;

/** An open post or page. Its current text may differ from the file. */
export interface OpenDocument {
  /** Identifies the document while it is open, even if the file is renamed. */
  readonly id: string;
  /** Blog path of the document's file. The path changes if the file is renamed. */
  readonly path: string;
  readonly kind: "post" | "page";
  /** Raw front matter, including the delimiter lines. "" if there is none. */
  readonly frontMatter: string;
  readonly body: string;
  /** The last known revision of the body. If its text equals `body`, calls can send only the latest edits. */
  readonly revision: BodyRevision;
  /** Incremented when something other than the editor replaced the text. The editor then loads `body`. */
  readonly bodyRevision: number;
  /** Incremented on each change of `body` or `frontMatter`. */
  readonly version: number;
  /** The value of `version` when the text was last written to the file. */
  readonly savedVersion: number;
  readonly properties: PostProperties;
  /** The error in the front matter, or null if the front matter is valid. */
  readonly problem: Problem | null;
  /** SHA-256 of the file when the file was last read or written. */
  readonly hash: string;
  /** Front matter and body of the file when the file was last read or written. */
  readonly base: KnownFile;
  /** The file before the author's last saves, the latest last. A sync service can bring one of these back. */
  readonly earlier: readonly KnownFile[];
  /** The probable encoding of a file that is not UTF-8 and therefore read-only. Null for a UTF-8 file. */
  readonly encoding: string | null;
  readonly state: PostState;
  readonly address: string;
  readonly frozen: boolean;
  readonly save: SaveState;
  /** Whether a save succeeded after failed attempts. Becomes false when the author types. */
  readonly savedAgain: boolean;
  /**
   * Whether changes of another program were merged with unsaved changes of the same body or front matter.
   * Stays true until the author closes the message, because nobody may have seen it yet.
   */
  readonly isMerged: boolean;
  /** Whether the history has the author's text from before the latest merge. */
  readonly isMineInHistory: boolean;
  /** Whether the document is the one on screen, and the window is not being closed. */
  readonly isOnScreen: boolean;
  /** The file as another program has saved it. Null if there is no conflict. */
  readonly conflict: PostDocument | null;
  /** Whether another program deleted the file. Only a command of the author creates the file again. */
  readonly removed: boolean;
}

/** The fields of a document that neither a key press nor a save changes. */
export type DocumentFacts = Pick<OpenDocument, (typeof factNames)[number]>;

const factNames = [
  ...(["id", "path", "kind", "frontMatter", "bodyRevision", "properties", "problem", "encoding"] as const),
  ...(["state", "address", "frozen", "conflict", "removed"] as const),
] as const;

/** How much of a document has been written to its file. */
export type SaveProgress = Pick<OpenDocument, (typeof progressNames)[number]>;

const progressNames = ["save", "savedAgain", "isMerged", "isMineInHistory", "savedVersion", "hash"] as const;

/** The document on screen, without its text. Both fields are null if no document is open. */
export interface ShownDocument {
  /** This object stays the same while the author types and saves. */
  readonly facts: DocumentFacts | null;
  readonly saving: SaveProgress | null;
}

/** The documents that are open. */
export interface DocumentsState extends ShownDocument {
  /** Path of a document that is being opened, or null. */
  readonly opening: string | null;
  /** The reason why the last document could not be opened, or null if opening succeeded. */
  readonly failure: { readonly path: string; readonly error: AppError } | null;
  /** Paths of documents that are no longer on screen and still have unsaved text. */
  readonly unsaved: readonly string[];
  /** The documents in `unsaved` whose file another program removed. The author decides about each. */
  readonly removed: readonly { readonly path: string; readonly title: string }[];
}

/** Returns a document without its text. If nothing has changed, returns the object `before`. */
export function shownDocument(document: OpenDocument | null, before: ShownDocument): ShownDocument {
  const facts = document && picked(document, factNames, before.facts);
  const saving = document && picked(document, progressNames, before.saving);
  return facts === before.facts && saving === before.saving ? before : { facts, saving };
}

function picked<Name extends keyof OpenDocument>(
  document: OpenDocument,
  names: readonly Name[],
  before: Pick<OpenDocument, Name> | null,
): Pick<OpenDocument, Name> {
  if (before && names.every((name) => document[name] === before[name])) return before;
  return Object.fromEntries(names.map((name) => [name, document[name]])) as Pick<OpenDocument, Name>;
}

/** Returns the first state of a document that the engine has opened. */
export function openedDocument(file: PostDocument): OpenDocument {
  return {
    ...file,
    id: crypto.randomUUID(),
    revision: BodyRevision.of(file.body),
    base: file,
    earlier: [],
    bodyRevision: 0,
    version: 0,
    savedVersion: 0,
    save: { kind: "saved" },
    savedAgain: false,
    isMerged: false,
    isMineInHistory: false,
    isOnScreen: false,
    conflict: null,
    removed: false,
  };
}

/** Whether a document is read-only because its file is not UTF-8. Saving it could lose characters. */
export function isReadOnly({ encoding }: Pick<OpenDocument, "encoding">): boolean {
  return encoding !== null;
}

/** Returns what a save writes, and if possible the revision that the engine already has. */
export function wordsToSave({ path, frontMatter, body, revision }: OpenDocument) {
  const typed = revision.text === body ? { id: revision.log.id, serial: revision.serial } : undefined;
  return { path, frontMatter, body, ...(typed ? { typed } : {}) };
}

/** Whether the text on screen differs from the file. */
export function isUnsaved(document: OpenDocument): boolean {
  return document.version !== document.savedVersion;
}

/** Returns a copy of the document with the author's changes to its body or front matter. */
export function withEdit(
  document: OpenDocument,
  changes: Partial<
    Pick<OpenDocument, "body" | "revision" | "bodyRevision" | "frontMatter" | "properties" | "problem">
  >,
): OpenDocument {
  const isSaved = document.save.kind === "saved";
  const save: SaveState = isSaved ? { kind: "unsaved" } : document.save;
  const savedAgain = document.savedAgain && !isSaved;
  return { ...document, ...changes, version: document.version + 1, save, savedAgain };
}

/**
 * Returns the document after a save. `version` is the version of the saved text, `file` the saved file.
 * The engine may have completed the front matter by adding properties.
 * The document gets the completed front matter, unless the author has typed since `version`.
 */
export function withSaved(document: OpenDocument, file: PostDocument, version: number): OpenDocument {
  const current = document.version === version;
  return {
    ...document,
    ...(current ? frontMatterOf(file, document) : {}),
    ...basedOn(file),
    earlier: withEarlier(document, file.hash === document.hash ? null : document.base),
    savedVersion: version,
    save: { kind: current ? "saved" : "unsaved" },
    savedAgain: document.savedAgain || document.save.kind === "failed",
    conflict: null,
    removed: false,
  };
}

/**
 * Returns the document after a save during which the file was read again. The file was newer than `file` or is
 * now the same as it, so the text on screen is saved once more.
 */
export function withOvertakenSave(document: OpenDocument, file: PostDocument): OpenDocument {
  return { ...document, earlier: withEarlier(document, file), save: { kind: "unsaved" } };
}

function withEarlier({ earlier }: OpenDocument, file: KnownFile | null): readonly KnownFile[] {
  return file ? [...earlier, file].slice(-remembered) : earlier;
}

/**
 * Returns the front matter of a saved file.
 * Keeps the objects of `before` if their values are equal, so that React does not render the components
 * that show the front matter again.
 */
function frontMatterOf(
  { frontMatter, properties, problem }: PostDocument,
  before: OpenDocument,
): Pick<OpenDocument, "frontMatter" | "properties" | "problem"> {
  const kept = <Value>(value: Value, earlier: Value): Value =>
    JSON.stringify(value) === JSON.stringify(earlier) ? earlier : value;
  return {
    frontMatter,
    properties: kept(properties, before.properties),
    problem: kept(problem, before.problem),
  };
}

/** Returns the document with the text of the file. */
export function withFile(document: OpenDocument, file: PostDocument): OpenDocument {
  const version = document.version + 1;
  return {
    ...openedDocument(file),
    id: document.id,
    earlier: document.earlier,
    isOnScreen: document.isOnScreen,
    bodyRevision: document.bodyRevision + (file.body === document.body ? 0 : 1),
    version,
    savedVersion: version,
  };
}

/**
 * Updates a document that was shown from a stored copy. `file` is the file as the engine has now read it.
 * Keeps unsaved text. A different hash of `file` means that another program has changed the file.
 */
export function withConfirmed(document: OpenDocument, file: PostDocument): OpenDocument {
  if (file.hash !== document.hash) return withFileChanged(document, file);
  if (isUnsaved(document) || document.save.kind === "saving") return { ...document, ...basedOn(file) };
  const isSameText = file.body === document.body && file.frontMatter === document.frontMatter;
  return isSameText ? withSaved(document, file, document.version) : withFile(document, file);
}

/** Returns the document after another program changed its file. */
export function withFileChanged(document: OpenDocument, file: PostDocument): OpenDocument {
  if (file.hash === document.hash && !document.removed) {
    // Ends the conflict if another program has undone its own change of the file.
    return document.conflict ? { ...document, conflict: null } : document;
  }
  const sameText = file.body === document.body && file.frontMatter === document.frontMatter;
  if (sameText) return withSaved(document, file, document.version);
  const touched = document.version !== document.savedVersion || document.save.kind === "saving";
  if (touched) return merged(document, file) ?? { ...document, conflict: file };
  // The program itself sets properties back, for instance the status of a post that stays published.
  const isEarlier =
    file.body !== document.base.body && document.earlier.some(({ hash }) => hash === file.hash);
  if (!isEarlier) return withFile(document, file);
  // The author decides, because the text on screen is newer. Until then it counts as unsaved.
  return { ...document, version: document.version + 1, save: { kind: "unsaved" }, conflict: file };
}

/** Returns the document after another program renamed its file. */
export function withFileMoved(document: OpenDocument, file: PostDocument): OpenDocument {
  const moved = { ...document, path: file.path, removed: false };
  return file.hash === document.hash
    ? withSaved(moved, file, document.savedVersion)
    : withFileChanged(moved, file);
}

/**
 * Merges the changes on screen and the changes in the file.
 * Returns undefined if the author has to decide, also because the author could not see that texts were merged.
 */
function merged(document: OpenDocument, file: PostDocument): OpenDocument | undefined {
  const { base, earlier } = document;
  const text = mergeFile({ base, earlier, mine: document }, file);
  if (!text) return undefined;
  const { frontMatter, body } = text;
  const isMerged = (["frontMatter", "body"] as const).some(
    (part) => text[part] !== document[part] && text[part] !== file[part],
  );
  if (isMerged && !document.isOnScreen) return undefined;
  const { properties, problem } = frontMatter === file.frontMatter ? file : document;
  return {
    ...document,
    ...basedOn(file),
    ...{ frontMatter, body, properties, problem },
    bodyRevision: document.bodyRevision + (body === document.body ? 0 : 1),
    version: document.version + 1,
    conflict: null,
    removed: false,
    isMerged: document.isMerged || isMerged,
    isMineInHistory: !isMerged && document.isMineInHistory,
  };
}

/** Returns the fields that a document takes from its file. Leaves out the text. */
function basedOn(file: PostDocument) {
  const { path, hash, encoding, state, address, frozen } = file;
  return { path, hash, encoding, state, address, frozen, base: file };
}
