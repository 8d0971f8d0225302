import { type RefObject, useEffect } from "react";

/** Returns the chosen row of the list, else its first one. */
export function rowToFocus(root: HTMLElement | null): HTMLElement | undefined {
  const rows = [...(root?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
  return rows.find((row) => row.ariaSelected === "true") ?? rows[0];
}

/**
 * Keeps the keyboard usable when the focused element is removed or disabled: a row that moved into the trash,
 * a button that has no image now. `change` must differ after each step that may cause this.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>, change: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked after at each change
  useEffect(() => {
    const { activeElement, body } = document;
    const isLost = activeElement === null || activeElement === body || activeElement.matches(":disabled");
    if (isLost) (rowToFocus(root.current) ?? root.current?.querySelector("input"))?.focus();
  }, [root, change]);
}
