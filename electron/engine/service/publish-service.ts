import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import type { Answer, PublishPlan, PublishResult, Question } from "#contract/blog-types.ts";
import { Cancellation } from "#contract/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/wire.ts";
import type { BlogFolder } from "#engine/blog/blog-folder.ts";
import { publishToFolder } from "#engine/publishing/folder-target.ts";
import { type Published, publish } from "#engine/publishing/publish.ts";
import type { PublishOptions } from "#engine/publishing/publish-options.ts";
import type { Ask, Secrets } from "#engine/publishing/targets.ts";
import type { BlogEvents } from "./blog-events.ts";
import { freezeAddresses } from "./freeze-addresses.ts";
import type { LiveRecords } from "./live-records.ts";
import { QuestionDesk } from "./question-desk.ts";
import type { SiteBuilder } from "./site-builder.ts";
import type { ResolvedTarget, TargetResolver } from "./target-resolver.ts";

export interface PublishRequest {
  readonly target?: string | undefined;
  /** Show the plan even when there is nothing to decide. */
  readonly review: boolean;
  readonly signal: CancelSignal;
}

export interface PublishParts {
  readonly blog: BlogFolder;
  readonly builder: SiteBuilder;
  readonly targets: TargetResolver;
  readonly records: LiveRecords;
  readonly secrets: Secrets;
  readonly events: BlogEvents;
  /** Folder for what belongs to this computer: accepted host keys. */
  readonly dataFolder: string;
  readonly version: string;
}

/** Publishes one blog, one publish at a time, and remembers what is live. */
export class PublishService {
  readonly #parts: PublishParts;
  readonly #questions: QuestionDesk;
  #running: Cancellation | undefined;

  constructor(parts: PublishParts) {
    this.#parts = parts;
    this.#questions = new QuestionDesk((id, question) =>
      parts.events.emit("publish.question", { id, question }),
    );
  }

  get running(): boolean {
    return this.#running !== undefined;
  }

  answer(id: number, answer: Answer): void {
    this.#questions.answer(id, answer);
  }

  /** Stops a running publish soundly. */
  cancel(): void {
    this.#running?.cancel();
  }

  /** Builds and publishes; rejects with coded errors. */
  run(request: PublishRequest): Promise<PublishResult> {
    return this.#alone(request.signal, async (signal) => {
      const target = await this.#target(request.target);
      const published = await this.#publish(target, request.review, signal, (question) =>
        this.#questions.ask(question, signal),
      );
      await this.#parts.records.set(target.name, published);
      return published.result;
    });
  }

  /** What a publish would do, found out by one that stops before anything is sent. */
  plan(request: Omit<PublishRequest, "review">): Promise<PublishPlan> {
    return this.#alone(request.signal, async (signal) => {
      const target = await this.#target(request.target);
      let plan: PublishPlan | undefined;
      const ask: Ask = async (question) => {
        if (question.kind !== "plan") return this.#questions.ask(question, signal);
        plan = question.plan;
        return { accept: false, answers: [], remember: false };
      };
      try {
        await this.#publish(target, true, signal, ask);
      } catch (error) {
        if (plan === undefined) throw error;
      }
      return plan ?? nothingToDo(target.name);
    });
  }

  async #alone<T>(outer: CancelSignal, work: (signal: CancelSignal) => Promise<T>): Promise<T> {
    if (this.#running) throw new AppError("publish.running");
    const cancellation = new Cancellation();
    const cancel = (): void => cancellation.cancel();
    outer.addEventListener("abort", cancel, { once: true });
    this.#running = cancellation;
    try {
      return await work(cancellation);
    } finally {
      this.#running = undefined;
      outer.removeEventListener("abort", cancel);
    }
  }

  #target(name: string | undefined): Promise<ResolvedTarget> {
    return this.#parts.targets.resolve(this.#parts.blog.settings, name);
  }

  async #publish(target: ResolvedTarget, review: boolean, signal: CancelSignal, ask: Ask): Promise<Published> {
    const { blog, builder, events, secrets, dataFolder, version } = this.#parts;
    events.emit("publish.progress", stageOnly("build"));
    const outDir = builder.cacheFolder(target.name);
    const build = await builder.buildForPublishing({ baseUrl: target.url, outDir, signal });
    const options: PublishOptions = {
      name: target.name,
      input: { blogId: blog.id, files: build.files, posts: build.posts },
      ask,
      signal,
      onProgress: (progress) => events.emit("publish.progress", progress),
      client: { user: userInfo().username, computer: hostname() },
      review,
      program: version,
      beforeCommit: () => freezeAddresses(blog, build.posts),
    };
    if (target.kind === "folder") return publishToFolder({ ...options, target: target.folder });
    const knownHostsFile = join(dataFolder, "known_hosts");
    if (target.practice === null) return publish({ ...options, target: target.sftp, secrets, knownHostsFile });
    const { password, hostKey } = target.practice;
    return publish({
      ...options,
      target: target.sftp,
      secrets: { ...noSecrets, get: async () => password },
      ask: practiceAsk(ask, hostKey, review),
      knownHostsFile: join(blog.folder, ".hitofude", "practice-site", "known_hosts"),
    });
  }
}

const noSecrets: Secrets = {
  get: async () => null,
  set: async () => undefined,
  remove: async () => undefined,
};

const yes: Answer = { accept: true, answers: [], remember: false };

/**
 * The practice site is ours: its key is known, and its first publish needs no thought. Files that are there and not ours
 * are asked about as anywhere.
 */
function practiceAsk(ask: Ask, hostKey: string, review: boolean): Ask {
  return async (question: Question) => {
    if (question.kind === "hostKey" && question.fingerprint === hostKey) return yes;
    const onlyFirst = question.kind === "plan" && question.plan.questions.every((one) => one === "first");
    return onlyFirst && !review ? yes : ask(question);
  };
}

function nothingToDo(target: string): PublishPlan {
  return { target, files: [], unchanged: 0, bytes: 0, first: false, questions: [] };
}

function stageOnly(stage: "build") {
  return { stage, files: 0, totalFiles: 0, bytes: 0, totalBytes: 0, file: "" };
}
