import { useStore } from "zustand";
import type { PostState } from "#contract/blog-types.ts";
import { useApp } from "./app.ts";
import type { Documents } from "./document-store.ts";
import type { OpenDocument } from "./open-document.ts";

/** The document on screen; null while none is open. */
export function useDocument(): OpenDocument | null {
  return useStore(useApp().documents.store, (state) => state.current);
}

/**
 * How the document on screen stands to its readers. The list knows first: a publish, or the hour of a scheduled post,
 * changes it without touching the file.
 */
export function useDocumentState(): PostState | undefined {
  const document = useDocument();
  const posts = useStore(useApp().blog.store, (state) => state.posts);
  return posts.find(({ path }) => path === document?.path)?.state ?? document?.state;
}

/** Actions on the document on screen; the object never changes. */
export function useDocuments(): Documents {
  return useApp().documents;
}
