/**
 * A two-way message channel between two processes, reduced to what the contract needs. Each kind of port gets a small
 * adapter, described by its shape or in its own room, so that this room needs the types of none of them.
 */
export interface Wire {
  send(message: unknown): void;
  onMessage(handler: (message: unknown) => void): void;
  onClose(handler: () => void): void;
  close(): void;
}

/** The part of `AbortSignal` that a call needs; structural, because this room knows neither DOM nor Node. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
