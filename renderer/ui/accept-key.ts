import { useEffect, useRef } from "react";

/**
 * Calls `accept` when the author presses Ctrl+Enter (Cmd+Enter). This key confirms a sheet, wherever the
 * focus is in the sheet.
 */
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
