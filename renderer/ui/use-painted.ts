import { startTransition, useEffect, useState } from "react";

/**
 * Returns true once a value has been on screen for a frame; for each new value, it begins with false.
 * Therefore a component can render a small part first, and everything else later, as work that key presses
 * interrupt.
 */
export function usePainted(value: unknown): boolean {
  const [painted, setPainted] = useState<{ readonly value: unknown } | null>(null);
  useEffect(() => afterPaint(() => startTransition(() => setPainted({ value }))), [value]);
  return painted !== null && painted.value === value;
}

/** Calls `callback` after the next frame was painted. Returns a function that cancels this. */
function afterPaint(callback: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  // A frame is painted right after its animation callbacks, and before a message that such a callback posts.
  const request = requestAnimationFrame(() => port2.postMessage(null));
  port1.onmessage = callback;
  return () => {
    cancelAnimationFrame(request);
    port1.close();
  };
}
