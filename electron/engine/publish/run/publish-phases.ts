import type { CommitOptions, KeptAside } from "../commit/commit-types.ts";
import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import type { AppError } from "#contract/errors.ts";
import {
  type CommitOutcome,
  commit,
  firstPaths,
  removeJournal,
  StateDrafts,
  writeJournal,
} from "../commit/commit.ts";
import type { CommitJournal } from "../state/commit-journal.ts";
import { type Deletion, makeDirectories } from "../base/directories.ts";
import { expectNames, hasName, withRefused } from "../plan/expect-names.ts";
import { withoutLostUploads } from "../commit/lost-uploads.ts";
import { journalSteps, leftBy, neededDirectories } from "../commit/journal-steps.ts";
import { type Manifest, stateFormat } from "../state/manifest.ts";
import type { ServerTraits } from "../base/server-traits.ts";
import { expectedManifest } from "../commit/manifest-after.ts";
import { isNothing, nothingDone, samePosts } from "./nothing-to-do.ts";
import { inTurn, settled } from "../base/pipeline.ts";
import type { RemoteView } from "../plan/plan-types.ts";
import { type Agreement, agreeOnPlan } from "./agree-on-plan.ts";
import type { Progress } from "../base/progress.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import type { RunOptions } from "./publish-options.ts";
import type { RemoteFiles, RemoteDirectories } from "../base/remote-files.ts";
import type { StateLook } from "../state/remote-state.ts";
import { finishedBy, problemOf, type Recovery, type RunOutcome } from "./run-outcome.ts";
import { removeStage, type Stage } from "../upload/stage.ts";
import { type Staged, stageFiles } from "../upload/stage-files.ts";
import { nameStaged, type StagedPut } from "../upload/staged-names.ts";
import { commitSwap, finishSwap } from "../commit/swap/commit-swap.ts";
import { beginRelease, type ReleaseDraft } from "../commit/swap/make-release.ts";
import { releasePath } from "../state/release-name.ts";
import type { RemoteTree } from "../base/remote-tree.ts";

/** The outcome of a publish. `problem` is a problem that the author has to know about, or null. */
export interface StepsOutcome {
  readonly outcome: RunOutcome;
  readonly problem: AppError | null;
}

/** The result of the checks before the upload. */
interface Prepared {
  readonly agreement: Agreement;
  readonly before: Manifest | null;
  readonly puts: readonly StagedPut[];
  readonly traits: ServerTraits;
  /**
   * Present if the site goes live by switching a symbolic link.
   * Contains the draft of the new release, and the entries of the live release.
   */
  readonly swap?: { readonly draft: ReleaseDraft; readonly tree: RemoteTree };
}

type Posts = Readonly<Record<string, PublishedPost>>;

/** The server, the directories and the options with which a publish works. */
interface PhaseParts {
  readonly files: RemoteFiles;
  readonly options: RunOptions;
  readonly progress: Progress;
  readonly place: RemoteDirectories;
  readonly stage: Stage;
}

/** The phases of a publish that are carried out under the lock. */
export class PublishPhases {
  readonly #files: RemoteFiles;
  readonly #options: RunOptions;
  readonly #progress: Progress;
  #place: RemoteDirectories;
  readonly #stage: Stage;
  readonly #keptAside: KeptAside[] = [];

  constructor({ files, options, progress, place, stage }: PhaseParts) {
    this.#files = files;
    this.#options = options;
    this.#progress = progress;
    this.#place = place;
    this.#stage = stage;
  }

