import { expect } from "vitest";
import { maxBytesInFlight } from "#engine/publish/base/byte-window.ts";
import type { FaultSite } from "./fault-site.ts";
import type { Fault, FaultyFiles } from "./faulty-files.ts";

export interface FaultTrial {
  /** Returns the files of a server, with this fault or without a fault. */
  readonly files: (fault: Fault | null) => FaultyFiles;
  readonly fault: Fault;
  /** Whether a file may be missing after the fault, until the next publish. */
  readonly mayMiss: boolean;
}

/**
 * Publishes with a fault, and checks that readers find complete files.
 * Checks that the next publish succeeds, and repeats at most one window of sent data.
 * Rejects if a check fails, or if one more publish fails.
 * Calls `ran` with the faulty files after the faulty publish.
 */
export async function tryFault(
  site: FaultSite,
  { files, fault, mayMiss }: FaultTrial,
  ran: (faulty: FaultyFiles) => void,
): Promise<void> {
  const [faulty, again] = [files(fault), files(null)];
  await site.begin((publishBefore) => publishBefore(files(null)));
  await site.publishAfter(faulty).catch((error: unknown) => expect(error).toBeInstanceOf(Error));
  ran(faulty);
  await site.expectWhole(mayMiss);
  await site.publishAfter(again);
  await site.expectFinished();
  const twice = faulty.sent.asked + again.sent.asked - site.bytesToSend;
  expect(twice, "bytes sent twice").toBeLessThanOrEqual(maxBytesInFlight);
  await site.publishAnother(files(null));
}
