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
import { describePlan, type PublishSteps, planPublish, type RemoteView } from "./plan.ts";
import type { Progress } from "./progress.ts";
import type { PublishedPost } from "./publish-input.ts";
import type { RunOptions } from "./publish-options.ts";
import type { RemoteEntry, RemoteFiles, RemotePlace } from "./remote-files.ts";
import type { StateLook } from "./remote-state.ts";
import { lookAtRemote } from "./remote-view.ts";
import { removeStage, type Stage } from "./stage.ts";
import { nameStaged, type StagedPut } from "./staged-names.ts";
import { upload } from "./upload.ts";

/** What one run of the protocol did. */
export interface RunOutcome {
  readonly manifest: Manifest;
  readonly puts: readonly StagedPut[];
  readonly removed: number;
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
    const remote = seen ?? (await lookAtRemote(this.#files, this.#place, input.files, before, signal));
    const steps = planPublish(input.files, before, remote);
    await this.#decide(steps, before);
    const puts = nameStaged(steps.puts);
    const drafts = new StateDrafts(this.#commitOptions);
    try {
      const staging = this.#stageFiles(puts, traits);
      await settled([staging, drafts.open()]);
      const { bytes, uploadMs, staged } = await staging;
      throwIfCancelled(signal);
      const posts = (await this.#options.beforeCommit?.()) ?? input.posts;
      const directories = await this.#makeDirectories(puts, before, traits);
      const journal = this.#journal(steps, puts, before, remote, traits, posts, directories);
      const expected = expectedManifest(journal, before, staged);
      const decided = await writeJournal(this.#commitOptions, journal, drafts, expected);
      const { manifest, mismatched, edited } = await commit(this.#commitOptions, journal, before, decided);
      const outcome = { manifest, puts, removed: steps.removals.length, bytes, uploadMs };
      return { outcome, problem: problemOf(mismatched, edited) };
    } catch (error) {
      await drafts.close();
      throw error;
    }
  }

  /** Asks when there is something to decide; without a yes nothing has happened yet. */
  async #decide(steps: PublishSteps, before: Manifest | null): Promise<void> {
    const { name, review, ask } = this.#options;
    if (steps.blocked.length > 0) throw new AppError("publish.conflicts", { count: steps.blocked.length });
    const plan = describePlan(name, steps, Object.keys(before?.files ?? {}).length);
    if (plan.questions.length === 0 && !review) return;
    if ((await ask({ kind: "plan", plan })).accept) return;
    const conflicts = steps.puts.filter((put) => put.conflict).length;
    if (conflicts > 0) throw new AppError("publish.conflicts", { count: conflicts });
    if (plan.questions.includes("deletes")) {
      throw new AppError("publish.manyDeletes", { count: steps.removals.length });
    }
    throw new AppError("call.cancelled");
  }

  /** Sends what does not lie ready. */
  async #stageFiles(puts: readonly StagedPut[], traits: ServerTraits): Promise<Staged> {
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
    steps: PublishSteps,
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
        seen: seenAt(remote, path, before !== null),
      })),
      adopted: [...steps.adopted],
      removals: [...steps.removals],
      released: [...steps.released],
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
