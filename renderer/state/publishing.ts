import { createStore, type StoreApi } from "zustand/vanilla";
import type {
  Answer,
  PublishProgress,
  PublishResult,
  PublishStage,
  Question,
  ScheduleReport,
} from "#contract/types/publish-run-types.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { type AppError, fromWireError, toWireError } from "#contract/errors.ts";
import type { LeftBehind } from "./documents/left-behind.ts";
import type { ReplaceableClient } from "./replaceable-client.ts";

/** A question of the engine that waits for the author's answer. */
interface OpenQuestion {
  readonly id: number;
  readonly question: Question;
}

/** A question about the draft on screen, and the publish that waits for the answer. */
export interface DraftQuestion {
  readonly path: string;
  /** Whether the site still has it, so that the question is whether to take it offline. */
  readonly isOnline: boolean;
  readonly review: boolean;
  readonly target: string | null;
}

/**
 * How a publish ended: the author declined and nothing was sent, it failed before anything was live, or it
 * broke off when something may have been live.
 */
export type PublishEnd = "done" | "refused" | "failed" | "brokenOff";

/** The post that a publish takes off the site, for its confirmation. */
export interface Withdrawal {
  readonly path: string;
  readonly title: string;
  readonly kind: "post" | "page" | "trashed";
}

/** State of publishing. The last result or error stays until it is dismissed or the next publish starts. */
export interface PublishingState {
  readonly running: boolean;
  /** The target that was chosen for this publish; null: the default one. */
  readonly target: string | null;
  /** The older state that this publish restores; null: it publishes the current files. */
  readonly back: number | null;
  /** What this publish takes off the site; null: it is a usual publish. */
  readonly withdrawal: Withdrawal | null;
  readonly draft: DraftQuestion | null;
  /** The post that was on screen when the last publish ended, if readers cannot see it. */
  readonly left: LeftBehind | null;
  /** The author cancelled; the engine brings the site into a consistent state first. */
  readonly cancelling: boolean;
  readonly progress: PublishProgress | null;
  readonly question: OpenQuestion | null;
  readonly result: PublishResult | null;
  readonly error: AppError | null;
  /** Outcome of the last scheduled publish, until it is dismissed. */
  readonly scheduled: ScheduleReport | null;
}

const atRest: PublishingState = {
  running: false,
  target: null,
  back: null,
  withdrawal: null,
  draft: null,
  left: null,
  cancelling: false,
  progress: null,
  question: null,
  result: null,
  error: null,
  scheduled: null,
};

/** Stages in which readers may already see changes. */
const liveStages: ReadonlySet<PublishStage> = new Set(["commit", "delete", "verify", "done"]);

/** What a publish does. */
type Aim = Pick<PublishingState, "target" | "back" | "withdrawal">;

/** Runs publishes, one at a time, and shows the engine's questions to the author. */
export class Publishing {
  readonly store: StoreApi<PublishingState> = createStore(() => atRest);
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #saveAll: () => Promise<void>;
  readonly #leftBehind: () => LeftBehind | null;
  #abort: AbortController | null = null;
  /** The author declined a question of the running publish. */
  #refused = false;
  /** The running publish has begun to replace what readers see. */
  #mayBeLive = false;

  /**
   * `saveAll` saves the text on screen first, so that it is published; `leftBehind` returns the post on
   * screen while readers cannot see it.
   */
  constructor(
    engine: ReplaceableClient<EngineContract>,
    saveAll: () => Promise<void>,
    leftBehind: () => LeftBehind | null = () => null,
  ) {
    this.#engine = engine;
    this.#saveAll = saveAll;
    this.#leftBehind = leftBehind;
    engine.on("publish.progress", (progress) => {
      if (!this.store.getState().running) return;
      if (liveStages.has(progress.stage)) this.#mayBeLive = true;
      this.store.setState({ progress });
    });
    engine.on("schedule.done", (scheduled) => this.store.setState({ scheduled }));
    engine.on("publish.question", (question) => this.store.setState({ question }));
  }

