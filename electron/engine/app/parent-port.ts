import type { EmittingPort } from "#contract/rpc/ports.ts";

/** Type of `process.parentPort` in a utility process. The engine does not depend on Electron's types. */
export interface ParentPort {
  on(
    event: "message",
    listener: (event: { data: { type?: string }; ports: EmittingPort[] }) => void,
  ): unknown;
}