  /** Completes the interrupted publish that the journal describes. Without a journal, does nothing. */
  async finishInterrupted({ manifest, journal }: StateLook): Promise<Recovery> {
    if (!journal) return { manifest };
    // Stops if the server refused to move uploads, because old pages would otherwise count as replaced.
    if (this.#stage.refusal) throw this.#stage.refusal;
    const options = this.#commitOptions;
    const outcome = journal.swap
      ? await finishSwap(options, journal, manifest)
      : await commit(options, await withoutLostUploads(options, journal, manifest), manifest);
    if (!outcome) return { manifest };
    if (journal.swap) {
      this.#place = { ...this.#place, root: releasePath(this.#place.root, journal.swap.release) };
    }
    await removeJournal(this.#commitOptions);
    return { manifest: outcome.manifest, finished: finishedBy(journal, outcome.manifest, manifest) };
  }

  /**
   * Removes the journal and the staging directory of a finished publish.
   * Returns the operations that the server refused.
   */
  async forget(): Promise<ReadonlySet<Deletion>> {
    let refused: ReadonlySet<Deletion> = new Set();
    await inTurn(this.#files, [
      () => removeJournal(this.#commitOptions),
      async () => {
        refused = await removeStage(this.#files, this.#stage);
      },
    ]);
    return refused;
  }

  /**
   * Plans, asks the author, uploads, writes the journal and commits.
   * `before` is the manifest on the server. `seen` are the server's files; null if they are unknown.
   * `known` contains what earlier publishes have found out about the server, such as its rules for names.
   */
  async publish(
    before: Manifest | null,
    seen: RemoteView | null,
    known: ServerTraits | null,
  ): Promise<StepsOutcome> {
    if (!known) throw new Error("a state directory without manifest and journal needs its traits probed");
    const { input } = this.#options;
    this.#progress.enter("plan");
    const basis = { options: this.#options, before, seen, names: known.names };
    const agreement = await agreeOnPlan(this.#files, this.#place, basis);
    const isLive = before !== null && samePosts(before.posts, agreement.livePosts(input.posts));
    if (isLive && isNothing(agreement.steps, before, agreement.isWhole)) {
      const outcome = nothingDone(before, agreement.postsSeenHere(input.posts), agreement.steps);
      return { outcome, problem: problemOf([], [], this.#keptAside) };
    }
    const prepared = await this.#prepare(agreement, before, known);
    const drafts = new StateDrafts(this.#commitOptions);
    try {
      const staged = await this.#send(prepared, drafts);
      const { posts, manifest, mismatched, edited } = await this.#carryOut(prepared, staged, drafts);
      const done = { manifest, before, posts: agreement.postsSeenHere(posts), bytes: staged.bytes };
      return {
        outcome: { ...done, ...changesOf(prepared, edited) },
        problem: problemOf(mismatched, edited, this.#keptAside),
      };
    } finally {
      await drafts.close();
    }
  }

  /** Checks before the upload whether the server accepts everything that the plan needs. */
  async #prepare(agreement: Agreement, before: Manifest | null, known: ServerTraits): Promise<Prepared> {
    const { steps } = agreement;
    const refused = await expectNames(this.#files, this.#place.root, {
      puts: steps.puts,
      before,
      rules: known.names,
    });
    const puts = nameStaged(steps.puts.filter(({ file }) => !hasName(file.path, refused)));
    const traits = withRefused(known, refused);
    const prepared = { agreement, before, puts, traits };
    if (!this.#options.swap) return prepared;
    const paths = puts.map((put) => put.file.path);
    const { removals } = steps;
    const swap = await beginRelease(this.#commitOptions, { before, traits, paths, removals });
    return { ...prepared, swap };
  }

  async #send({ puts, traits, swap }: Prepared, drafts: StateDrafts): Promise<Staged> {
    const { modes, signal } = this.#options;
    const to = {
      files: this.#files,
      stage: this.#stage,
      fileMode: modes.file,
      signal,
      progress: this.#progress,
    };
    const staging = stageFiles(to, puts, traits);
    // With `swap`, opens the manifest later, because its content depends on the live release.
    await settled([staging, swap ? drafts.journal.open() : drafts.open()]);
    throwIfCancelled(signal);
    return staging;
  }

  async #carryOut(
    prepared: Prepared,
    { staged }: Staged,
    drafts: StateDrafts,
  ): Promise<CommitOutcome & { readonly posts: Posts }> {
    const { agreement, before, puts, swap } = prepared;
    const { input, signal, beforeCommit } = this.#options;
    const steps = journalSteps(agreement, puts);
    await swap?.draft.build(steps, swap.tree, signal);
    const posts = (await beforeCommit?.()) ?? input.posts;
    const record = { ...this.#record(prepared, posts), ...steps };
    const outcome = await (swap
      ? this.#swap(record, swap.draft, before, drafts)
      : this.#putInPlace(record, prepared, staged, drafts));
    return { ...outcome, posts };
  }

  async #putInPlace(
    record: Omit<CommitJournal, "directories">,
    prepared: Prepared,
    staged: Staged["staged"],
    drafts: StateDrafts,
  ): Promise<CommitOutcome> {
    const { before } = prepared;
    const { making, directories } = await this.#makeDirectories(prepared);
    const journal = { ...record, directories: [...directories] };
    const expected = expectedManifest(journal, before, staged);
    const lookAt = firstPaths(this.#commitOptions, journal, before);
    const decided = await writeJournal(this.#commitOptions, journal, { drafts, expected, making, lookAt });
    return commit(this.#commitOptions, journal, before, decided);
  }

  async #swap(
    record: Omit<CommitJournal, "directories">,
    draft: ReleaseDraft,
    before: Manifest | null,
    drafts: StateDrafts,
  ): Promise<CommitOutcome> {
    const making = draft.finish(record);
    const journal = { ...record, directories: [...draft.directories], swap: draft.names };
    await writeJournal(this.#commitOptions, journal, { drafts, making, lookAt: [] });
    return commitSwap(this.#commitOptions, journal, before, await making);
  }

  /** Makes the directories that new files need. Returns the directories that did not exist before. */
  async #makeDirectories({
    agreement: { kindChanges, remote },
    before,
    puts,
    traits,
  }: Prepared): Promise<{ readonly making: Promise<unknown>; readonly directories: readonly string[] }> {
    const { now, later } = neededDirectories(puts, kindChanges, before);
    const modes = { mode: this.#options.modes.directory, chmod: !traits.keepsModes };
    const making = makeDirectories(this.#files, this.#place.root, now, modes);
    // A first publish has listed the whole document root, so a directory that is not in the listing is new.
    if (before === null) {
      // Prevents an unhandled rejection. A later `await` reports the failure.
      making.catch(() => undefined);
      return { making, directories: now.filter((path) => !remote.has(path)) };
    }
    return { making, directories: [...(await making), ...later] };
  }

  /** Returns the parts of a journal other than its steps and directories. */
  #record(
    { agreement, before, traits }: Prepared,
    posts: Posts,
  ): Omit<CommitJournal, "puts" | "removals" | "turns" | "directories"> {
    const { input, program, now, publisher } = this.#options;
    const { adopted, retired, released, kept, links } = agreement.steps;
    return {
      format: stateFormat,
      blogId: input.blogId,
      generation: (before?.generation ?? 0) + 1,
      program,
      at: new Date((now ?? Date.now)()).toISOString(),
      ...(publisher === undefined ? {} : { publisher }),
      traits,
      posts: { ...agreement.livePosts(posts) },
      adopted: [...adopted],
      retired: [...retired],
      released: [...released],
      kept: [...kept],
      ...(Object.keys(links).length > 0 ? { links } : {}),
    };
  }

  get #commitOptions(): CommitOptions {
    return {
      files: this.#files,
      place: this.#place,
      stage: this.#stage,
      directoryMode: this.#options.modes.directory,
      progress: this.#progress,
      keptAside: this.#keptAside,
    };
  }
}

function changesOf(
  { agreement: { steps }, before, puts }: Prepared,
  edited: readonly string[],
): Pick<RunOutcome, "puts" | "removed" | "left" | "kept" | "behindLinks"> {
  const isGone = (path: string): boolean => !edited.includes(path);
  return {
    puts,
    removed: steps.removals.map((removal) => removal.path).filter(isGone),
    left: leftBy(steps, before).filter(isGone),
    kept: [...steps.kept.map((file) => file.path), ...steps.held],
    behindLinks: steps.behindLinks,
  };
}
