/** Maximum time in milliseconds that work may delay keys: a quarter of a frame. */
const slice = 4;

/**
 * Runs long work in short slices. Between the slices, the window can handle keys.
 * Resolves with null if `isStopped` returns true before the work ends.
 */
export async function inSlices<Result>(
  work: Generator<void, Result, void>,
  isStopped: () => boolean,
): Promise<Result | null> {
  for (;;) {
    if (isStopped()) return null;
    const end = performance.now() + slice;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < end);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
