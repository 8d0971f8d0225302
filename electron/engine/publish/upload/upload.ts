import { BegunFiles } from "./begun-files.ts";
import { ByteWindow, maxBytesInFlight } from "../base/byte-window.ts";
import { HandleGate } from "./handle-gate.ts";
import type { Lanes } from "#engine/base/concurrency.ts";
import { pipeline, settled } from "../base/pipeline.ts";
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

/** Up to this number of files, sizes are checked by single requests: a listing takes two more round trips. */
const fewFiles = 64;

/** Number of files sent at once, if the server allows that many open files. */
const lanes: Lanes = { first: 64, max: 512 };

/** Number of files sent at once to a server that queues requests and handles them in order. */
const lanesInOrder: Lanes = { first: 1024, max: 1024 };

/** Maximum total size, in bytes, of large files that are open, including those that wait for their turn. */
const maxBytesOpen = 2 * maxBytesInFlight;

/** Maximum number of bytes that are read from the local disk but not sent yet. */
const maxBytesAhead = 8 * 1024 * 1024;

/** Minimum number of small files, and minimum total size of large files, for using a second channel. */
const worthAnother = { smallFiles: 256, largeBytes: maxBytesInFlight };

/**
 * Uploads files into the staging directory.
 * Returns a map from names of uploaded files to their attributes, if the upload has requested attributes.
 */
export async function upload(
  jobs: readonly StageJob[],
  options: StageOptions,
): Promise<ReadonlyMap<string, RemoteEntry>> {
  const { files, signal } = options;
  const large = jobs.filter((job) => !fitsOneRequest(job, files));
  const small = jobs.filter((job) => fitsOneRequest(job, files));
  const looks = files.capabilities.ordered && jobs.length <= fewFiles;
  const listing = new ListingBehind(options, looks ? Number.POSITIVE_INFINITY : jobs.length);
  const gate = new HandleGate(files.capabilities.openFiles);
  const line: SharedLine = { window: new ByteWindow(), gate, looks, onLastRequest: () => listing.passed() };
  const untilFailure = stopAtFailure();
  const seen = new Map<string, RemoteEntry>();

  const width = files.capabilities.ordered ? lanesInOrder : lanes;

  const open = new BegunFiles(maxBytesOpen);
  const turns = { begun: new BegunFiles(maxBytesInFlight), sending: new BegunFiles(1) };
  const note = ({ staged }: StageJob, entry: RemoteEntry | null): void => {
    if (entry) seen.set(staged, entry);
  };
  const sendLarge = (job: StageJob): Promise<void> =>
    open.run(weightOf(job), () =>
      untilFailure(async () => note(job, await stageLarge(job, options, line, turns))),
    );

  const ahead = new BegunFiles(maxBytesAhead);
  const sendAllSmall = async (): Promise<void> => {
    const other = isWorthAnother(small, large) ? ((await files.beside?.()) ?? null) : null;
    const ownLine = other ? { ...line, window: new ByteWindow(), onLastRequest: () => undefined } : line;
    const ownOptions = other ? { ...options, files: other } : options;
    const send = async (job: StageJob): Promise<void> => {
      note(job, await stageSmall(job, ownOptions, ownLine));
      // The server keeps the order of requests only within a channel.
      // So a file on a second channel counts as sent only after the server has acknowledged it.
      if (other) listing.passed();
    };
    const sendOne = (job: StageJob): Promise<void> =>
      ahead.run(job.size, () => untilFailure(() => send(job)));
    await pipeline(small, sendOne, signal, width);
  };
  await settled([pipeline(large, sendLarge, signal, width), sendAllSmall()]);
  return (await listing.answer) ?? seen;
}

/** Whether large files fill the first channel, so that a second channel for the small files saves time. */
function isWorthAnother(small: readonly StageJob[], large: readonly StageJob[]): boolean {
  const largeBytes = large.reduce((sum, { size }) => sum + size, 0);
  return small.length >= worthAnother.smallFiles && largeBytes >= worthAnother.largeBytes;
}

/** Returns a function that runs work until the first failure, and skips all later work. */
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

/** Requests a listing of the staging directory directly after the upload's last request, to check sizes. */
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

  /**
   * Call this method after the last request of each file.
   * For a file on a second channel, call this method only after the server's reply.
   */
  passed(): void {
    const { files, stage } = this.#options;
    this.#left -= 1;
    if (this.#left > 0 || !files.capabilities.ordered) return;
    this.answer = orRefused(files.readdir(stage, this.#count));
    // Prevents an unhandled rejection. The requests that send the files report a lost connection.
    this.answer.catch(() => undefined);
  }
}
