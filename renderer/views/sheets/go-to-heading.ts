import { whenEditor } from "../../editor/current-editor.ts";
import type { App } from "../../state/app.ts";

/** Puts the caret into a 0-based line of the open post, and shows it. */
export function goToHeading({ workspace }: App, line: number): void {
  workspace.showPane("editor");
  void whenEditor().then((editor) => editor.goTo(line, "", ""));
}
