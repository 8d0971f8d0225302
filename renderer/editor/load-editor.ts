import type { Language } from "#contract/messages.ts";

type EditorModule = typeof import("./prose-editor.ts");

/**
 * Loads Monaco and what we build on it. Monaco's messages are fixed when it loads, so their language must be
 * loaded first; a language chosen later reaches the find box at the next start.
 */
export async function loadEditor(language: Language): Promise<EditorModule> {
  if (language === "ja") await import("monaco-editor/nls/lang/ja");
  return import("./prose-editor.ts");
}
