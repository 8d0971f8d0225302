import type {
  CallInput,
  CallName,
  CallOutput,
  Client,
  Contract,
  EventName,
  EventPayload,
} from "#contract/rpc/definition.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";

/**
 * A client for a process that can die and be restarted. Listeners stay registered across restarts.
 * If the process dies during a call, the call rejects with `call.closed`.
 */
export class ReplaceableClient<C extends Contract> implements Client<C> {
  #current: Client<C>;
  #isClosed = false;
  readonly #subscriptions = new Set<(client: Client<C>) => void>();
  readonly #replaceListeners = new Set<() => void>();
  readonly #closeListeners: (() => void)[] = [];

  constructor(first: Client<C>) {
    this.#current = first;
    this.#watchClose(first);
  }

  /** Identifies the process that receives the calls. Each restart replaces this object. */
  get connection(): object {
    return this.#current;
  }

  /** Whether the process has died and no other process has replaced it yet. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  call<N extends CallName<C>>(
    name: N,
    input: CallInput<C, N>,
    signal?: CancelSignal,
  ): Promise<CallOutput<C, N>> {
    return this.#current.call(name, input, signal);
  }

  on<N extends EventName<C>>(name: N, listener: (payload: EventPayload<C, N>) => void): () => void {
    let stop: () => void = () => undefined;
    const subscribe = (client: Client<C>): void => {
      stop = client.on(name, listener);
    };
    subscribe(this.#current);
    this.#subscriptions.add(subscribe);
    return () => {
      this.#subscriptions.delete(subscribe);
      stop();
    };
  }

  /** Calls the listener whenever a process dies. */
  onClose(listener: () => void): void {
    this.#closeListeners.push(listener);
  }

  close(): void {
    this.#current.close();
  }

  /** Must be called after the old process has died. Sends all further calls to a new process. */
  replace(next: Client<C>): void {
    this.#current = next;
    this.#isClosed = false;
    this.#watchClose(next);
    for (const subscribe of this.#subscriptions) subscribe(next);
    for (const listener of this.#replaceListeners) listener();
  }

  /**
   * Calls the listener after each restart.
   * The listener must send its data again, because the new process has none of it.
   */
  onReplaced(listener: () => void): () => void {
    this.#replaceListeners.add(listener);
    return () => this.#replaceListeners.delete(listener);
  }

  #watchClose(client: Client<C>): void {
    client.onClose(() => {
      if (client !== this.#current) return;
      this.#isClosed = true;
      for (const listener of this.#closeListeners) listener();
    });
  }
}
