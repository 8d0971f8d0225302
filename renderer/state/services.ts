import type { Client } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { MainContract } from "#contract/main-contract.ts";
import type { ReplaceableClient } from "./replaceable-client.ts";

/** The two processes that the page communicates with. The objects stay the same when the engine restarts. */
export interface Services {
  /**
   * The engine process, which reads and writes the blog.
   * During a restart, calls reject with `call.closed`.
   */
  readonly engine: ReplaceableClient<EngineContract>;
  /** Passes a port to the engine, which then sends patches directly to the preview page of a post. */
  connectPreview(path: string, port: MessagePort): void;
  /** Sends the paths of dropped files to the main process, so that the author can import the files. */
  dropExports(files: readonly File[]): void;
  /** The main process, which controls the window and has access to the desktop. */
  readonly main: Client<MainContract>;
}
