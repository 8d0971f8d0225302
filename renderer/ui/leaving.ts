import { useEffect, useRef } from "react";

/** Time in milliseconds for which a message that needs no answer stays. */
const stayMs = 15_000;

/** Something that keeps a message on the screen. */
type Hold = "pointer" | "focus" | "window";

/** Calls `leave` when a message was on the screen for `stayMs`, and nothing kept it there meanwhile. */
export class LeavingTimer {
  readonly #leave: () => void;
  readonly #holds = new Set<Hold>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(leave: () => void) {
    this.#leave = leave;
    this.#restart();
  }

  /** Keeps the message until `release` is called with the same reason. */
  hold(reason: Hold): void {
    this.#holds.add(reason);
    clearTimeout(this.#timer);
  }

  /** Ends a hold. After the last one, the whole time begins again. */
  release(reason: Hold): void {
    if (this.#holds.delete(reason) && this.#holds.size === 0) this.#restart();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #restart(): void {
    this.#timer = setTimeout(this.#leave, stayMs);
  }
}

/**
 * Returns a ref for a message that leaves by itself; `leave` is null if the message stays.
 * Another `title` is another message, which has the whole time again.
 * The message stays while the pointer is over it, the focus is in it, or the window is in the background.
 */
export function useLeaving(title: string, leave: (() => void) | null) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(leave);
  latest.current = leave;
  const leaves = leave !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title starts another timer
  useEffect(() => {
    const message = element.current;
    if (!leaves || !message) return;
    const timer = new LeavingTimer(() => latest.current?.());
    if (!document.hasFocus()) timer.hold("window");
    if (message.matches(":hover")) timer.hold("pointer");
    if (message.contains(document.activeElement)) timer.hold("focus");
    const stop = new AbortController();
    const on = (target: EventTarget, event: string, act: () => void): void =>
      target.addEventListener(event, act, { signal: stop.signal });
    on(message, "pointerenter", () => timer.hold("pointer"));
    on(message, "pointerleave", () => timer.release("pointer"));
    on(message, "focusin", () => timer.hold("focus"));
    on(message, "focusout", () => timer.release("focus"));
    on(window, "blur", () => timer.hold("window"));
    on(window, "focus", () => timer.release("window"));
    return () => {
      stop.abort();
      timer.stop();
    };
  }, [leaves, title]);
  return element;
}
