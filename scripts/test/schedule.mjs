/**
 * @template {{name: string, after: string[]}} S
 * @typedef {object} Work
 * @property {S[]} steps
 * @property {number} lanes how many may run at the same time
 * @property {(step: S) => Promise<boolean>} run resolves to whether it succeeded
 * @property {(step: S, failed: string[]) => void} skip called for a step that cannot run, with the steps it waited for
 */

/**
 * Runs steps side by side in the given order, each after those it names.
 * @template {{name: string, after: string[]}} S
 * @param {Work<S>} work
 */
export async function runInLanes({ steps, lanes, run, skip }) {
  const waiting = [...steps];
  /** @type {Map<string, boolean>} */
  const ended = new Map();
  /** @type {Set<Promise<void>>} */
  const running = new Set();
  while (waiting.length > 0 || running.size > 0) {
    for (const step of waiting.slice()) {
      const failed = step.after.filter((name) => ended.get(name) === false);
      if (failed.length > 0) {
        waiting.splice(waiting.indexOf(step), 1);
        ended.set(step.name, false);
        skip(step, failed);
      }
    }
    const next =
      running.size < lanes ? waiting.find((step) => step.after.every((name) => ended.get(name))) : undefined;
    if (next) {
      waiting.splice(waiting.indexOf(next), 1);
      const work = run(next).then((succeeded) => {
        ended.set(next.name, succeeded);
        running.delete(work);
      });
      running.add(work);
    } else if (running.size > 0) {
      await Promise.race(running);
    } else if (
      waiting.length > 0 &&
      !waiting.some((step) => step.after.some((name) => ended.get(name) === false))
    ) {
      throw new Error(
        `Steps wait for one another or for an unknown one: ${waiting.map((step) => step.name).join(", ")}`,
      );
    }
  }
}

/**
 * @template {{name: string, after: string[]}} S
 * @param {S[]} steps
 * @param {string[]} names those asked for; none means all
 * @returns {S[]} the steps asked for and those they come after, in the order of `steps`
 */
export function chooseSteps(steps, names) {
  if (names.length === 0) return steps;
  /** @type {Set<string>} */
  const chosen = new Set();
  const add = (/** @type {string} */ name) => {
    const step = steps.find((candidate) => candidate.name === name);
    if (!step) throw new RangeError(name);
    chosen.add(name);
    step.after.forEach(add);
  };
  names.forEach(add);
  return steps.filter((step) => chosen.has(step.name));
}
