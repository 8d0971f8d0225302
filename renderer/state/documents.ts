import { useStore } from "zustand";
import { useApp } from "./app.ts";
import type { Documents } from "./document-store.ts";
import type { OpenDocument } from "./open-document.ts";

/** The document on screen; null while none is open. */
export function useDocument(): OpenDocument | null {
  return useStore(useApp().documents.store, (state) => state.current);
}

/** Actions on the document on screen; the object never changes. */
export function useDocuments(): Documents {
  return useApp().documents;
}
