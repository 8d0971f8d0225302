import type {
  Answer,
  PublishPlan,
  PublishProgress,
  PublishResult,
} from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import type { Comparison, LiveComparison, PublishedState } from "#contract/types/publish-types.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { compareTexts } from "#engine/publish/plan/compare-texts.ts";
import type { HostInclude } from "#engine/publish/base/server-traits.ts";
import type { Ask, PlanAids } from "#engine/publish/base/targets.ts";
import type { Published } from "#engine/publish/run/publish.ts";
import { compareWith } from "#engine/publish/transports/registry.ts";
import { freezeAddresses, requireWritable } from "./freeze-addresses.ts";
import { againWhileSourcesChange, sourceNotes, unreadableOf } from "./left-out.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { buildForTarget, planOnce, publishOnce } from "./publish-once.ts";
import type {
  CompareRequest,
  PlanRequest,
  PublishRequest,
  PublishServiceParts,
  Source,
  UndoRequest,
} from "./publish-requests.ts";
import { noteMissingParts, pagesMade, whyAllChange, withHostInclude } from "./pages-made.ts";
import { postsDone, urlOfFirst } from "./posts-done.ts";
import type { ResolvedTarget } from "./target-resolver.ts";
import { filesToRestore, lastPublishedHere, recordOf, forStateToRestore, UndoKeeper } from "./undo-keeper.ts";

/** A publish that is live and recorded on this computer. */
type Recorded = Pick<Published, "result" | "problem">;

type HowToPublish = Pick<PublishRequest, "review" | "resend" | "reopens" | "publisher">;

/** Publishes a blog, one publish at a time, and records the live site. */
export class PublishService {
  readonly #parts: PublishServiceParts;
  readonly #line = new OneAtATime(() => this.#parts.spare.end());
  #isAsking = false;
  /** Gives access to files on the server while the author is asked about a plan. */
  #aids: PlanAids | undefined;

  constructor(parts: PublishServiceParts) {
    this.#parts = parts;
  }

  get running(): boolean {
    return this.#line.isBusy;
  }

  /**
   * Whether closing the blog now would interrupt a publish.
   * Ignores a publish that waits for the author, because readers have seen no change yet.
   */
  get isInterruptible(): boolean {
    return this.running && !this.#isAsking;
  }

  /** Moves the records of renamed targets, if necessary after the end of a running publish. */
  async followRenames(): Promise<void> {
    const followed = this.#line.whenFree(() => this.#parts.renames.follow());
    if (!this.running) await followed;
  }

  answer(id: number, answer: Answer): void {
    this.#parts.questions.answer(id, answer);
  }

  /** Compares a file on the server with the site's file. Only while the author is asked about a plan. */
  async compare(path: string): Promise<Comparison> {
    return compareTexts((await this.#aids?.versions(path)) ?? null);
  }

  /** Cancels a running publish, and waits until the publish has left the site in a consistent state. */
  close(): Promise<void> {
    return this.#line.close();
  }

  /** Builds and publishes the blog's site. Rejects with `publish.running` if a publish is running. */
  run({ target: name, ask, signal: outer, ...how }: PublishRequest): Promise<PublishResult> {
    return this.#line.run(outer, async (signal) => {
      const answering = ask ?? this.#ask(signal);
      await this.#begin(answering);
      const notes = await this.#parts.backups.beforePublish(signal);
      const { result, problem } = await this.#publishCurrent(name, how, answering, signal);
      if (!ask) await this.#parts.onPublishedByHand(result.target);
      if (problem) throw problem;
      return { ...result, notes: [...notes, ...result.notes] };
    });
  }

