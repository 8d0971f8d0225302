import type { PostDocument, PostProperties, PostState } from "#contract/blog-types.ts";
import type { AppError, Problem } from "#contract/errors.ts";

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
  /** Blog path of its file; changes when the file is renamed. */
  readonly path: string;
  readonly kind: "post" | "page";
  /** Raw front matter, fences included; "" when there is none. */
  readonly frontMatter: string;
  readonly body: string;
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
  readonly state: PostState;
  readonly address: string;
  readonly frozen: boolean;
  readonly save: SaveState;
  /** The file as another program left it, while the author has not said which text to keep. */
  readonly conflict: PostDocument | null;
  /** Another program removed the file; the next save makes it again. */
  readonly removed: boolean;
}

/** A document as it comes from the engine, with nothing unsaved. */
export function openedDocument(file: PostDocument): OpenDocument {
  return {
    ...file,
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
  return document.version !== document.savedVersion || document.removed;
}

/** The document after the author changed body or front matter. */
export function withEdit(
  document: OpenDocument,
  changes: Partial<Pick<OpenDocument, "body" | "frontMatter" | "properties" | "problem">>,
): OpenDocument {
  const save: SaveState = document.save.kind === "saving" ? document.save : { kind: "unsaved" };
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
    path: file.path,
    hash: file.hash,
    state: file.state,
    address: file.address,
    frozen: file.frozen,
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
    bodyRevision: document.bodyRevision + (file.body === document.body ? 0 : 1),
    version,
    savedVersion: version,
  };
}

/** What another program's change to the file means for the document. */
export function withFileChanged(document: OpenDocument, file: PostDocument): OpenDocument {
  if (file.hash === document.hash && !document.removed) return document;
  const sameText = file.body === document.body && file.frontMatter === document.frontMatter;
  if (sameText) return withSaved(document, file, document.version);
  if (isUnsaved(document) || document.save.kind === "saving") return { ...document, conflict: file };
  return withFile(document, file);
}
