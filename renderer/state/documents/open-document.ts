import type { PostDocument, PostProperties } from "#contract/types/blog-types.ts";
import type { PostState } from "#contract/types/post-states.ts";
import type { AppError, Problem } from "#contract/errors.ts";
import { BodyRevision } from "./body-revision.ts";

/** How the text on screen stands to the file on disk. */
type SaveState =
  | { readonly kind: "saved" }
  /** Changed, and not yet being written. */
  | { readonly kind: "unsaved" }
  | { readonly kind: "saving" }
  /** The last attempt failed; the words are in the journal, and the next change or a retry tries again. */
  | { readonly kind: "failed"; readonly error: AppError };

/** A post or page as it is on screen: the truth for its text while it is open. */
export interface OpenDocument {
  /** Stands for the document as long as it is open, whatever its file is called. */
  readonly id: string;
  /** Blog path of its file; changes when the file is renamed. */
  readonly path: string;
  readonly kind: "post" | "page";
  /** Raw front matter, fences included; "" when there is none. */
  readonly frontMatter: string;
  readonly body: string;
  /** How `body` came about, as long as its text is the very same. */
  readonly revision: BodyRevision;
  /** Increments when the text was replaced from outside, so that the editor must take `body` over. */
  readonly bodyRevision: number;
  /** Increments on each change of `body` or `frontMatter`. */
  readonly version: number;
  /** The version that is in the file. */
  readonly savedVersion: number;
  readonly properties: PostProperties;
  /** Why the front matter cannot be read, when it cannot. */
  readonly problem: Problem | null;
  /** SHA-256 of the file that the text is based on. */
  readonly hash: string;
  /** The text of that file. */
  readonly base: Pick<PostDocument, "frontMatter" | "body">;
  readonly state: PostState;
  readonly address: string;
  readonly frozen: boolean;
  readonly save: SaveState;
  /** The file as another program left it, while the author has not said which text to keep. */
  readonly conflict: PostDocument | null;
  /** Another program removed the file; it is made again for words that are typed, and when the author saves on purpose. */
  readonly removed: boolean;
}

/** A document but for the words that change with each key. */
export type DocumentFacts = Omit<OpenDocument, "body" | "revision" | "version">;

/** The facts of a document; the very object given as `before` when they are the same, so that nobody looks again. */
export function factsOf(document: OpenDocument, before: DocumentFacts | null): DocumentFacts {
  const { body: _body, revision: _revision, version: _version, ...facts } = document;
  return before !== null && sameFacts(facts, before) ? before : facts;
}

function sameFacts(a: DocumentFacts, b: DocumentFacts): boolean {
  return (Object.keys(a) as (keyof DocumentFacts)[]).every((key) => a[key] === b[key]);
}

/** A document as it comes from the engine, with nothing unsaved. */
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

/** Whether words are on screen that are not in the file. */
export function isUnsaved(document: OpenDocument): boolean {
  return document.version !== document.savedVersion;
}

/** The document after the author changed body or front matter. */
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
 * The document after `version` of it was written as `file`. What was typed since then stays; when nothing was, the
 * front matter is the file's, since the engine may have completed it.
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

/** The document with the file's text in place of its own; the editor is told by `bodyRevision`. */
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
 * A document that was opened by what was known of it, as the engine opens it. What was typed since then stays; a file that
 * has changed meanwhile is a change by another program.
 */
export function withConfirmed(document: OpenDocument, file: PostDocument): OpenDocument {
  if (file.hash !== document.hash) return withFileChanged(document, file);
  if (isUnsaved(document) || document.save.kind === "saving") return { ...document, ...basedOn(file) };
  const isSameText = file.body === document.body && file.frontMatter === document.frontMatter;
  return isSameText ? withSaved(document, file, document.version) : withFile(document, file);
}

/** What another program's change to the file means for the document. */
export function withFileChanged(document: OpenDocument, file: PostDocument): OpenDocument {
  if (file.hash === document.hash && !document.removed) return document;
  const sameText = file.body === document.body && file.frontMatter === document.frontMatter;
  if (sameText) return withSaved(document, file, document.version);
  const touched = document.version !== document.savedVersion || document.save.kind === "saving";
  if (!touched) return withFile(document, file);
  return merged(document, file) ?? { ...document, conflict: file };
}

/** The document whose file another program gave another name; what was typed since then goes into it under that one. */
export function withFileMoved(document: OpenDocument, file: PostDocument): OpenDocument {
  const moved = { ...document, path: file.path, removed: false };
  return file.hash === document.hash
    ? withSaved(moved, file, document.savedVersion)
    : withFileChanged(moved, file);
}

/** Both changes in one text, still to be saved, where one of them is in the front matter only and one in the body only. */
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

/** What a document takes over from the file that it is now based on, besides its text. */
function basedOn(file: PostDocument) {
  const { path, hash, state, address, frozen } = file;
  return { path, hash, state, address, frozen, base: file };
}
