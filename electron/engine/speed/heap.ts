import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from "node:v8";

const MiB = 2 ** 20;
/**
 * Size in bytes at which V8's new space, where objects are created, stops growing. For a build, V8 would
 * enlarge it to ten times this size, which is no faster.
 */
const enoughForNew = 4 * MiB;
/** Heap size in bytes from which on the heap's growth is limited. */
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
 * Keeps V8 from taking several times the memory that a build of thousands of posts needs: the new space stops
 * growing at `enoughForNew`, and a heap above `large` is collected when it has grown by 55 %; by default it
 * would be when it has doubled. A smaller heap is not limited, because a build of few posts ends before that
 * matters. Call this once per process. With 10,000 posts: 244 MiB instead of 381, 5 % more time.
 */
export function limitHeapOfBuild(): void {
  applyWhenReached([newSpaceLimit, growthLimit(55)]);
}

/**
 * Like `limitHeapOfBuild`, for a process that keeps a blog open for long; saves more memory. Collects when
 * the heap has grown by 20 %. Collects in one thread, because each of several threads would leave half-empty
 * pages. Collects new objects also while old ones are being marked; newer versions of V8 would postpone that,
 * and a build allocates 30 to 40 MiB during that tenth of a second. See decision 0015.
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
