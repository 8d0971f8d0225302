import type { Client } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { MainContract } from "#contract/main-contract.ts";
import type { ReplaceableClient } from "./replaceable-client.ts";

/** The two processes that the page communicates with. Both objects exist as long as the page. */
export interface Services {
  /** The blog. Calls during a replacement of the engine reject with `call.closed`; listeners survive it. */
  readonly engine: ReplaceableClient<EngineContract>;
  /**
   * Sends the engine one end of a channel to the preview's page of a post, which it then patches directly.
   */
  connectPreview(path: string, port: MessagePort): void;
  /** The desktop. */
  readonly main: Client<MainContract>;
}
