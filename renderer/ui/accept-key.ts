import { useEffect, useRef } from "react";

/** Calls `accept` when the author confirms a sheet with Ctrl+Enter (Cmd+Enter), wherever the focus is. */
export function useAcceptKey(accept: () => void): void {
  const latest = useRef(accept);
  latest.current = accept;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) latest.current();
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
}