  /** Publishes to a target, or to the default one; with `review` always shows the plan. Never rejects. */
  run(review: boolean, target: string | null = null): Promise<PublishEnd> {
    return this.#run(review, { target, back: null, withdrawal: null });
  }

  /** Publishes a post's removal from the site after showing its plan. Never rejects. */
  withdraw(withdrawal: Withdrawal, target: string | null = null): Promise<PublishEnd> {
    return this.#run(true, { target, back: null, withdrawal });
  }

  /** Asks, before a publish, what to do with the draft on screen. */
  askAboutDraft(draft: DraftQuestion): void {
    if (!this.store.getState().running) this.store.setState({ draft });
  }

  forgetDraft(): void {
    this.store.setState({ draft: null });
  }

  #run(review: boolean, aim: Aim): Promise<PublishEnd> {
    const { target } = aim;
    return this.#during(aim, async (signal) => {
      await this.#saveAll();
      return this.#engine.call("publish.run", { review, ...(target === null ? {} : { target }) }, signal);
    });
  }

  /** Publishes an older state of a target after showing its plan. Never rejects. */
  undo(number: number, target: string): Promise<PublishEnd> {
    return this.#during({ target, back: number, withdrawal: null }, (signal) =>
      this.#engine.call("publish.undo", { number, target }, signal),
    );
  }

  /** Repeats the last publish with the same aim. Never rejects. */
  again(): Promise<PublishEnd> {
    const { target, back, withdrawal } = this.store.getState();
    if (withdrawal) return this.#run(true, { target, back: null, withdrawal });
    return back === null || target === null ? this.run(false, target) : this.undo(back, target);
  }

  async #during(aim: Aim, work: (signal: AbortSignal) => Promise<PublishResult>): Promise<PublishEnd> {
    if (this.store.getState().running) return "refused";
    const abort = new AbortController();
    this.#abort = abort;
    this.#refused = false;
    this.#mayBeLive = false;
    this.store.setState({ ...atRest, ...aim, running: true });
    try {
      const result = await work(abort.signal);
      this.store.setState({ ...atRest, ...aim, result, left: this.#leftBehind() });
      return "done";
    } catch (error) {
      const failure = fromWireError(toWireError(error));
      // The author's own decision needs no message.
      const isWanted = this.#refused || failure.code === "call.cancelled";
      this.store.setState({ ...atRest, ...aim, error: isWanted ? null : failure });
      if (this.#mayBeLive) return "brokenOff";
      return isWanted ? "refused" : "failed";
    } finally {
      this.#abort = null;
    }
  }

  /** Loads what happened before the page existed. Never rejects. */
  async load(): Promise<void> {
    const scheduled = await this.#engine.call("schedule.last", {}).catch(() => null);
    if (scheduled) this.store.setState({ scheduled });
  }

  /** Dismisses the outcome of the last scheduled publish. */
  dismissScheduled(): void {
    this.store.setState({ scheduled: null });
  }

  /**
   * Publishes after the running publish, if any, has ended, since that one does not include the latest text.
   */
  async runNext(): Promise<void> {
    while (this.store.getState().running) {
      await new Promise<void>((resolve) => {
        const stop = this.store.subscribe(({ running }) => {
          if (running) return;
          stop();
          resolve();
        });
      });
    }
    await this.run(false);
  }

  cancel(): void {
    if (!this.#abort) return;
    this.store.setState({ cancelling: true, question: null });
    this.#abort.abort();
  }

  /** Answers the open question; declining a plan or a key ends the publish without an error. */
  async answer(answer: Answer): Promise<void> {
    const { question } = this.store.getState();
    if (!question) return;
    this.store.setState({ question: null });
    this.#refused = !answer.accept;
    try {
      await this.#engine.call("publish.answer", { id: question.id, answer });
    } catch (error) {
      this.store.setState({ error: fromWireError(toWireError(error)) });
    }
  }

  /** Dismisses the last result or error. */
  dismiss(): void {
    if (!this.store.getState().running) this.store.setState(atRest);
  }
}
