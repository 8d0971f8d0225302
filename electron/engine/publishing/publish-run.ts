import { throwIfCancelled } from "#contract/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import { type CommitOptions, commit, writeJournal } from "./commit.ts";
import type { CommitJournal } from "./commit-journal.ts";
import { makeDirectories, parentDirectories } from "./directories.ts";
import { acquireLock } from "./lock.ts";
import { type Manifest, type ServerTraits, stateFormat } from "./manifest.ts";
import { Moves } from "./moves.ts";
import { isLive, isNothing, samePosts } from "./nothing-to-do.ts";
import type { DecidedSteps } from "./plan-decisions.ts";
import { agreeOnPlan } from "./plan-review.ts";
import type { Progress } from "./progress.ts";
import type { PublishedPost } from "./publish-input.ts";
import type { RunOptions } from "./publish-options.ts";
import { RemoteError, type RemoteFiles, type RemotePlace, remoteStatus } from "./remote-files.ts";
import { findState, lookInto, makeState, resolveRoot, type StateLook } from "./remote-state.ts";
import { claimStage, removeStage, type Stage } from "./stage.ts";
import { nameStaged, type StagedPut } from "./staged-names.ts";
import { upload } from "./upload.ts";

/** What one run of the protocol did. */
export interface RunOutcome {
  readonly manifest: Manifest;
  /** Live before this publish; null at a first one. */
  readonly before: Manifest | null;
  /** The posts that are live, as far as this computer has to do with them. */
  readonly posts: Readonly<Record<string, PublishedPost>>;
  readonly puts: readonly StagedPut[];
  readonly removed: readonly string[];
  /** Files of the build that were not published because others' stay in their places. */
  readonly kept: readonly string[];
  /** Sent over the line, without what lay ready from an interrupted publish. */
  readonly bytes: number;
}

/**
 * Publishes to whatever answers like an SFTP server: the protocol, from the lock to the manifest. Throws `RemoteError`s
 * as they come; the caller explains them.
 */
export async function runPublish(
  files: RemoteFiles,
  options: RunOptions,
  progress: Progress,
): Promise<RunOutcome> {
  const { input, client, signal } = options;
  const root = await resolveRoot(files, options.directory);
  const look = await findState(files, root, input.blogId);
  if (look?.manifest && !look.journal && isLive(look.manifest, options)) {
    return nothingDone(look.manifest, input.posts);
  }
  const place = look ?? (await makeState(files, root, input.blogId, options.modes.file));
  const lock = await acquireLock(files, place.state, {
    client,
    signal,
    ask: options.ask,
    onWait: (holder) => progress.waitFor(holder),
    patienceMs: options.lockPatienceMs,
  });
  try {
    // What is live may have changed since the first look; now nobody else changes it.
    const [stage, current] = await Promise.all([
      claimStage(files, place.state, lock.nonce),
      lookInto(files, place),
    ]);
    const run = new PublishRun(files, options, progress, place, stage);
    const before = await run.finishInterrupted(current);
    const outcome = await run.publish(before, before?.traits ?? ("traits" in place ? place.traits : null));
    await removeStage(files, stage);
    return outcome;
  } catch (error) {
    // A missing stage directory is what a client meets that has lost its lock.
    if (error instanceof RemoteError && error.status === remoteStatus.noSuchFile) await lock.assertHeld();
    throw error;
  } finally {
    await lock.release();
  }
}

function nothingDone(manifest: Manifest, posts: RunOutcome["posts"]): RunOutcome {
  const kept = Object.keys(manifest.kept);
  return { manifest, before: manifest, posts, puts: [], removed: [], kept, bytes: 0 };
}

/** The steps that are taken under the lock. */
class PublishRun {
  readonly #files: RemoteFiles;
  readonly #options: RunOptions;
  readonly #progress: Progress;
  readonly #place: RemotePlace;
  readonly #stage: Stage;

  constructor(files: RemoteFiles, options: RunOptions, progress: Progress, place: RemotePlace, stage: Stage) {
    this.#files = files;
    this.#options = options;
    this.#progress = progress;
    this.#place = place;
    this.#stage = stage;
  }

