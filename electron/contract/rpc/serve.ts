import { Cancellation } from "./cancellation.ts";
import type { CallName, Contract, EventName, EventPayload, Handlers, Server } from "./definition.ts";
import { type Envelope, readEnvelope } from "./envelope.ts";
import { AppError, toWireError } from "../errors.ts";
import type { Wire } from "./wire.ts";

/**
 * Answers a contract's calls on a connection. Cancels running calls when the connection closes.
 * Answers an unknown call or an invalid input with the error `call.invalid`.
 */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>, wire: Wire): Server<C> {
  const running = new Map<number, Cancellation>();
  const closeListeners: (() => void)[] = [];
  let open = true;
  const send = (envelope: Envelope): void => {
    if (open) wire.send(envelope);
  };

  const answer = async (id: number, name: string, input: unknown): Promise<void> => {
    const cancellation = new Cancellation();
    running.set(id, cancellation);
    try {
      const output = await runCall(contract, handlers, { name, input }, cancellation);
      send({ type: "result", id, output });
    } catch (error) {
      send({ type: "error", id, error: toWireError(error) });
    } finally {
      running.delete(id);
    }
  };

  wire.onMessage((message) => {
    const envelope = readEnvelope(message);
    if (envelope?.type === "call") void answer(envelope.id, envelope.name, envelope.input);
    else if (envelope?.type === "cancel") running.get(envelope.id)?.cancel();
  });
  wire.onClose(() => {
    open = false;
    for (const cancellation of running.values()) cancellation.cancel();
    for (const listener of closeListeners) listener();
  });

  return {
    emit<N extends EventName<C>>(name: N, payload: EventPayload<C, N>): void {
      send({ type: "event", name, payload });
    },
    onClose: (listener) => closeListeners.push(listener),
    close: () => wire.close(),
  };
}

async function runCall<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  { name, input }: { readonly name: string; readonly input: unknown },
  cancellation: Cancellation,
): Promise<unknown> {
  const definition = Object.hasOwn(contract.calls, name) ? contract.calls[name] : undefined;
  if (!definition) throw new AppError("call.invalid", { call: name, problem: "no such call" });
  const parsed = definition.input.safeParse(input);
  if (!parsed.success) {
    throw new AppError("call.invalid", { call: name, problem: parsed.error.issues[0]?.message ?? "" });
  }
  const handler = handlers[name as CallName<C>];
  return handler(parsed.data as never, cancellation);
}
