import type { App } from "../../state/app.ts";

/** Shows the text of the open post with the caret in a 0-based line. */
export function goToHeading({ workspace, editor: current }: App, line: number): void {
  workspace.showPane("editor");
  void current.loaded().then((editor) => editor.goTo(line, "", ""));
}
