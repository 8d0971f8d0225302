import type { CallInput, CallName, CallOutput, Client, Contract, EventName } from "./definition.ts";
import { type Envelope, readEnvelope } from "./envelope.ts";
import { AppError, fromWireError } from "../errors.ts";
import type { CancelSignal, Wire } from "./wire.ts";

interface Pending {
  resolve(output: unknown): void;
  reject(error: AppError): void;
}

/**
 * Returns a client that calls the process at the other end of a connection.
 * Validates the data of events, but not the results of calls, because our own code makes the results.
 */
export function connect<C extends Contract>(contract: C, wire: Wire): Client<C> {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const closeListeners: (() => void)[] = [];
  let nextId = 0;
  let open = true;

  const settle = (envelope: Extract<Envelope, { type: "result" | "error" }>): void => {
    const call = pending.get(envelope.id);
    pending.delete(envelope.id);
    if (envelope.type === "result") call?.resolve(envelope.output);
    else call?.reject(fromWireError(envelope.error));
  };
  const dispatch = (name: string, payload: unknown): void => {
    const schema = Object.hasOwn(contract.events, name) ? contract.events[name] : undefined;
    const parsed = schema?.safeParse(payload);
    if (!parsed?.success) return;
    for (const listener of listeners.get(name) ?? []) listener(parsed.data as never);
  };

  wire.onMessage((message) => {
    const envelope = readEnvelope(message);
    if (envelope?.type === "result" || envelope?.type === "error") settle(envelope);
    else if (envelope?.type === "event") dispatch(envelope.name, envelope.payload);
  });
  wire.onClose(() => {
    open = false;
    for (const call of pending.values()) call.reject(new AppError("call.closed"));
    pending.clear();
    for (const listener of closeListeners) listener();
  });

  return {
    call<N extends CallName<C>>(name: N, input: CallInput<C, N>, signal?: CancelSignal) {
      if (!open) return Promise.reject(new AppError("call.closed"));
      if (signal?.aborted) return Promise.reject(new AppError("call.cancelled"));
      const id = nextId++;
      const settled = new Promise<CallOutput<C, N>>((resolve, reject) => {
        pending.set(id, { resolve: resolve as (output: unknown) => void, reject });
        wire.send({ type: "call", id, name, input });
      });
      if (!signal) return settled;
      const cancel = (): void => wire.send({ type: "cancel", id });
      signal.addEventListener("abort", cancel, { once: true });
      return settled.finally(() => signal.removeEventListener("abort", cancel));
    },
    on<N extends EventName<C>>(name: N, listener: (payload: never) => void) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    onClose: (listener) => closeListeners.push(listener),
    close: () => wire.close(),
  };
}
