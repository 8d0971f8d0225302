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
 * A client whose other side can die and be replaced: calls go to the newest one, and listeners are carried over.
 * Calls under way when the old side went away reject with `call.closed`.
 */
export class ReplaceableClient<C extends Contract> implements Client<C> {
  #current: Client<C>;
  readonly #subscriptions = new Set<(client: Client<C>) => void>();
  readonly #replaceListeners = new Set<() => void>();
  readonly #closeListeners: (() => void)[] = [];

  constructor(first: Client<C>) {
    this.#current = first;
    this.#watchClose(first);
  }

  /** The side that calls go to; another object after a replacement. */
  get connection(): object {
    return this.#current;
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

  /** Called each time a side goes away that has not been replaced yet. */
  onClose(listener: () => void): void {
    this.#closeListeners.push(listener);
  }

  close(): void {
    this.#current.close();
  }

  /** Puts a new side in the old one's place. */
  replace(next: Client<C>): void {
    this.#current = next;
    this.#watchClose(next);
    for (const subscribe of this.#subscriptions) subscribe(next);
    for (const listener of this.#replaceListeners) listener();
  }

  /** Called after a replacement: what the old side knew about this page must be told again. */
  onReplaced(listener: () => void): () => void {
    this.#replaceListeners.add(listener);
    return () => this.#replaceListeners.delete(listener);
  }

  #watchClose(client: Client<C>): void {
    client.onClose(() => {
      if (client !== this.#current) return;
      for (const listener of this.#closeListeners) listener();
    });
  }
}
