// Reports the progress of Electron's download. Loaded before Electron's install script (`node --import`).
// Cancels the download when no data arrives for a minute.
// Electron's install script would wait forever if the network sends nothing.
import { say } from "./report.mjs";

const STALLED_MS = 60_000;
const STEP_PERCENT = 20;
const WORTH_TELLING = 5e6;

const originalFetch = globalThis.fetch;

globalThis.fetch = async (input, init = {}) => {
  const stalled = new AbortController();
  const timer = setTimeout(
    () => stalled.abort(new Error(`no answer for ${STALLED_MS / 1000} s`)),
    STALLED_MS,
  );
  const signal = init.signal ? AbortSignal.any([init.signal, stalled.signal]) : stalled.signal;
  try {
    const response = await originalFetch(input, { ...init, signal });
    if (!response.ok || !response.body) {
      clearTimeout(timer);
      return response;
    }
    const total = Number(response.headers.get("content-length") ?? 0);
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(watch(total, timer)), { status, statusText, headers });
  } catch (error) {
    clearTimeout(timer);
    throw new Error(`cannot reach ${new URL(String(input)).host}: ${reasonOf(error)}`);
  }
};

/**
 * The error of `fetch()` itself only says "fetch failed", so the message of its cause is used.
 * @param {any} error
 */
function reasonOf(error) {
  return error?.cause?.code ?? error?.cause?.message ?? error?.message ?? String(error);
}

/**
 * @param {number} total size of the download in bytes; 0 if unknown
 * @param {NodeJS.Timeout} timer
 */
function watch(total, timer) {
  let received = 0;
  let nextStep = STEP_PERCENT;
  return new TransformStream({
    transform(chunk, controller) {
      timer.refresh();
      received += chunk.byteLength;
      const percent = total > WORTH_TELLING ? (received / total) * 100 : 0;
      while (percent >= nextStep) {
        const size = `${Math.round(total / 1e6)} MB`;
        say(`  ${nextStep} % of ${size}`, `  ${size} の ${nextStep} %`);
        nextStep += STEP_PERCENT;
      }
      controller.enqueue(chunk);
    },
    flush() {
      clearTimeout(timer);
    },
  });
}
