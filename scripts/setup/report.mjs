/** Messages on the terminal: one line for each step in English and, in Japanese locales, also in Japanese. */

/**
 * @param {Record<string, string | undefined>} [env]
 * @returns {boolean}
 */
export function isJapaneseLocale(env = process.env) {
  return (env.LC_ALL || env.LC_MESSAGES || env.LANG || "").toLowerCase().startsWith("ja");
}

/**
 * @param {string} en
 * @param {string} ja
 * @param {boolean} [japanese]
 * @returns {string}
 */
export function bilingual(en, ja, japanese = isJapaneseLocale()) {
  return japanese ? `${ja} / ${en}` : en;
}

/**
 * Prints one line.
 * @param {string} en
 * @param {string} ja
 */
export function say(en, ja) {
  process.stdout.write(`${bilingual(en, ja)}\n`);
}

/**
 * @param {number} since start of the measured time, as a value of `Date.now()`
 * @param {number} [now]
 * @returns {string} the elapsed time, such as `0.4 s` or `3 min 20 s`
 */
export function elapsed(since, now = Date.now()) {
  const seconds = (now - since) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** An error whose message is enough for the user, so that no stack trace is shown. */
export class SetupError extends Error {
  /**
   * @param {string} en
   * @param {string} ja
   */
  constructor(en, ja) {
    super(bilingual(en, ja));
    this.name = "SetupError";
  }
}

/**
 * Runs the main function of a script. For a `SetupError`, prints only the message.
 * @param {() => Promise<number | void>} main resolves to an exit code
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    const isForPeople = error instanceof SetupError || !(error instanceof Error);
    process.stderr.write(
      `${isForPeople ? String(/** @type {any} */ (error)?.message ?? error) : error.stack}\n`,
    );
    process.exitCode = 1;
  }
}
