import { useEffect, useRef } from "react";

/** Time in milliseconds after which a message closes by itself. */
const stayMs = 15_000;

/** Events that show that the author is at the computer. */
const presence = ["keydown", "pointermove", "pointerdown", "wheel"] as const;

/** The reason for which a message stays on screen. */
type Hold = "pointer" | "focus" | "window" | "away";

/** Calls `leave` after `stayMs` milliseconds. The time starts again when the last reason to stay ends. */
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

  /** Ends one reason to stay. If no other reason is left, the message closes in `stayMs` milliseconds. */
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
 * Returns a ref for a message that closes by itself. `leave` is null if the message stays.
 * The time until the message closes starts again if `title` changes.
 * The message stays while it has the pointer or the focus, and while the window is in the background.
 * It also stays until the next key or pointer movement, because the author may be away from the computer.
 */
export function useLeaving(title: string, leave: (() => void) | null) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(leave);
  latest.current = leave;
  const leaves = leave !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new title starts a new timer
  useEffect(() => {
    const message = element.current;
    if (!leaves || !message) return;
    const timer = new LeavingTimer(() => latest.current?.());
    if (!document.hasFocus()) timer.hold("window");
    if (message.matches(":hover")) timer.hold("pointer");
    if (message.contains(document.activeElement)) timer.hold("focus");
    timer.hold("away");
    const stop = new AbortController();
    const on = (target: EventTarget, event: string, act: () => void): void =>
      target.addEventListener(event, act, { signal: stop.signal, capture: target === window });
    for (const event of presence) on(window, event, () => timer.release("away"));
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

/** Calls `see` once for each `message`, at the first sign of the author (`presence`) after it was shown. */
export function useSeeing(message: unknown, see: () => void): void {
  const latest = useRef(see);
  latest.current = see;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message has to be seen, too
  useEffect(() => {
    const stop = new AbortController();
    const seen = (): void => {
      stop.abort();
      latest.current();
    };
    for (const event of presence)
      window.addEventListener(event, seen, { signal: stop.signal, capture: true });
    return () => stop.abort();
  }, [message]);
}
