// Loaded before Electron's own install script (`node --import`). Reports the progress of the download.
// Cancels the download when no data arrives for a minute.
// The script itself would wait forever on a silent network.
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
 * fetch() itself only reports "fetch failed".
 * @param {any} error
 */
function reasonOf(error) {
  return error?.cause?.code ?? error?.cause?.message ?? error?.message ?? String(error);
}

/**
 * @param {number} total bytes; 0 when unknown
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
