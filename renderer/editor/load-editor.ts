import type { Language } from "#contract/messages.ts";

type EditorModule = typeof import("./prose-editor.ts");

/**
 * Loads Monaco and our additions to it. Monaco's messages cannot change after loading, so the messages of the
 * chosen language are loaded first. If the author chooses another language later, Monaco's find box uses it
 * only after the next start of the program.
 */
export async function loadEditor(language: Language): Promise<EditorModule> {
  if (language === "ja") await import("monaco-editor/nls/lang/ja");
  return import("./prose-editor.ts");
}
