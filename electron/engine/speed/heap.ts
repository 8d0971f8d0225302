import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from "node:v8";

const MiB = 2 ** 20;
/** Size in bytes at which V8's new space stops growing. V8 creates objects in this space. */
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
 * Limits the heap of a build. Without a limit, V8 uses much more memory than a build needs.
 * The limit lowers the memory of a build of 10,000 posts from 381 to 244 MiB. The build takes 5 % longer.
 * Call this function once per process.
 */
export function limitHeapOfBuild(): void {
  applyWhenReached([newSpaceLimit, growthLimit(55)]);
}

/**
 * Limits the heap of a process that keeps a blog open for long. Saves more memory than `limitHeapOfBuild`.
 * V8 collects garbage each time the heap has grown by 20 %.
 * Only one thread collects V8's garbage, because several threads leave half-empty memory pages.
 * V8 may also collect the new space while it marks old objects (decision 0015).
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

/**
 * Checks the heap regularly. When the heap has reached a limit, sets the limit's V8 flag.
 * The timer of the checks does not keep the process running.
 */
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
