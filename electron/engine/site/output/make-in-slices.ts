import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { PlannedFile } from "../pages/planned-file.ts";
import type { TextsAhead } from "../articles/texts-ahead.ts";

/** Maximum time in milliseconds for which a build blocks other work. */
const sliceMilliseconds = 12;

/**
 * Makes files in their order, with pauses in which other work can run. If a file needs a text that is still
 * being rendered in the background (`ahead`), waits for it. Rejects with `call.cancelled` and with what
 * `make` throws.
 */
export async function makeInSlices(
  files: readonly PlannedFile[],
  make: (file: PlannedFile) => void,
  ahead: Pick<TextsAhead, "isReady" | "ready"> | undefined,
  signal: CancelSignal | undefined,
): Promise<void> {
  throwIfCancelled(signal);
  let end = performance.now() + sliceMilliseconds;
  for (const file of files) {
    if (performance.now() > end) {
      await new Promise((resolve) => setImmediate(resolve));
      throwIfCancelled(signal);
      end = performance.now() + sliceMilliseconds;
    }
    if (ahead && file.post !== undefined && !ahead.isReady(file.post)) await ahead.ready(file.post);
    make(file);
  }
}
