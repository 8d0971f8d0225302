import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from "node:v8";

const MiB = 2 ** 20;
/** Sufficient size of the new space: V8 would grow it to ten times that for a build, which is no faster. */
const enoughForNew = 4 * MiB;
/** Heap size from which a blog counts as large. */
const large = 40 * MiB;

interface Limit {
  isReached(): boolean;
  readonly flag: string;
}

const enough: Limit = { isReached: () => newSpace() >= enoughForNew, flag: "--semi-space-growth-factor=1" };

function growingBy(percent: number): Limit {
  const isReached = (): boolean => getHeapStatistics().total_heap_size >= large;
  return { isReached, flag: `--heap-growing-percent=${percent}` };
}

/** Minimum time between two checks. */
const lookMilliseconds = 10;
let lastLook = 0;

/** Limits that are not reached yet. */
const open: Limit[] = [];

/**
 * Keeps V8 from taking several times the memory that a blog of thousands of posts needs: a new space that is
 * large enough stops growing, and a large heap is collected when it has grown by 55 %, not when it has
 * doubled. A small heap is not limited, because a build of few posts ends before that matters. Call this once
 * per process; reading and building then call `watchHeap`. Measured by `npm run bench:build`, see decision
 * 0015.
 */
export function keepHeapModest(): void {
  open.splice(0, open.length, enough, growingBy(55));
}

/**
 * Like `keepHeapModest`, for a long-lived process with an open blog: it collects when the heap has grown by
 * 20 %, in one thread, since parallel threads each leave half-empty pages of moved objects; and it collects
 * young objects also while it marks old ones, which newer versions of V8 postpone: in that tenth of a second
 * a build allocates 30 to 40 MiB.
 */
export function keepHeapSmall(): void {
  open.splice(0, open.length, enough, growingBy(20));
  setFlagsFromString("--no-parallel-scavenge");
  setFlagsFromString("--no-parallel-compaction");
  setFlagsFromString("--no-separate-gc-phases");
}

/** Call this often from code that allocates many objects; costs nothing if no limit is set or left. */
export function watchHeap(): void {
  if (open.length === 0 || performance.now() - lastLook < lookMilliseconds) return;
  lastLook = performance.now();
  for (const limit of open.filter(({ isReached }) => isReached())) {
    setFlagsFromString(limit.flag);
    open.splice(open.indexOf(limit), 1);
  }
}

function newSpace(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0;
}
