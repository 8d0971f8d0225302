import { startTransition, useEffect, useState } from "react";

/**
 * Whether a value has been on screen for a frame: what it shows first can then be little, and the rest comes as work
 * that a key interrupts. False again with each other value.
 */
export function usePainted(value: unknown): boolean {
  const [painted, setPainted] = useState<{ readonly value: unknown } | null>(null);
  useEffect(() => afterPaint(() => startTransition(() => setPainted({ value }))), [value]);
  return painted !== null && painted.value === value;
}

/** Calls back after the next frame; returns how to leave it. */
function afterPaint(callback: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  // A frame is painted right after its callbacks, before any message that they send.
  const request = requestAnimationFrame(() => port2.postMessage(null));
  port1.onmessage = callback;
  return () => {
    cancelAnimationFrame(request);
    port1.close();
  };
}
