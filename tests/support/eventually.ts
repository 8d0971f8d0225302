import { vi } from "vitest";

/**
 * Resolves when `check` no longer throws. Vitest's own limit of a second is too short for a busy computer.
 */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 30_000 });
}
