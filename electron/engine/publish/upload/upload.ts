import { BegunFiles } from "./begun-files.ts";
import { ByteWindow, mostBytesInFlight } from "../base/byte-window.ts";
import { HandleGate } from "./handle-gate.ts";
import { type Lanes, pipeline, settled } from "../base/pipeline.ts";
import { orRefused, type RemoteEntry } from "../base/remote-files.ts";
import {
  fitsOneRequest,
  type SharedLine,
  type StageJob,
  type StageOptions,
  stageLarge,
  stageSmall,
  weightOf,
} from "./stage-file.ts";

/**
 * Up to this number, files are checked one by one, which saves two round trips at the end: much of a small
 * publish.
 */
const fewFiles = 64;

/** How many files are sent at once, where the server allows as many open files. */
const lanes: Lanes = { first: 64, most: 512 };

/** A server that works in order only queues them. */
const lanesInOrder: Lanes = { first: 1024, most: 1024 };

/** Of open large files, half of them opened ahead of their turn. */
const mostBytesOpen = 2 * mostBytesInFlight;

/** Read from the local disk, but not sent yet. */
const mostBytesAhead = 8 * 1024 * 1024;

/** From this size, small files get a channel of their own beside large ones. */
const worthAnother = { smallFiles: 256, largeBytes: mostBytesInFlight };

/**
 * Uploads files into the stage directory. A file that fits into one request gets its final name at once: it
 * has its full size only when it is complete. Larger files are sent as `<name>.part` and renamed when all of
 * it is acknowledged. Changes nothing live. Returns attributes of the files, as far as they could be
 * requested without waiting.
 */
export async function upload(
  jobs: readonly StageJob[],
  options: StageOptions,
): Promise<ReadonlyMap<string, RemoteEntry>> {
  const { files, signal } = options;
  const large = jobs.filter((job) => !fitsOneRequest(job, files));
  const small = jobs.filter((job) => fitsOneRequest(job, files));
  const looks = files.inOrder && jobs.length <= fewFiles;
  const listing = new ListingBehind(options, looks ? Number.POSITIVE_INFINITY : jobs.length);
  const gate = new HandleGate(files.limits.openFiles);
  const line: SharedLine = { window: new ByteWindow(), gate, looks, onLastRequest: () => listing.passed() };
  const untilFailure = stopAtFailure();
  const seen = new Map<string, RemoteEntry>();

  const width = files.inOrder ? lanesInOrder : lanes;

  const open = new BegunFiles(mostBytesOpen);
  const turns = { begun: new BegunFiles(mostBytesInFlight), sending: new BegunFiles(1) };
  const sendLarge = (job: StageJob): Promise<void> =>
    open.run(weightOf(job), () => untilFailure(() => stageLarge(job, options, line, turns)));

  const ahead = new BegunFiles(mostBytesAhead);
  const sendAllSmall = async (): Promise<void> => {
    const other = isWorthAnother(small, large) ? ((await files.beside?.()) ?? null) : null;
    const ownLine = other ? { ...line, window: new ByteWindow(), onLastRequest: () => undefined } : line;
    const ownOptions = other ? { ...options, files: other } : options;
    const send = async (job: StageJob): Promise<void> => {
      const entry = await stageSmall(job, ownOptions, ownLine);
      if (entry) seen.set(job.staged, entry);
      // The order of sending only holds within one channel.
      if (other) listing.passed();
    };
    const sendOne = (job: StageJob): Promise<void> =>
      ahead.run(job.size, () => untilFailure(() => send(job)));
    await pipeline(small, sendOne, signal, width);
  };
  await settled([pipeline(large, sendLarge, signal, width), sendAllSmall()]);
  return (await listing.answer) ?? seen;
}

/**
 * Whether a second channel pays off. A channel carries no more per round trip than its window, with OpenSSH 2
 * MB, which large files fill alone.
 */
function isWorthAnother(small: readonly StageJob[], large: readonly StageJob[]): boolean {
  const largeBytes = large.reduce((sum, { size }) => sum + size, 0);
  return small.length >= worthAnother.smallFiles && largeBytes >= worthAnother.largeBytes;
}

/** Returns a wrapper that starts nothing more after the first failure. */
function stopAtFailure(): (work: () => Promise<void>) => Promise<void> {
  let hasFailed = false;
  return async (work) => {
    if (hasFailed) return;
    try {
      await work();
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
}

/** Lists the stage directory after the last request about a file in it, where requests run in order. */
class ListingBehind {
  answer: Promise<ReadonlyMap<string, RemoteEntry> | null> = Promise.resolve(null);
  readonly #options: StageOptions;
  readonly #count: number;
  #left: number;

  constructor(options: StageOptions, count: number) {
    this.#options = options;
    this.#count = count;
    this.#left = count;
  }

  /** Reports that one more file is on its way, or done. */
  passed(): void {
    const { files, stage } = this.#options;
    this.#left -= 1;
    if (this.#left > 0 || !files.inOrder) return;
    this.answer = orRefused(files.readdir(stage, this.#count));
    // Sending the files also reports a lost connection.
    this.answer.catch(() => undefined);
  }
}
