import { startTransition, useEffect, useState } from "react";

/**
 * Whether a value has been on screen for a frame: its first rendering can then be small, and the rest follows
 * as work that keys interrupt. False again for each new value.
 */
export function usePainted(value: unknown): boolean {
  const [painted, setPainted] = useState<{ readonly value: unknown } | null>(null);
  useEffect(() => afterPaint(() => startTransition(() => setPainted({ value }))), [value]);
  return painted !== null && painted.value === value;
}

/** Calls back after the next frame; returns a function that cancels it. */
function afterPaint(callback: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  // A frame is painted right after its callbacks, before any message that they post.
  const request = requestAnimationFrame(() => port2.postMessage(null));
  port1.onmessage = callback;
  return () => {
    cancelAnimationFrame(request);
    port1.close();
  };
}
