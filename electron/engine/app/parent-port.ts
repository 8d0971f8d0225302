import type { EmittingPort } from "#contract/rpc/port-wire.ts";

/**
 * `process.parentPort` of a utility process; declared here, because the engine does not depend on Electron.
 */
export interface ParentPort {
  on(
    event: "message",
    listener: (event: { data: { type?: string }; ports: EmittingPort[] }) => void,
  ): unknown;
}
