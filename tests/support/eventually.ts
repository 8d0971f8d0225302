import { vi } from "vitest";

/** Resolves once `check` throws no more. Vitest's own second is too short for a machine that is busy with something else. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 30_000 });
}
