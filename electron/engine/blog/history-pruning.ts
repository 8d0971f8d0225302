import type { Version } from "./history.ts";

const hour = 3_600_000;
const day = 24 * hour;
const month = 30 * day;

/**
 * Which of the versions (newest first) may go: everything from the last day is kept, then the last one of each hour
 * for a month, then the last one of each day; the newest and the oldest always.
 */
export function versionsToPrune(versions: readonly Version[], now: number): Version[] {
  const kept = new Set<string>();
  const last = versions.length - 1;
  return versions.filter(({ time }, index) => {
    const age = now - time;
    const span = age < day ? null : age < month ? hour : day;
    const slot = span === null ? null : `${span}:${Math.floor(time / span)}`;
    const isFirstOfSlot = slot === null || !kept.has(slot);
    if (slot !== null) kept.add(slot);
    return !isFirstOfSlot && index !== 0 && index !== last;
  });
}
