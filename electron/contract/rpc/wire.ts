/**
 * A two-way message channel between two processes, reduced to what the contract needs. Each kind of port has
 * a small adapter, so that this room does not depend on their types.
 */
export interface Wire {
  send(message: unknown): void;
  onMessage(handler: (message: unknown) => void): void;
  onClose(handler: () => void): void;
  close(): void;
}

/**
 * The part of `AbortSignal` that a call needs; structural, since this room uses neither DOM nor Node types.
 */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
