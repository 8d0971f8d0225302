import type { z } from "zod";
import type { CancelSignal } from "./wire.ts";

/** Types of one call. The serving side validates the input at run time. */
interface CallDefinition {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

/** All calls and events between two processes. */
export interface Contract {
  readonly calls: Readonly<Record<string, CallDefinition>>;
  readonly events: Readonly<Record<string, z.ZodType>>;
}

export type CallName<C extends Contract> = keyof C["calls"] & string;
export type EventName<C extends Contract> = keyof C["events"] & string;
export type CallInput<C extends Contract, N extends CallName<C>> = z.infer<C["calls"][N]["input"]>;
export type CallOutput<C extends Contract, N extends CallName<C>> = z.infer<C["calls"][N]["output"]>;
export type EventPayload<C extends Contract, N extends EventName<C>> = z.infer<C["events"][N]>;

/** The functions that implement a contract's calls. */
export type Handlers<C extends Contract> = {
  [N in CallName<C>]: (
    input: CallInput<C, N>,
    signal: CancelSignal,
  ) => Promise<CallOutput<C, N>> | CallOutput<C, N>;
};

/** The calling side of a connection between two processes. */
export interface Client<C extends Contract> {
  /**
   * Makes a call. Rejects with the `AppError` that the other side threw.
   * Rejects with `call.closed` when the connection has ended.
   * Aborting `signal` asks the other side to stop the call. A stopped call rejects with `call.cancelled`.
   * If the other side has finished the call or cannot stop it, the call succeeds, and the abort is ignored.
   */
  call<N extends CallName<C>>(
    name: N,
    input: CallInput<C, N>,
    signal?: CancelSignal,
  ): Promise<CallOutput<C, N>>;
  /** Listens to an event. Returns a function that stops listening. */
  on<N extends EventName<C>>(name: N, listener: (payload: EventPayload<C, N>) => void): () => void;
  onClose(listener: () => void): void;
  close(): void;
}

/** The side of a connection that answers the calls of another process. */
export interface Server<C extends Contract> {
  emit<N extends EventName<C>>(name: N, payload: EventPayload<C, N>): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** Returns the contract unchanged. Its type contains the literal names of the calls and events. */
export function defineContract<const C extends Contract>(contract: C): C {
  return contract;
}
