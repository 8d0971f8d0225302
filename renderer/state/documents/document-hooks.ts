import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { PostState } from "#contract/types/blog-types.ts";
import { useApp } from "../app.ts";
import type { DocumentStore } from "./document-store.ts";
import type { DocumentFacts, OpenDocument } from "./open-document.ts";

/** Returns the document on screen without its text, so that typing and saving do not render the component. */
export function useDocument(): DocumentFacts | null {
  return useStore(useApp().documents.store, (state) => state.facts);
}

/** Returns the text on screen. Renders the component at each key press, so it should be used rarely. */
export function useDocumentBody(): string {
  return useCurrent((current) => current?.body ?? "");
}

/** Returns the number of changes of the document on screen. Renders the component at each change. */
export function useDocumentVersion(): number {
  return useCurrent((current) => current?.version ?? 0);
}

function useCurrent<Value>(read: (current: OpenDocument | null) => Value): Value {
  const { documents } = useApp();
  const follow = useCallback((changed: () => void) => documents.onEdit(changed), [documents]);
  return useSyncExternalStore(follow, () => read(documents.current));
}

/**
 * Registers a field that keeps its input until the field loses the focus. `apply` applies the input.
 * Wraps `apply` so that it runs at most once until the field is rendered again.
 */
export function useHeldDraft(apply: () => void): () => void {
  const { documents } = useApp();
  const latest = useRef(apply);
  latest.current = apply;
  const take = useCallback(() => {
    const current = latest.current;
    // A second call before the next render does nothing, because it would apply the same input again.
    latest.current = () => undefined;
    current();
  }, []);
  useEffect(() => documents.holdDraft(take), [documents, take]);
  return take;
}

/**
 * Calls `read` with the text on screen, now and whenever typing pauses for `rest` milliseconds.
 * Returns a function that stops the calls.
 */
export function watchRestedBody(
  documents: DocumentStore,
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

/** The state of a document. `stillOnline` means that readers can still open an unpublished document. */
export interface PublicationState {
  readonly state: PostState;
  readonly stillOnline: boolean;
}

/**
 * Returns the state of the document on screen, or undefined if there is none.
 * Reads the state from the list of posts, because a publish changes the state but not the file.
 */
export function usePublicationState(): PublicationState | undefined {
  const document = useDocument();
  const listed = useStore(
    useApp().blog.store,
    // `useShallow` keeps a save that changes only the post's excerpt from rendering the component again.
    useShallow(({ posts }) => {
      const post = posts.find(({ path }) => path === document?.path);
      return post && { state: post.state, stillOnline: post.stillOnline };
    }),
  );
  return document ? publicationStateOf(document, listed ?? document) : undefined;
}

/** Returns the state of a document, given the last reported state of its file. */
export function publicationStateOf(
  { problem, properties }: Pick<DocumentFacts, "problem" | "properties">,
  { state, stillOnline = false }: { readonly state: PostState; readonly stillOnline?: boolean | undefined },
): PublicationState {
  if (problem || properties.status !== "draft") return { state, stillOnline };
  const isOnline = stillOnline || state === "published" || state === "changed";
  return { state: "draft", stillOnline: isOnline };
}

/** Whether readers may have links to a document. The author must then confirm a new address. */
export function isAddressFixed(
  { frozen }: Pick<DocumentFacts, "frozen">,
  publication: PublicationState | undefined,
): boolean {
  return frozen && (publication?.state !== "draft" || publication.stillOnline);
}

export function useDocumentState(): PostState | undefined {
  return usePublicationState()?.state;
}

/** Returns the actions on the document on screen. The object never changes. */
export function useDocuments(): DocumentStore {
  return useApp().documents;
}