  /** Builds and publishes the current site. Restarts if a file changes or disappears meanwhile. */
  async #publishCurrent(
    name: string | undefined,
    how: HowToPublish,
    ask: Ask,
    signal: CancelSignal,
  ): Promise<Recorded> {
    return withHostInclude(this.#parts, name, (include) =>
      againWhileSourcesChange(async (changed) => {
        const source = await this.#build(name, signal, include, changed);
        return this.#publish(source, how, ask, signal);
      }),
    );
  }

  /** Lists the earlier publishes of a target, newest first. Asks whether the author trusts the folder. */
  async states(name: string | undefined, signal: CancelSignal): Promise<PublishedState[]> {
    const { targets, blog, history, records, trust, questions } = this.#parts;
    await trust.require((question) => questions.ask(question, signal));
    const { name: target, url } = await targets.resolve(blog.settings, name);
    return history.list(target, url, records.get(target)?.at);
  }

  /**
   * Makes an earlier publish live again, after the author has accepted the plan.
   * Rejects with `undo.none` if there is no earlier publish.
   * Rejects with `undo.gone` if the files of the earlier publish are deleted.
   */
  undo(request: UndoRequest): Promise<PublishResult> {
    return this.#line.run(request.signal, async (signal) => {
      await this.#begin(this.#ask(signal));
      const { result, problem } = await this.#withOlder(request, (source) =>
        this.#publish(source, { review: true, reopens: request.reopens }, this.#ask(signal), signal),
      );
      if (problem) throw problem;
      if (result.uploaded + result.removed === 0 && !result.finished) throw new AppError("undo.same");
      return result;
    });
  }

  /** Compares every published file with the file at the target, and changes nothing there. */
  compareLive({ target: name, contents, signal: outer }: CompareRequest): Promise<LiveComparison> {
    return this.#line.run(outer, async (signal) => {
      const { blog, events, trust } = this.#parts;
      const ask = this.#ask(signal);
      await trust.require(ask);
      const { settings, access } = await this.#resolve(name);
      const onProgress = (progress: PublishProgress): void => events.emit("publish.progress", progress);
      return compareWith(settings, { blogId: blog.id, contents, ask, signal, onProgress }, access);
    });
  }

  /** Returns the plan of a publish, and changes nothing at the target. */
  plan({ target: name, signal: outer, ...how }: PlanRequest): Promise<PublishPlan> {
    return this.#line.run(outer, async (signal) => {
      await this.#begin(this.#ask(signal));
      return withHostInclude(this.#parts, name, async (include) =>
        this.#planOf(await this.#build(name, signal, include), { ...how, signal }),
      );
    });
  }

  planUndo(request: UndoRequest & PlanRequest): Promise<PublishPlan> {
    return this.#line.run(request.signal, async (signal) => {
      await this.#begin(this.#ask(signal));
      return this.#withOlder(request, (source) => this.#planOf(source, { ...request, signal }));
    });
  }

  async #planOf(source: Source, { signal, look, reopens }: PlanRequest): Promise<PublishPlan> {
    return planOnce(this.#parts, source, {
      target: source.target,
      signal,
      reopens,
      ask: this.#ask(signal),
      lastHere: await lastPublishedHere(this.#parts, source.target.name),
      why: whyAllChange(this.#parts, source),
      onPlan: async (plan, aids) => {
        await look?.(plan, async (path) => compareTexts(await aids.versions(path)));
        throwIfCancelled(signal);
      },
    });
  }

  /** `changed` contains the paths of files that changed or disappeared before their upload. */
  async #build(
    name: string | undefined,
    signal: CancelSignal,
    include: HostInclude | undefined,
    changed: readonly string[] = [],
  ): Promise<Source> {
    const { blog, history, fingerprint } = this.#parts;
    // Loads files that another program has just saved.
    await blog.catchUp();
    const resolved = await this.#resolve(name);
    const target = include ? { ...resolved, include } : resolved;
    fingerprint.forget();
    const key = fingerprint.keyFor(target.name);
    const live = (await history.newest(target.name))?.files ?? {};
    const build = await buildForTarget(this.#parts, target, live, signal);
    const lost = changed.length === 0 ? new Set<string>() : await unreadableOf(build.files);
    return {
      ...build,
      files: build.files.filter(({ path }) => !lost.has(path)),
      unread: [...(build.unread ?? []), ...changed, ...lost],
      leftOut: [...(build.leftOut ?? []), ...lost],
      target,
      fingerprint: key,
      backTo: null,
      made: pagesMade(blog.settings, target),
    };
  }

  /** Calls `work` with the site of the earlier publish that an undo restores. */
  async #withOlder<T>(
    { target: name, number: wanted, signal }: UndoRequest,
    work: (source: Source) => Promise<T>,
  ): Promise<T> {
    const target = await this.#resolve(name);
    return forStateToRestore(await this.states(target.name, signal), wanted, async (number, expects) => {
      const { state, files } = await this.#parts.history.load(target.name, number);
      const { posts, titles, fingerprint, at, backTo, made } = state;
      const live = this.#parts.records.get(target.name)?.shared;
      const restored = await filesToRestore({ files, posts }, live, this.#parts, target);
      return work({ ...restored, posts, titles, target, fingerprint, made, backTo: backTo ?? at, expects });
    });
  }

  async #publish(source: Source, how: HowToPublish, ask: Ask, signal: CancelSignal): Promise<Recorded> {
    const { blog, history, records } = this.#parts;
    const { target, fingerprint, backTo, made } = source;
    const titles = { ...source.titles, ...(await history.newest(target.name))?.titles };
    const known = { blogId: blog.id, posts: new Map(blog.posts), titles };
    const keeper = new UndoKeeper(this.#parts, source);
    const { result, outcome, problem, ...live } = await publishOnce(this.#parts, source, {
      ...how,
      target,
      signal,
      ask,
      lastHere: await lastPublishedHere(this.#parts, target.name),
      why: whyAllChange(this.#parts, source),
      backTo: backTo ?? undefined,
      beforeCommit: () => this.#beforeCommit(source, keeper),
    });
    const isKept = await keeper.record(outcome);
    const about = await noteMissingParts(this.#parts, target.name, result.notes);
    const isRecorded = await records.set(target.name, {
      ...recordOf({ ...live, shared: source.shared }, fingerprint, records.get(target.name)),
      place: target.identity,
      made,
    });
    const postsBefore = outcome.finished?.postsBefore ?? outcome.before?.posts ?? {};
    const posts = postsDone(postsBefore, live.posts, known);
    const postUrl = urlOfFirst(posts, live.posts, target.url);
    const notes = [
      ...about,
      ...sourceNotes(blog.settings, source),
      ...(isKept ? [] : [{ code: "undo.notKept" as const, values: {} }]),
      ...(isRecorded ? [] : [{ code: "record.notKept" as const, values: {} }]),
    ];
    const leftOut = [...(source.leftOut ?? []), ...(source.held ?? [])];
    return { result: { ...result, notes, posts, postUrl, leftOut }, problem };
  }

  /**
   * Makes the addresses of newly published posts permanent, and stores the site for undo.
   * This method runs before the site becomes live. Returns the posts with the current hashes of their files.
   */
  async #beforeCommit(source: Source, keeper: UndoKeeper): Promise<Source["posts"]> {
    const { blog, onPostWritten } = this.#parts;
    const isNew = source.backTo === null;
    const posts = isNew ? await freezeAddresses(blog, source.posts, onPostWritten) : source.posts;
    await keeper.prepare({ files: source.files, posts });
    return posts;
  }

  #ask(signal: CancelSignal): Ask {
    return async (question, aids) => {
      this.#aids = aids;
      this.#isAsking = true;
      try {
        return await this.#parts.questions.ask(question, signal);
      } finally {
        this.#aids = undefined;
        this.#isAsking = false;
      }
    };
  }

  /** Checks that the blog folder can be written and is trusted. */
  async #begin(ask: Ask): Promise<void> {
    const { blog, trust } = this.#parts;
    await requireWritable(blog.folder);
    await trust.require(ask);
  }

  async #resolve(name: string | undefined): Promise<ResolvedTarget> {
    const { blog, targets, renames } = this.#parts;
    await renames.follow();
    return targets.resolve(blog.settings, name);
  }
}
