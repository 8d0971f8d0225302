import type { EmittingPort } from "#contract/rpc/port-wire.ts";

/** `process.parentPort` of a utility process; described here, because the engine does not know electron. */
export interface ParentPort {
  on(
    event: "message",
    listener: (event: { data: { type?: string }; ports: EmittingPort[] }) => void,
  ): unknown;
}
