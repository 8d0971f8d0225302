import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { watchHeap } from "#engine/speed/modest-heap.ts";
import type { PlannedFile } from "../pages/planned-file.ts";
import { type ArrivingTexts, FilesMeanwhile } from "#engine/speed/text-thread/files-meanwhile.ts";

/** How long other work waits at most while a site is built. */
const sliceMilliseconds = 12;

/**
 * Makes files in their order, and lets other work have its turn in between. A page whose text is still on its way from a thread is waited for;
 * lists that can be made are made meanwhile. Rejects with `call.cancelled`, and with what `make` throws.
 */
export async function makeInSlices(
  files: readonly PlannedFile[],
  make: (file: PlannedFile) => void,
  ahead: ArrivingTexts | undefined,
  signal: CancelSignal | undefined,
): Promise<void> {
  throwIfCancelled(signal);
  let end = performance.now() + sliceMilliseconds;
  const makeNext = async (file: PlannedFile): Promise<void> => {
    if (performance.now() > end) {
      watchHeap();
      await new Promise((resolve) => setImmediate(resolve));
      throwIfCancelled(signal);
      end = performance.now() + sliceMilliseconds;
    }
    make(file);
  };
  const meanwhile = ahead && new FilesMeanwhile(files, ahead);
  for (const file of files) {
    if (meanwhile?.isTaken(file)) continue;
    if (meanwhile && file.post !== undefined) await untilReady(file.post, ahead, meanwhile, makeNext);
    await makeNext(file);
  }
}

async function untilReady(
  post: string,
  ahead: ArrivingTexts,
  meanwhile: FilesMeanwhile,
  make: (file: PlannedFile) => Promise<void>,
): Promise<void> {
  while (!ahead.isReady(post)) {
    const other = meanwhile.next();
    if (other) await make(other);
    else await ahead.ready(post);
  }
}
