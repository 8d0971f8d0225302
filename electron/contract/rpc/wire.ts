/** A two-way channel for messages between two processes. Each type of port has an adapter. */
export interface Wire {
  send(message: unknown): void;
  onMessage(handler: (message: unknown) => void): void;
  onClose(handler: () => void): void;
  close(): void;
}

/**
 * The part of `AbortSignal` that a call needs. Declared here, because `contract` has no DOM or Node types.
 */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
