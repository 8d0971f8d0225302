import type { EventName, EventPayload, Server } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";

type Listener = <N extends EventName<EngineContract>>(
  name: N,
  payload: EventPayload<EngineContract, N>,
) => void;

/** Forwards the engine's events to all connected windows and to the command line program. */
export class BlogEvents {
  readonly #listeners = new Set<Listener>();

  emit: Listener = (name, payload) => {
    for (const listener of this.#listeners) listener(name, payload);
  };

  /** Forwards all events to `server`; returns a function that ends the forwarding. */
  forwardTo(server: Pick<Server<EngineContract>, "emit">): () => void {
    const listener: Listener = (name, payload) => server.emit(name, payload);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
