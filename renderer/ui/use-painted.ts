import { startTransition, useEffect, useState } from "react";

/** Returns true after a value has been on screen for a frame. The caller then renders slow parts. */
export function usePainted(value: unknown): boolean {
  const [painted, setPainted] = useState<{ readonly value: unknown } | null>(null);
  useEffect(() => afterPaint(() => startTransition(() => setPainted({ value }))), [value]);
  return painted !== null && painted.value === value;
}

/** Calls `callback` after the next frame was painted. Returns a function that cancels the call. */
function afterPaint(callback: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  // If an animation callback posts a message, the message arrives after the frame was painted.
  const request = requestAnimationFrame(() => port2.postMessage(null));
  port1.onmessage = callback;
  return () => {
    cancelAnimationFrame(request);
    port1.close();
  };
}
