import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from "node:v8";

const MiB = 2 ** 20;
/**
 * Size in bytes at which V8's new space, where objects are created, stops growing. For a build, V8 would
 * enlarge it to ten times this size, which is no faster.
 */
const enoughForNew = 4 * MiB;
/** Heap size from which on the heap's growth is limited. */
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

/** Minimum number of milliseconds between two checks of the limits. */
const lookMilliseconds = 10;
let lastLook = 0;

/** Limits that the heap has not reached yet. */
const open: Limit[] = [];

/**
 * Keeps V8 from taking several times the memory that a blog of thousands of posts needs. The new space stops
 * growing at `enoughForNew`. A heap above `large` is collected when it has grown by 55 %; by default it would
 * be when it has doubled. A smaller heap is not limited, because a build of few posts ends before that
 * matters. Call this once per process; `watchHeap` then applies the limits. Measured by `npm run
 * bench:build`, see decision 0015.
 */
export function keepHeapModest(): void {
  open.splice(0, open.length, enough, growingBy(55));
}

/**
 * Like `keepHeapModest`, for a process that keeps a blog open for long; saves more memory. Collects when the
 * heap has grown by 20 %. Collects in one thread, because each of several threads would leave half-empty
 * pages. Collects new objects also while old ones are being marked, which newer versions of V8 postpone:
 * during that tenth of a second a build allocates 30 to 40 MiB.
 */
export function keepHeapSmall(): void {
  open.splice(0, open.length, enough, growingBy(20));
  setFlagsFromString("--no-parallel-scavenge");
  setFlagsFromString("--no-parallel-compaction");
  setFlagsFromString("--no-separate-gc-phases");
}

/**
 * Applies each limit when the heap reaches it. Call this often from code that allocates many objects. It
 * costs nothing if no limit is left.
 */
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
