import { access, constants } from "node:fs/promises";
import type { Answer, PublishPlan, PublishResult } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import type { Comparison, PublishedState } from "#contract/types/publish-types.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { compareTexts } from "#engine/publish/plan/compare-texts.ts";
import type { PublishedHistory } from "#engine/publish/history/published-history.ts";
import type { Ask, PlanAids } from "#engine/publish/base/targets.ts";
import { freezeAddresses } from "./freeze-addresses.ts";
import type { LiveRecords } from "./live-records.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { buildForTarget, type PublishParts, publishOnce, type SiteToPublish } from "./publish-once.ts";
import { postsDone, urlOfFirst } from "./posts-done.ts";
import type { QuestionDesk } from "../question-desk.ts";
import type { Trust } from "#engine/state/trust.ts";
import { answerForNobody } from "./unattended.ts";
import type { SiteFingerprint } from "../site/site-fingerprint.ts";
import type { ResolvedTarget, TargetResolver } from "./target-resolver.ts";
import { lastPublishedHere, recordOf, stateBefore, UndoKeeper } from "./undo-keeper.ts";

export interface PublishRequest {
  /** Default: the blog's default target. */
  readonly target?: string | undefined;
  /** Show the plan even if it needs no decision. */
  readonly review: boolean;
  /** Answers questions if the author is not present. */
  readonly ask?: Ask | undefined;
  readonly signal: CancelSignal;
}

/** Inspects a plan while the server is still connected. */
export type LookAtPlan = (plan: PublishPlan, compare: (path: string) => Promise<Comparison>) => Promise<void>;

interface PlanRequest extends Omit<PublishRequest, "review" | "ask"> {
  readonly look?: LookAtPlan | undefined;
}

export interface UndoRequest extends Omit<PublishRequest, "review" | "ask"> {
  /** The state to go back to; default: the one before the live state. */
  readonly number?: number | undefined;
}

export interface PublishServiceParts extends PublishParts {
  readonly questions: QuestionDesk;
  readonly targets: TargetResolver;
  readonly records: LiveRecords;
  readonly history: PublishedHistory;
  readonly fingerprint: SiteFingerprint;
  readonly trust: Pick<Trust, "require">;
  /** Called after the author published to a target and answered its questions. */
  readonly onPublishedByHand: (target: string) => Promise<void>;
  /** Called after a publish wrote into a post's file, which may be open. */
  readonly onPostWritten: (path: string) => Promise<void>;
}

/** A site to be published, and the data for its record. */
interface Source extends SiteToPublish {
  readonly target: ResolvedTarget;
  readonly surroundings: string | undefined;
  readonly backTo: string | null;
}

/** Publishes one blog, one publish at a time, and records what is live. */
export class PublishService {
  readonly #parts: PublishServiceParts;
  readonly #line = new OneAtATime();
  /** Set while a question about a plan is open. */
  #aids: PlanAids | undefined;

  constructor(parts: PublishServiceParts) {
    this.#parts = parts;
  }

  get running(): boolean {
    return this.#line.isBusy;
  }

  answer(id: number, answer: Answer): void {
    this.#parts.questions.answer(id, answer);
  }

  /** Compares the file on the server with ours, while the plan that contains it is open. */
  async compare(path: string): Promise<Comparison> {
    return compareTexts((await this.#aids?.versions(path)) ?? null);
  }

  /** Cancels a running publish and waits for a consistent end: decided changes are finished first. */
  close(): Promise<void> {
    return this.#line.close();
  }

  /**
   * Builds and publishes. Rejects with `publish.running` while another publish runs, and with all errors of a
   * publish.
   */
  run({ target: name, review, ask, signal: outer }: PublishRequest): Promise<PublishResult> {
    return this.#line.run(outer, async (signal) => {
      const answering = ask ?? this.#ask(signal);
      await this.#begin(answering);
      const source = await this.#build(name, signal);
      const result = await this.#publish(source, review, answering, signal);
      if (!ask) await this.#parts.onPublishedByHand(source.target.name);
      return result;
    });
  }

  /** Returns the published states that can be restored, newest first. */
  async states(name: string | undefined): Promise<PublishedState[]> {
    const { targets, blog, history, records, trust } = this.#parts;
    await trust.require(answerForNobody);
    const { name: target, url } = await targets.resolve(blog.settings, name);
    return history.list(target, url, records.get(target)?.at);
  }

