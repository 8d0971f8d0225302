import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from "node:v8";

const MiB = 2 ** 20;
/** Room for new objects that suffices: V8 would give them ten times that for a build, which makes it no faster. */
const enoughForNew = 4 * MiB;
/** From here on the heap is that of a large blog. */
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

/** How often there is something new to see. */
const lookMilliseconds = 10;
let lastLook = 0;

/** Limits that a process which keeps its heap modest has not reached yet. */
const open: Limit[] = [];

/**
 * Keeps V8 from taking several times the memory that a blog of thousands of posts needs: once new objects have room enough
 * they get no more, and a heap that has become large is collected when it has grown by 55 %, not when it has doubled. A heap that
 * is small grows as fast as V8 likes, since a build of few posts is over before that matters. To be called once by a process of
 * ours; from then on reading and building look after it. Measured by `npm run bench:build`, see decision 0015.
 */
export function keepHeapModest(): void {
  open.splice(0, open.length, enough, growingBy(55));
}

/**
 * The same for a process that stays, with a blog open: it collects when the heap has grown by 20 %; in one thread, since several
 * at once leave what they move on pages of their own, each half empty; and young objects also while it marks the old ones, which
 * newer versions of V8 put off: in that tenth of a second a build makes 30 to 40 MiB.
 */
export function keepHeapSmall(): void {
  open.splice(0, open.length, enough, growingBy(20));
  setFlagsFromString("--no-parallel-scavenge");
  setFlagsFromString("--no-parallel-compaction");
  setFlagsFromString("--no-separate-gc-phases");
}

/** To be called over and over by what makes many objects; costs nothing where nobody asked, or all is decided. */
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
