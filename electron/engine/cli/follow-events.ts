import type { EventName, EventPayload } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { BlogEvents } from "#engine/app/blog-events.ts";

type Events = { [N in EventName<EngineContract>]?: (payload: EventPayload<EngineContract, N>) => void };

/** Calls the matching handler in `wanted` for each event of a blog. */
export function followEvents(events: BlogEvents, wanted: Events): void {
  const emit = <N extends EventName<EngineContract>>(
    name: N,
    payload: EventPayload<EngineContract, N>,
  ): void => wanted[name]?.(payload);
  events.forwardTo({ emit });
}
