import type { Client } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { MainContract } from "#contract/main-contract.ts";
import type { ReplaceableClient } from "./replaceable-client.ts";

/** The two processes that the page talks to. Both objects stay the same for the life of the page. */
export interface Services {
  /** The blog. Calls made while the engine is being replaced reject with `call.closed`; listeners survive it. */
  readonly engine: ReplaceableClient<EngineContract>;
  /** Gives the engine the end of a channel to the preview's page of a post: it patches the article there by itself. */
  connectPreview(path: string, port: MessagePort): void;
  /** The desktop. */
  readonly main: Client<MainContract>;
}
