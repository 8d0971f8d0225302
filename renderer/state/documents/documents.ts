import { useCallback, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import type { PostState } from "#contract/types/post-states.ts";
import { useApp } from "../app.ts";
import type { Documents } from "./document-store.ts";
import type { DocumentFacts, OpenDocument } from "./open-document.ts";

/** The document on screen but for its words, with which nothing is drawn anew; null while none is open. */
export function useDocument(): DocumentFacts | null {
  return useStore(useApp().documents.store, (state) => state.facts);
}

/** The words of the document on screen: for what is short-lived, since it is drawn anew at each key. */
export function useDocumentBody(): string {
  return useCurrent((current) => current?.body ?? "");
}

/** How many changes the document on screen has seen; drawn anew at each, too. */
export function useDocumentVersion(): number {
  return useCurrent((current) => current?.version ?? 0);
}

function useCurrent<Value>(read: (current: OpenDocument | null) => Value): Value {
  const { documents } = useApp();
  const follow = useCallback((changed: () => void) => documents.onEdit(changed), [documents]);
  return useSyncExternalStore(follow, () => read(documents.current));
}

/**
 * Calls `read` with the words of the document on screen, now and whenever their author has paused for `rest` milliseconds,
 * until the returned function is called.
 */
export function watchRestedBody(
  documents: Documents,
  rest: number,
  read: (body: string) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = documents.current;
  const stop = documents.onEdit(() => {
    const [before, { current }] = [last, documents];
    last = current;
    if (current?.body === before?.body) return;
    clearTimeout(timer);
    const isOther = current?.path !== before?.path;
    timer = setTimeout(() => read(current?.body ?? ""), isOther ? 0 : rest);
  });
  read(last?.body ?? "");
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** How a document stands to its readers; `stillOnline`: it should not be on the site any more, and is. */
export interface Standing {
  readonly state: PostState;
  readonly stillOnline: boolean;
}

/**
 * How the document on screen stands to its readers; undefined without one. The list knows first: a publish, or the hour of a
 * scheduled post, changes it without touching the file. What the form says is true before the file says so.
 */
export function useStanding(): Standing | undefined {
  const document = useDocument();
  const posts = useStore(useApp().blog.store, (state) => state.posts);
  if (!document) return undefined;
  return standingOf(document, posts.find(({ path }) => path === document.path) ?? document);
}

/** How a document stands whose file was last known so. */
export function standingOf(
  { problem, properties }: Pick<DocumentFacts, "problem" | "properties">,
  { state, stillOnline = false }: { readonly state: PostState; readonly stillOnline?: boolean | undefined },
): Standing {
  if (problem || properties.status !== "draft") return { state, stillOnline };
  const isOnline = stillOnline || state === "published" || state === "changed";
  return { state: "draft", stillOnline: isOnline };
}

/** Whether readers may have links to a document: its address is changed only on purpose then. */
export function isAddressFixed(
  { frozen }: Pick<DocumentFacts, "frozen">,
  standing: Standing | undefined,
): boolean {
  return frozen && (standing?.state !== "draft" || standing.stillOnline);
}

/** The state of the document on screen. */
export function useDocumentState(): PostState | undefined {
  return useStanding()?.state;
}

/** Actions on the document on screen; the object never changes. */
export function useDocuments(): Documents {
  return useApp().documents;
}