  /** Rolls forward what a cut-off publish had decided; returns what is live then. */
  async finishInterrupted({ manifest, journal }: StateLook): Promise<Manifest | null> {
    if (!journal) return manifest;
    return (await commit(this.#commitOptions, journal, manifest)).manifest;
  }

  async publish(before: Manifest | null, traits: ServerTraits | null): Promise<RunOutcome> {
    if (!traits) throw new Error("a state directory without manifest and journal needs its traits probed");
    const { input, signal } = this.#options;
    this.#progress.enter("plan");
    const agreement = await agreeOnPlan(this.#files, this.#place, this.#options, before);
    const { steps } = agreement;
    if (before && isNothing(steps, before) && samePosts(before.posts, agreement.livePosts(input.posts))) {
      return nothingDone(before, agreement.postsSeenHere(input.posts));
    }
    const puts = nameStaged(steps.puts);
    const bytes = await this.#stageFiles(puts, traits);
    throwIfCancelled(signal);
    const posts = (await this.#options.beforeCommit?.()) ?? input.posts;
    const directories = await this.#makeDirectories(puts, before, traits);
    const live = agreement.livePosts(posts);
    const journal = this.#journal(steps, puts, before, traits, live, directories);
    await writeJournal(this.#commitOptions, journal);
    const { manifest, mismatched } = await commit(this.#commitOptions, journal, before);
    const [path] = mismatched;
    if (path !== undefined)
      throw new AppError("publish.verifyFailed", { path, reason: "not as it was sent" });
    return {
      manifest,
      before,
      posts: agreement.postsSeenHere(posts),
      puts,
      removed: steps.removals.map((removal) => removal.path),
      kept: [...steps.kept.map((file) => file.path), ...steps.held],
      bytes,
    };
  }

  /** Sends what does not lie ready; returns how many bytes that was. */
  async #stageFiles(puts: readonly StagedPut[], traits: ServerTraits): Promise<number> {
    const { directory, ready } = this.#stage;
    const jobs = puts
      .filter((put) => ready.get(put.staged) !== put.file.size)
      .map(({ staged, file: { location, size, sha256, path } }) => ({
        staged,
        location,
        size,
        sha256,
        path,
      }));
    const bytes = jobs.reduce((sum, job) => sum + job.size, 0);
    this.#progress.enter("upload", jobs.length, bytes);
    await upload(jobs, {
      files: this.#files,
      moves: new Moves(this.#files, traits),
      stage: directory,
      fileMode: this.#options.modes.file,
      needsChmod: !traits.keepsModes,
      signal: this.#options.signal,
      onBytes: (count) => this.#progress.bytes(count),
      onFile: (path) => this.#progress.file(path),
    });
    for (const { staged, size } of jobs) ready.set(staged, size);
    return bytes;
  }

  /** Makes what the new files need; where files of ours lie already, nothing has to be made. */
  #makeDirectories(
    puts: readonly StagedPut[],
    before: Manifest | null,
    traits: ServerTraits,
  ): Promise<string[]> {
    const known = new Set(parentDirectories(Object.keys(before?.files ?? {})));
    const needed = parentDirectories(puts.map((put) => put.file.path)).filter((path) => !known.has(path));
    const { directory } = this.#options.modes;
    return makeDirectories(this.#files, this.#place.root, needed, directory, !traits.keepsModes);
  }

  #journal(
    steps: DecidedSteps,
    puts: readonly StagedPut[],
    before: Manifest | null,
    traits: ServerTraits,
    posts: Readonly<Record<string, PublishedPost>>,
    directories: readonly string[],
  ): CommitJournal {
    const { input, program } = this.#options;
    return {
      format: stateFormat,
      blogId: input.blogId,
      generation: (before?.generation ?? 0) + 1,
      program,
      at: new Date().toISOString(),
      traits,
      posts: { ...posts },
      puts: puts.map(({ staged, file: { path, sha256, size, group } }) => ({
        path,
        sha256,
        size,
        group,
        staged,
      })),
      adopted: [...steps.adopted],
      removals: [...steps.removals],
      released: [...steps.released],
      kept: [...steps.kept],
      directories: [...directories],
    };
  }

  get #commitOptions(): CommitOptions {
    return {
      files: this.#files,
      place: this.#place,
      stage: this.#stage,
      directoryMode: this.#options.modes.directory,
      progress: this.#progress,
    };
  }
}
