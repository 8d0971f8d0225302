import type { Language } from "#contract/messages.ts";

type EditorModule = typeof import("./prose-editor.ts");

/** Loads Monaco and its messages in the chosen language. The language cannot change after loading. */
export async function loadEditor(language: Language): Promise<EditorModule> {
  if (language === "ja") await import("monaco-editor/nls/lang/ja");
  return import("./prose-editor.ts");
}
