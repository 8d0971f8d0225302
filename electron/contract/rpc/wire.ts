/**
 * A two-way channel for messages between two processes. Each kind of port has an adapter that implements this
 * interface, so that the folder `contract` does not depend on the ports' types.
 */
export interface Wire {
  send(message: unknown): void;
  onMessage(handler: (message: unknown) => void): void;
  onClose(handler: () => void): void;
  close(): void;
}

/**
 * The part of `AbortSignal` that a call needs. Declared here, since the folder `contract` uses neither DOM
 * nor Node types.
 */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
