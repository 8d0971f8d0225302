/** How long work that delays keys may take, in milliseconds: a quarter of a frame. */
const slice = 4;

/**
 * Runs work to its end in slices, handling keys between them; each step should take much less than a slice.
 * Resolves to null when it is stopped before the end.
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
