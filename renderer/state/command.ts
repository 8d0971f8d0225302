import type { CommandId } from "#contract/commands.ts";
import type { App } from "./app.ts";

/** What a command does; its title and key are in the contract's table. */
export interface Command {
  readonly id: CommandId;
  /** Whether it can run now. Only reads state. */
  enabled(app: App): boolean;
  /** A rejection is shown to the author with a retry. */
  run(app: App): void | Promise<void>;
}

/** Whether a blog is loaded. */
export function isReady(app: App): boolean {
  return app.blog.store.getState().summary !== null;
}

/** Whether a post or page is open. */
export function hasDocument(app: App): boolean {
  return app.documents.current !== null;
}

export function always(): boolean {
  return true;
}
