import { access, constants } from "node:fs/promises";
import type { Answer, PublishPlan, PublishResult } from "#contract/blog-types.ts";
import { Cancellation } from "#contract/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/wire.ts";
import type { Ask } from "#engine/publishing/targets.ts";
import type { LiveRecords } from "./live-records.ts";
import { type PublishParts, publishOnce } from "./publish-once.ts";
import type { QuestionDesk } from "./question-desk.ts";
import type { Surroundings } from "./surroundings.ts";
import type { ResolvedTarget, TargetResolver } from "./target-resolver.ts";

export interface PublishRequest {
  /** Default: the blog's default target. */
  readonly target?: string | undefined;
  /** Show the plan even when there is nothing to decide. */
  readonly review: boolean;
  /** Answers in the author's place, when nobody is there to ask. */
  readonly ask?: Ask | undefined;
  readonly signal: CancelSignal;
}

export interface PublishServiceParts extends PublishParts {
  readonly questions: QuestionDesk;
  readonly targets: TargetResolver;
  readonly records: LiveRecords;
  readonly surroundings: Surroundings;
}

/** Publishes one blog, one publish at a time, and remembers what is live. */
export class PublishService {
  readonly #parts: PublishServiceParts;
  #isClosed = false;
  #running: { readonly cancellation: Cancellation; readonly ended: Promise<void> } | undefined;

  constructor(parts: PublishServiceParts) {
    this.#parts = parts;
  }

  get running(): boolean {
    return this.#running !== undefined;
  }

  answer(id: number, answer: Answer): void {
    this.#parts.questions.answer(id, answer);
  }

  /** Cancels a running publish and waits for its sound end: what was decided is finished first. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#running?.cancellation.cancel();
    await this.#running?.ended;
  }

  /** Builds and publishes. Rejects with `publish.running` while another one runs, and with all errors of a publish. */
  run({ target: name, review, ask: given, signal: outer }: PublishRequest): Promise<PublishResult> {
    return this.#alone(outer, async (signal) => {
      const { records, surroundings } = this.#parts;
      const target = await this.#resolve(name);
      surroundings.forget();
      const key = surroundings.keyFor(target.name);
      const ask: Ask = given ?? ((question) => this.#parts.questions.ask(question, signal));
      const { result, ...live } = await publishOnce(this.#parts, { target, review, signal, ask });
      await records.set(target.name, { ...live, surroundings: key });
      return result;
    });
  }

  /** What a publish would do, found out by one that stops before anything is sent. */
  plan({ target: name, signal: outer }: Omit<PublishRequest, "review">): Promise<PublishPlan> {
    return this.#alone(outer, async (signal) => {
      const target = await this.#resolve(name);
      let plan: PublishPlan | undefined;
      const ask: Ask = async (question) => {
        if (question.kind !== "plan") return this.#parts.questions.ask(question, signal);
        plan = question.plan;
        return { accept: false, answers: [], remember: false };
      };
      try {
        await publishOnce(this.#parts, { target, review: true, signal, ask });
      } catch (error) {
        if (plan === undefined) throw error;
      }
      return plan ?? nothingToDo(target.name);
    });
  }

  async #resolve(name: string | undefined): Promise<ResolvedTarget> {
    const { blog, targets } = this.#parts;
    await requireWritable(blog.folder);
    return targets.resolve(blog.settings, name);
  }

  async #alone<T>(outer: CancelSignal, work: (signal: CancelSignal) => Promise<T>): Promise<T> {
    if (this.#running) throw new AppError("publish.running");
    // What begins while the blog is being closed would outlive it.
    if (outer.aborted || this.#isClosed) throw new AppError("call.cancelled");
    const cancellation = new Cancellation();
    const cancel = (): void => cancellation.cancel();
    outer.addEventListener("abort", cancel, { once: true });
    const working = work(cancellation);
    this.#running = { cancellation, ended: working.then(noResult, noResult) };
    try {
      return await working;
    } finally {
      this.#running = undefined;
      outer.removeEventListener("abort", cancel);
    }
  }
}

/** Publishing keeps its cache in the blog, and writes addresses into posts. */
async function requireWritable(folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch(() => {
    throw new AppError("blog.readOnly", { folder });
  });
}

function noResult(): void {}

function nothingToDo(target: string): PublishPlan {
  return { target, files: [], unchanged: 0, bytes: 0, first: false, questions: [] };
}
