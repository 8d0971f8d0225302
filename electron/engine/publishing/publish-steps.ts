import { throwIfCancelled } from "#contract/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import {
  type CommitOptions,
  commit,
  manifestAfter,
  removeJournal,
  StateDrafts,
  writeJournal,
} from "./commit.ts";
import type { CommitJournal, JournalPut } from "./commit-journal.ts";
import { makeDirectories, parentDirectories } from "./directories.ts";
import { type LiveFile, type Manifest, type ServerTraits, stateBytes, stateFormat } from "./manifest.ts";
import { Moves } from "./moves.ts";
import { inTurn, settled } from "./pipeline.ts";
import { isNothing, nothingDone, samePosts } from "./nothing-to-do.ts";
import type { RemoteView } from "./plan.ts";
import type { DecidedSteps } from "./plan-decisions.ts";
import { agreeOnPlan } from "./plan-review.ts";
import type { Progress } from "./progress.ts";
import type { PublishedPost } from "./publish-input.ts";
import type { RunOptions } from "./publish-options.ts";
import type { RemoteEntry, RemoteFiles, RemotePlace } from "./remote-files.ts";
import type { StateLook } from "./remote-state.ts";
import { expectStaged, removeStage, type Stage } from "./stage.ts";
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
  /** How long the sending took. */
  readonly uploadMs: number;
}

/** What the plan saw at a path; listings of whole trees say too little of what is there to be held to it. */
function seenAt(remote: RemoteView, path: string, isExact: boolean): JournalPut["seen"] {
  const seen = remote.get(path);
  if (!seen) return null;
  return isExact ? { size: seen.size, mtime: seen.mtime } : undefined;
}

/** What lies in the stage directory then. */
interface Staged extends Pick<RunOutcome, "bytes" | "uploadMs"> {
  /** As the server tells it, by name; only as far as it was asked. */
  readonly staged: ReadonlyMap<string, RemoteEntry>;
}

/** What came of it, and what is wrong although it was carried out. */
export interface StepsOutcome {
  readonly outcome: RunOutcome;
  readonly problem: AppError | null;
}

/** The steps that are taken under the lock. */
export class PublishRun {
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
    const outcome = await commit(this.#commitOptions, journal, manifest);
    await removeJournal(this.#commitOptions);
    return outcome.manifest;
  }

  /** Removes what a finished publish needed. */
  async forget(): Promise<void> {
    await inTurn(this.#files, [
      () => removeJournal(this.#commitOptions),
      () => removeStage(this.#files, this.#stage),
    ]);
  }

  /** `seen` is what was seen already of what the plan is about. */
  async publish(
    before: Manifest | null,
    seen: RemoteView | null,
    traits: ServerTraits | null,
  ): Promise<StepsOutcome> {
    if (!traits) throw new Error("a state directory without manifest and journal needs its traits probed");
    const { input, signal } = this.#options;
    this.#progress.enter("plan");
    const agreement = await agreeOnPlan(this.#files, this.#place, this.#options, before, seen);
    const { steps, remote } = agreement;
    if (before && isNothing(steps, before) && samePosts(before.posts, agreement.livePosts(input.posts))) {
      return { outcome: nothingDone(before, agreement.postsSeenHere(input.posts)), problem: null };
    }
    const puts = nameStaged(steps.puts);
    const drafts = new StateDrafts(this.#commitOptions);
    try {
      const staging = this.#stageFiles(puts, traits);
      await settled([staging, drafts.open()]);
      const { bytes, uploadMs, staged } = await staging;
      throwIfCancelled(signal);
      const posts = (await this.#options.beforeCommit?.()) ?? input.posts;
      const directories = await this.#makeDirectories(puts, before, traits);
      const journal = this.#journal(
        steps,
        puts,
        before,
        remote,
        traits,
        agreement.livePosts(posts),
        directories,
      );
      const expected = expectedManifest(journal, before, staged);
      const decided = await writeJournal(this.#commitOptions, journal, drafts, expected);
      const { manifest, mismatched, edited } = await commit(this.#commitOptions, journal, before, decided);
      const outcome = {
        manifest,
        before,
        posts: agreement.postsSeenHere(posts),
        puts,
        removed: steps.removals.map((removal) => removal.path),
        kept: [...steps.kept.map((file) => file.path), ...steps.held],
        bytes,
        uploadMs,
      };
      return { outcome, problem: problemOf(mismatched, edited) };
    } catch (error) {
      await drafts.close();
      throw error;
    }
  }

  /** Sends what does not lie ready. */
  async #stageFiles(puts: readonly StagedPut[], traits: ServerTraits): Promise<Staged> {
    const { directory, ready, parts } = this.#stage;
    const jobs = puts
      .filter((put) => ready.get(put.staged) !== put.file.size)
      .map(({ staged, file: { location, size, sha256, path } }) => ({
        staged,
        location,
        size,
        sha256,
        path,
        sentBefore: parts.get(staged),
      }));
    const bytes = jobs.reduce((sum, job) => sum + job.size - (job.sentBefore ?? 0), 0);
    this.#progress.enter("upload", jobs.length, bytes);
    const started = performance.now();
    const staged = await upload(jobs, {
      files: this.#files,
      moves: new Moves(this.#files, traits),
      stage: directory,
      fileMode: this.#options.modes.file,
      needsChmod: !traits.keepsModes,
      signal: this.#options.signal,
      onBytes: (count) => this.#progress.bytes(count),
      onFile: (path) => this.#progress.file(path),
    });
    const uploadMs = performance.now() - started;
    await expectStaged(this.#files, directory, jobs, staged);
    for (const { staged, size } of jobs) ready.set(staged, size);
    return { bytes, uploadMs, staged };
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
    remote: RemoteView,
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
        seen: seenAt(remote, path, before !== null && !this.#options.review),
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

/**
 * The manifest as it will be if each file keeps the time that it has in the stage directory, and nothing goes wrong. Undefined where that
 * is not known of all files.
 */
function expectedManifest(
  journal: CommitJournal,
  before: Manifest | null,
  staged: Staged["staged"],
): Uint8Array | undefined {
  const live = new Map<string, LiveFile>();
  for (const { path, sha256, size, staged: name } of journal.puts) {
    const entry = staged.get(name);
    if (entry) live.set(path, { sha256, size, mtime: entry.mtime });
  }
  if (live.size < journal.puts.length || journal.removals.length > 0) return undefined;
  const directories = new Set([...(before?.directories ?? []), ...journal.directories]);
  return stateBytes(manifestAfter(journal, before, live, directories));
}

/** What is wrong although the publish was carried out. */
function problemOf(mismatched: readonly string[], edited: readonly string[]): AppError | null {
  if (edited.length > 0) return new AppError("publish.editedMeanwhile", { count: edited.length });
  const [path] = mismatched;
  if (path === undefined) return null;
  return new AppError("publish.verifyFailed", { path, reason: "not as it was sent" });
}
