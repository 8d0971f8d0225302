import type { PostDocument, PostProperties } from "#contract/types/blog-types.ts";
import type { PostState } from "#contract/types/post-states.ts";
import type { AppError, Problem } from "#contract/errors.ts";
import { BodyRevision } from "./body-revision.ts";

/** Whether the text on screen is in the file on disk. */
type SaveState =
  | { readonly kind: "saved" }
  /** Changed, and not yet being written. */
  | { readonly kind: "unsaved" }
  | { readonly kind: "saving" }
  /** The last attempt failed; the text is in the journal, and the next change or a retry tries again. */
  | { readonly kind: "failed"; readonly error: AppError };

/** A post or page on screen: authoritative for its text while it is open. */
export interface OpenDocument {
  /** Identifies the document while it is open, even if its file is renamed. */
  readonly id: string;
  /** Blog path of its file; changes when the file is renamed. */
  readonly path: string;
  readonly kind: "post" | "page";
  /** Raw front matter, fences included; "" when there is none. */
  readonly frontMatter: string;
  readonly body: string;
  /** How `body` came about, as long as its text is equal to `body`. */
  readonly revision: BodyRevision;
  /** Increments when the text was replaced from outside, so that the editor must take over `body`. */
  readonly bodyRevision: number;
  /** Increments on each change of `body` or `frontMatter`. */
  readonly version: number;
  /** The version that is in the file. */
  readonly savedVersion: number;
  readonly properties: PostProperties;
  /** Why the front matter cannot be read; null when it can. */
  readonly problem: Problem | null;
  /** SHA-256 of the file that the text is based on. */
  readonly hash: string;
  /** The text of that file. */
  readonly base: Pick<PostDocument, "frontMatter" | "body">;
  readonly state: PostState;
  readonly address: string;
  readonly frozen: boolean;
  readonly save: SaveState;
  /** The file as changed by another program, until the author has decided which text to keep. */
  readonly conflict: PostDocument | null;
  /**
   * Another program deleted the file; it is recreated for typed text, and when the author saves on purpose.
   */
  readonly removed: boolean;
}

/** A document without the text, which changes with each key. */
export type DocumentFacts = Omit<OpenDocument, "body" | "revision" | "version">;

/**
 * Returns the facts of a document; the same object as `before` if they are equal, so that nothing re-renders.
 */
export function factsOf(document: OpenDocument, before: DocumentFacts | null): DocumentFacts {
  const { body: _body, revision: _revision, version: _version, ...facts } = document;
  return before !== null && sameFacts(facts, before) ? before : facts;
}

function sameFacts(a: DocumentFacts, b: DocumentFacts): boolean {
  return (Object.keys(a) as (keyof DocumentFacts)[]).every((key) => a[key] === b[key]);
}

/** Returns a document loaded from the engine, with nothing unsaved. */
export function openedDocument(file: PostDocument): OpenDocument {
  return {
    ...file,
    id: crypto.randomUUID(),
    revision: BodyRevision.of(file.body),
    base: file,
    bodyRevision: 0,
    version: 0,
    savedVersion: 0,
    save: { kind: "saved" },
    conflict: null,
    removed: false,
  };
}

/** Whether text on screen is not in the file. */
export function isUnsaved(document: OpenDocument): boolean {
  return document.version !== document.savedVersion;
}

/** Returns the document after the author changed body or front matter. */
export function withEdit(
  document: OpenDocument,
  changes: Partial<
    Pick<OpenDocument, "body" | "revision" | "bodyRevision" | "frontMatter" | "properties" | "problem">
  >,
): OpenDocument {
  const { kind } = document.save;
  const save: SaveState = kind === "saving" || kind === "unsaved" ? document.save : { kind: "unsaved" };
  return { ...document, ...changes, version: document.version + 1, save };
}

/**
 * Returns the document after `version` of it was written as `file`. Text typed since then stays; if there is
 * none, takes the file's front matter, since the engine may have completed it.
 */
export function withSaved(document: OpenDocument, file: PostDocument, version: number): OpenDocument {
  const current = document.version === version;
  return {
    ...document,
    ...(current ? { frontMatter: file.frontMatter, properties: file.properties, problem: file.problem } : {}),
    ...basedOn(file),
    savedVersion: version,
    save: { kind: current ? "saved" : "unsaved" },
    conflict: null,
    removed: false,
  };
}

/**
 * Returns the document with the file's text instead of its own; `bodyRevision` makes the editor take it over.
 */
export function withFile(document: OpenDocument, file: PostDocument): OpenDocument {
  const version = document.version + 1;
  return {
    ...openedDocument(file),
    id: document.id,
    bodyRevision: document.bodyRevision + (file.body === document.body ? 0 : 1),
    version,
    savedVersion: version,
  };
}

/**
 * Returns a document that was shown without the engine as the engine opens it. Text typed since then stays; a
 * different file counts as a change by another program.
 */
export function withConfirmed(document: OpenDocument, file: PostDocument): OpenDocument {
  if (file.hash !== document.hash) return withFileChanged(document, file);
  if (isUnsaved(document) || document.save.kind === "saving") return { ...document, ...basedOn(file) };
  const isSameText = file.body === document.body && file.frontMatter === document.frontMatter;
  return isSameText ? withSaved(document, file, document.version) : withFile(document, file);
}

/** Returns the document after another program's change to the file. */
export function withFileChanged(document: OpenDocument, file: PostDocument): OpenDocument {
  if (file.hash === document.hash && !document.removed) return document;
  const sameText = file.body === document.body && file.frontMatter === document.frontMatter;
  if (sameText) return withSaved(document, file, document.version);
  const touched = document.version !== document.savedVersion || document.save.kind === "saving";
  if (!touched) return withFile(document, file);
  return merged(document, file) ?? { ...document, conflict: file };
}

/** Returns the document after another program renamed its file; newer text is saved under the new name. */
export function withFileMoved(document: OpenDocument, file: PostDocument): OpenDocument {
  const moved = { ...document, path: file.path, removed: false };
  return file.hash === document.hash
    ? withSaved(moved, file, document.savedVersion)
    : withFileChanged(moved, file);
}

/**
 * Returns a text with both changes, to be saved, if one is only in the front matter and one only in the body.
 */
function merged(document: OpenDocument, file: PostDocument): OpenDocument | undefined {
  const { base, frontMatter, body } = document;
  const next = {
    ...document,
    ...basedOn(file),
    version: document.version + 1,
    conflict: null,
    removed: false,
  };
  if (file.body === base.body && frontMatter === base.frontMatter) {
    return { ...next, frontMatter: file.frontMatter, properties: file.properties, problem: file.problem };
  }
  if (file.frontMatter === base.frontMatter && body === base.body) {
    return { ...next, body: file.body, bodyRevision: document.bodyRevision + 1 };
  }
  return undefined;
}

/** Returns what a document takes over from the file that it is now based on, besides its text. */
function basedOn(file: PostDocument) {
  const { path, hash, state, address, frozen } = file;
  return { path, hash, state, address, frozen, base: file };
}
