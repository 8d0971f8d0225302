import { expect } from "vitest";
import { mostBytesInFlight } from "#engine/publish/base/byte-window.ts";
import type { FaultSite } from "./fault-site.ts";
import type { Fault, FaultyFiles } from "./faulty-files.ts";

export interface FaultTrial {
  /** Files of a server with this fault, or without any. */
  readonly files: (fault: Fault | null) => FaultyFiles;
  readonly fault: Fault;
  /** Whether a file may be missing after it, until the next publish. */
  readonly mayMiss: boolean;
}

/**
 * Publishes with a fault: afterwards readers find whole files, the next publish finishes without sending more than a window
 * again, and one more goes as usual. Rejects when any of that does not hold. `ran` is told how far the faulty one got.
 */
export async function tryFault(
  site: FaultSite,
  { files, fault, mayMiss }: FaultTrial,
  ran: (faulty: FaultyFiles) => void,
): Promise<void> {
  const [faulty, again] = [files(fault), files(null)];
  await site.reset();
  await site.publishBefore(files(null));
  await site.publishAfter(faulty).catch((error: unknown) => expect(error).toBeInstanceOf(Error));
  ran(faulty);
  await site.expectWhole(mayMiss);
  await site.publishAfter(again);
  await site.expectFinished();
  const twice = faulty.sent.asked + again.sent.asked - site.bytesToSend;
  expect(twice, "bytes sent twice").toBeLessThanOrEqual(mostBytesInFlight);
  await site.publishAnother(files(null));
}
