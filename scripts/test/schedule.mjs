/**
 * @template {{name: string, after: string[], waits?: boolean}} S
 * @typedef {object} Work
 * @property {S[]} steps
 * @property {number} lanes maximum number of simultaneous steps, not counting one step that mostly waits
 * @property {(step: S) => Promise<boolean>} run runs a step; resolves with true if the step succeeded
 * @property {(step: S, failed: string[]) => void} skip called if steps that `step` needs have failed
 */

/**
 * Runs steps concurrently in the given order. A step waits for the steps that its `after` names.
 * @template {{name: string, after: string[], waits?: boolean}} S
 * @param {Work<S>} work
 */
export async function runInLanes({ steps, lanes, run, skip }) {
  const waiting = [...steps];
  /** @type {Map<string, boolean>} */
  const ended = new Map();
  /** @type {Map<Promise<void>, S>} */
  const running = new Map();
  const isFull = (/** @type {S} */ step) => {
    const alike = [...running.values()].filter(({ waits }) => waits === step.waits);
    return alike.length >= (step.waits ? 1 : lanes);
  };
  while (waiting.length > 0 || running.size > 0) {
    for (const step of waiting.slice()) {
      const failed = step.after.filter((name) => ended.get(name) === false);
      if (failed.length > 0) {
        waiting.splice(waiting.indexOf(step), 1);
        ended.set(step.name, false);
        skip(step, failed);
      }
    }
    const next = waiting.find((step) => !isFull(step) && step.after.every((name) => ended.get(name)));
    if (next) {
      waiting.splice(waiting.indexOf(next), 1);
      const work = run(next).then((succeeded) => {
        ended.set(next.name, succeeded);
        running.delete(work);
      });
      running.set(work, next);
    } else if (running.size > 0) {
      await Promise.race(running.keys());
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
 * @param {string[]} names names of the requested steps; an empty list requests all steps
 * @returns {S[]} the requested steps and the steps that they depend on, in the order of `steps`
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
