import type { EngineContract } from "#contract/engine-contract.ts";
import type { EventName, EventPayload, Server } from "#contract/rpc/definition.ts";

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

  /** Forwards all events to `server`. Returns a function that ends the forwarding. */
  forwardTo(server: Pick<Server<EngineContract>, "emit">): () => void {
    const listener: Listener = (name, payload) => server.emit(name, payload);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

type Events = { [N in EventName<EngineContract>]?: (payload: EventPayload<EngineContract, N>) => void };

/** For each event of a blog, calls the function in `wanted` that has the event's name. */
export function followEvents(events: BlogEvents, wanted: Events): void {
  const emit = <N extends EventName<EngineContract>>(
    name: N,
    payload: EventPayload<EngineContract, N>,
  ): void => wanted[name]?.(payload);
  events.forwardTo({ emit });
}
