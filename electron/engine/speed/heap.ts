import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from "node:v8";

const MiB = 2 ** 20;
/**
 * Size in bytes at which V8's new space, where objects are created, stops growing. By default, V8 would
 * enlarge it during a build to ten times this size, which makes the build no faster.
 */
const enoughForNew = 4 * MiB;
/** Heap size in bytes above which the growth of the heap is limited. */
const large = 40 * MiB;
/** Milliseconds between two checks of the heap. */
const checkInterval = 10;

interface Limit {
  isReached(): boolean;
  readonly flag: string;
}

const newSpaceLimit: Limit = {
  isReached: () => newSpaceSize() >= enoughForNew,
  flag: "--semi-space-growth-factor=1",
};

/**
 * Keeps V8 from using several times the memory that a build of thousands of posts needs. The new space stops
 * growing at `enoughForNew`. A heap above `large` is collected when it has grown by 55 %, not only when it
 * has doubled. A smaller heap is not limited, because a build of few posts ends before that matters. Call
 * this once per process. With 10,000 posts, a build needs 244 MiB instead of 381, and 5 % more time.
 */
export function limitHeapOfBuild(): void {
  applyWhenReached([newSpaceLimit, growthLimit(55)]);
}

/**
 * Like `limitHeapOfBuild`, but saves more memory; for a process that keeps a blog open for long. V8 collects
 * the heap when it has grown by 20 %, and does so in one thread, because several threads would leave more
 * half-empty pages. V8 may also collect the new space while it marks old objects. Newer versions of V8 would
 * wait until marking ends, a tenth of a second later, and a build allocates 30 to 40 MiB in that time. See
 * decision 0015.
 */
export function limitHeapOfOpenBlog(): void {
  setFlagsFromString("--no-parallel-scavenge");
  setFlagsFromString("--no-parallel-compaction");
  setFlagsFromString("--no-separate-gc-phases");
  applyWhenReached([newSpaceLimit, growthLimit(20)]);
}

function growthLimit(percent: number): Limit {
  const isReached = (): boolean => getHeapStatistics().total_heap_size >= large;
  return { isReached, flag: `--heap-growing-percent=${percent}` };
}

/** Sets the flag of each limit when the heap reaches it. Does not keep the process running. */
function applyWhenReached(limits: readonly Limit[]): void {
  let open = limits;
  const timer = setInterval(() => {
    for (const { flag } of open.filter(({ isReached }) => isReached())) setFlagsFromString(flag);
    open = open.filter(({ isReached }) => !isReached());
    if (open.length === 0) clearInterval(timer);
  }, checkInterval);
  timer.unref();
}

function newSpaceSize(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0;
}
