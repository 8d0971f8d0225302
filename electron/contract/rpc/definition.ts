import type { z } from "zod";
import type { CancelSignal } from "./wire.ts";

/** The input and output of one call, both validated at run time on the serving side. */
interface CallDefinition {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

/** Everything that may cross one process boundary. */
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

/** The client side of a process boundary. */
export interface Client<C extends Contract> {
  /**
   * Rejects with an `AppError`: the other side's, `call.cancelled` after an abort, `call.closed` when it has
   * ended.
   */
  call<N extends CallName<C>>(
    name: N,
    input: CallInput<C, N>,
    signal?: CancelSignal,
  ): Promise<CallOutput<C, N>>;
  /** Returns a function that stops listening. */
  on<N extends EventName<C>>(name: N, listener: (payload: EventPayload<C, N>) => void): () => void;
  onClose(listener: () => void): void;
  close(): void;
}

/** The server side of a process boundary. */
export interface Server<C extends Contract> {
  emit<N extends EventName<C>>(name: N, payload: EventPayload<C, N>): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** Keeps a contract's literal types. */
export function defineContract<const C extends Contract>(contract: C): C {
  return contract;
}