  /**
   * Publishes an older state again after its plan was accepted. Rejects with `undo.none` if there is none.
   */
  undo({ target: name, number, signal: outer }: UndoRequest): Promise<PublishResult> {
    return this.#line.run(outer, async (signal) => {
      await this.#begin(this.#ask(signal));
      return this.#publish(await this.#olderState(name, number), true, this.#ask(signal), signal);
    });
  }

  /** Returns the plan of a publish, from a publish that stops before anything is sent. */
  plan({ target: name, signal: outer, look }: PlanRequest): Promise<PublishPlan> {
    return this.#line.run(outer, async (signal) => {
      await this.#begin(this.#ask(signal));
      return this.#planOf(await this.#build(name, signal), signal, look);
    });
  }

  /** Returns the plan of going back. */
  planUndo({ target: name, number, signal: outer, look }: UndoRequest & PlanRequest): Promise<PublishPlan> {
    return this.#line.run(outer, async (signal) => {
      await this.#begin(this.#ask(signal));
      return this.#planOf(await this.#olderState(name, number), signal, look);
    });
  }

  async #planOf(source: Source, signal: CancelSignal, look?: LookAtPlan): Promise<PublishPlan> {
    let plan: PublishPlan | undefined;
    const ask: Ask = async (question, aids) => {
      if (question.kind !== "plan") return this.#ask(signal)(question, aids);
      plan = question.plan;
      await look?.(plan, async (path) => compareTexts((await aids?.versions(path)) ?? null));
      return { accept: false, answers: [], remember: false };
    };
    const lastHere = await lastPublishedHere(this.#parts, source.target.name);
    try {
      await publishOnce(this.#parts, source, { target: source.target, review: true, signal, ask, lastHere });
    } catch (error) {
      if (plan === undefined) throw error;
    }
    return plan ?? nothingToDo(source.target.name);
  }

  async #build(name: string | undefined, signal: CancelSignal): Promise<Source> {
    const { blog, history, fingerprint } = this.#parts;
    // Includes what was just saved in another program
    await blog.catchUp();
    const target = await this.#resolve(name);
    fingerprint.forget();
    const key = fingerprint.keyFor(target.name);
    const published = new Set(Object.keys((await history.newest(target.name))?.files ?? {}));
    const build = await buildForTarget(this.#parts, target, published, signal);
    return { files: build.files, posts: build.posts, target, surroundings: key, backTo: null };
  }

  async #olderState(name: string | undefined, wanted: number | undefined): Promise<Source> {
    const target = await this.#resolve(name);
    const states = await this.states(target.name);
    const number = wanted ?? stateBefore(states)?.number;
    if (number === undefined) throw new AppError("undo.none");
    if (!states.some((state) => state.number === number)) throw new AppError("undo.gone", { number });
    const { state, files } = await this.#parts.history.load(target.name, number);
    const { posts, surroundings, at, backTo } = state;
    return { files, posts, target, surroundings, backTo: backTo ?? at };
  }

  async #publish(source: Source, review: boolean, ask: Ask, signal: CancelSignal): Promise<PublishResult> {
    const { blog, history, records } = this.#parts;
    const { target, surroundings, backTo } = source;
    const titles = (await history.newest(target.name))?.titles ?? {};
    const keeper = new UndoKeeper(this.#parts, {
      target: target.name,
      url: target.url,
      surroundings,
      backTo,
    });
    const { result, outcome, ...live } = await publishOnce(this.#parts, source, {
      target,
      review,
      signal,
      ask,
      lastHere: await lastPublishedHere(this.#parts, target.name),
      backTo: backTo ?? undefined,
      beforeCommit: () => this.#beforeCommit(source, keeper),
    });
    const isKept = await keeper.record(outcome);
    await records.set(target.name, recordOf(live, surroundings));
    const posts = postsDone(outcome.before?.posts ?? {}, live.posts, { posts: blog.posts, titles });
    const postUrl = urlOfFirst(posts, live.posts, target.url);
    return { ...(isKept ? result : withNote(result)), posts, postUrl };
  }

  /** Freezes addresses, unless the state is an older one: its addresses are frozen already. */
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
      try {
        return await this.#parts.questions.ask(question, signal);
      } finally {
        this.#aids = undefined;
      }
    };
  }

  /** Checks the conditions of a publish before anything is read or connected. */
  async #begin(ask: Ask): Promise<void> {
    const { blog, trust } = this.#parts;
    await requireWritable(blog.folder);
    await trust.require(ask);
  }

  async #resolve(name: string | undefined): Promise<ResolvedTarget> {
    const { blog, targets } = this.#parts;
    return targets.resolve(blog.settings, name);
  }
}

/** Publishing has to write addresses into posts. */
async function requireWritable(folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch(() => {
    throw new AppError("blog.readOnly", { folder });
  });
}

function nothingToDo(target: string): PublishPlan {
  return { target, files: [], unchanged: 0, bytes: 0, first: false, questions: [] };
}

function withNote(result: PublishResult): PublishResult {
  return { ...result, notes: [...result.notes, { code: "undo.notKept", values: {} }] };
}
