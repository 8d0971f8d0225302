import type { CommandId } from "#contract/commands.ts";
import type { App } from "./app.ts";
import { isReadOnly } from "./documents/open-document.ts";

/** The action of a command. Its title and key are in the command table (`contract/commands.ts`). */
export interface Command {
  readonly id: CommandId;
  /** Whether the command can run now. This function must not change any state. */
  enabled(app: App): boolean;
  /** Runs the command. If it rejects, the author sees the error and can try again. */
  run(app: App): void | Promise<void>;
}

export function isReady(app: App): boolean {
  return app.blog.store.getState().summary !== null;
}

export function hasDocument(app: App): boolean {
  return app.documents.current !== null;
}

/** Whether a post or page is open and can be edited. */
export function isEditable({ documents }: App): boolean {
  return documents.current !== null && !isReadOnly(documents.current);
}

/** Whether the editor is loaded and shows a post or page. */
export function hasEditor(app: App): boolean {
  return app.editor.handle !== null && hasDocument(app);
}

/** Whether the editor is loaded, and its text can be edited. */
export function canEditText(app: App): boolean {
  return hasEditor(app) && isEditable(app);
}

export function always(): boolean {
  return true;
}
