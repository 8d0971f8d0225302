import { createStore, type StoreApi } from "zustand/vanilla";
import type {
  Answer,
  PublishProgress,
  PublishResult,
  PublishStage,
  Question,
} from "#contract/types/publish-run-types.ts";
import {
  type ScheduleNotice,
  type ScheduleReport,
  withoutNotice,
  withReport,
} from "#contract/types/schedule-reports.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { AppError } from "#contract/errors.ts";
import { CancellableCall } from "./cancellable-call.ts";
import type { LeftBehind } from "./documents/left-behind.ts";
import { keepError } from "./keep-error.ts";
import type { ReplaceableClient } from "./replaceable-client.ts";

/** A question of the engine that waits for the author's answer. */
interface OpenQuestion {
  readonly id: number;
  readonly question: Question;
}

/** The question before a publish: what to do with the draft on screen. */
export interface DraftQuestion {
  readonly path: string;
  /** Whether readers can still open the draft. If so, the author can remove the draft from the site. */
  readonly isOnline: boolean;
  readonly review: boolean;
  readonly target: string | null;
}

/**
 * The outcome of a publish. `refused` and `failed` mean that readers cannot have seen any change.
 * `brokenOff` means that the publish ended early and readers may have seen changes.
 */
export type PublishEnd = "done" | "refused" | "failed" | "brokenOff";

/** A post that a publish removes from the site. The author sees `title` and `kind` in the question. */
export interface Withdrawal {
  readonly path: string;
  readonly title: string;
  readonly kind: "post" | "page" | "trashed";
}

/**
 * The state of publishing.
 * A result or error stays until its message closes or the author publishes again.
 */
export interface PublishingState {
  readonly running: boolean;
  /** The target that the author chose for the publish, or null for the default target. */
  readonly target: string | null;
  /** Whether the author has to accept the plan of the publish even if the plan needs no decision. */
  readonly review: boolean;
  /** The files to send again, because their contents on the server differ from the site. */
  readonly resend: readonly string[];
  /** Number of the earlier publish that is restored. Null if the current files are published. */
  readonly back: number | null;
  /** The post that the publish removes from the site, or null if there is none. */
  readonly withdrawal: Withdrawal | null;
  readonly draft: DraftQuestion | null;
  /** The post that was on screen when the last publish ended, if it is a draft or scheduled. */
  readonly left: LeftBehind | null;
  /** Whether the author cancelled. The publish still runs until the site is consistent. */
  readonly cancelling: boolean;
  readonly progress: PublishProgress | null;
  readonly question: OpenQuestion | null;
  readonly result: PublishResult | null;
  readonly error: AppError | null;
  /** The results of scheduled publishes whose notices are still open. */
  readonly scheduled: readonly ScheduleReport[];
}

/** What a publish does: restores an earlier publish (`back`), removes a post, or publishes everything. */
type Aim = Pick<PublishingState, "target" | "review" | "resend" | "back" | "withdrawal">;

const plainAim: Aim = { target: null, review: false, resend: [], back: null, withdrawal: null };

/**
 * The state while no publish runs.
 * Leaves out the results of scheduled publishes, because the next publish does not remove them.
 */
const atRest: Omit<PublishingState, "scheduled"> = {
  ...plainAim,
  running: false,
  draft: null,
  left: null,
  cancelling: false,
  progress: null,
  question: null,
  result: null,
  error: null,
};

/** The phases of a publish in which readers may already see changes. */
const liveStages: ReadonlySet<PublishStage> = new Set(["commit", "delete", "verify", "done"]);

/** Runs publishes, one at a time, and passes the engine's questions to the author. */
export class Publishing {
  readonly store: StoreApi<PublishingState> = createStore(() => ({ ...atRest, scheduled: [] }));
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #saveAll: () => Promise<void>;
  readonly #leftBehind: () => LeftBehind | null;
  readonly #call = new CancellableCall();
  /** Whether the author declined a question of the running publish. */
  #refused = false;
  /** Whether readers may already see changes of the running publish. */
  #mayBeLive = false;

  /**
   * `saveAll` saves the open documents.
   * `leftBehind` returns the post on screen if it is a draft or scheduled.
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
    engine.on("schedule.done", (report) =>
      this.store.setState(({ scheduled }) => ({ scheduled: withReport(scheduled, report) })),
    );
    engine.on("schedule.revised", (scheduled) => this.store.setState({ scheduled }));
    engine.on("publish.question", (question) => this.store.setState({ question }));
  }

  /**
   * Publishes to a target. Null means the default target. Never rejects.
   * With `review`, the author has to accept the plan even if the plan needs no decision.
   * `resend` lists files to send again, because their contents on the server differ from the site.
   */
  run(review: boolean, target: string | null = null, resend: readonly string[] = []): Promise<PublishEnd> {
    return this.#start({ ...plainAim, target, review, resend });
  }

  /** Removes a post from the site. The author has to accept the plan. Never rejects. */
  withdraw(withdrawal: Withdrawal, target: string | null = null): Promise<PublishEnd> {
    return this.#start({ ...plainAim, target, review: true, withdrawal });
  }

  /** Asks the author before a publish what to do with the draft on screen. */
  askAboutDraft(draft: DraftQuestion): void {
    if (!this.store.getState().running) this.store.setState({ draft });
  }

  forgetDraft(): void {
    this.store.setState({ draft: null });
  }

  /** Restores an earlier publish. The author has to accept the plan. Never rejects. */
  undo(number: number, target: string): Promise<PublishEnd> {
    return this.#start({ ...plainAim, target, back: number });
  }

  /** Repeats the last publish, restore or removal. Never rejects. */
  again(): Promise<PublishEnd> {
    const { target, review, resend, back, withdrawal } = this.store.getState();
    return this.#start({ target, review, resend, back, withdrawal });
  }

  #start(aim: Aim): Promise<PublishEnd> {
    const { target, review, resend, back } = aim;
    return this.#during(aim, async (signal) => {
      if (back !== null && target !== null) {
        return this.#engine.call("publish.undo", { number: back, target }, signal);
      }
      await this.#saveAll();
      const request = { review, ...(resend.length > 0 ? { resend: [...resend] } : {}) };
      return this.#engine.call("publish.run", { ...request, ...(target === null ? {} : { target }) }, signal);
    });
  }

  async #during(aim: Aim, work: (signal: AbortSignal) => Promise<PublishResult>): Promise<PublishEnd> {
    if (this.store.getState().running) return "refused";
    this.#refused = false;
    this.#mayBeLive = false;
    this.store.setState({ ...atRest, ...aim, running: true });
    const { result, error } = await this.#call.run(work);
    if (result) {
      // Removes the error of a failed scheduled publish to this target, because its posts are now published.
      // After restoring an earlier publish, the error stays, because the restored files may lack these posts.
      if (aim.back === null) this.dismissScheduled({ target: result.target, failed: true });
      this.store.setState({ ...atRest, ...aim, result, left: this.#leftBehind() });
      return "done";
    }
    // A declined question also ends the publish with an error. The author need not see it.
    const shown = this.#refused ? null : error;
    this.store.setState({ ...atRest, ...aim, error: shown });
    if (this.#mayBeLive) return "brokenOff";
    return shown ? "failed" : "refused";
  }

  /** Loads the results of scheduled publishes that ran before the page was loaded. Never rejects. */
  async load(): Promise<void> {
    const scheduled = await this.#engine.call("schedule.unread", {}).catch(() => null);
    if (scheduled) this.store.setState({ scheduled });
  }

  /** Notes that the author has seen a notice, so that the next start does not show it again. */
  seeScheduled(notice: ScheduleNotice): void {
    void this.#engine.call("schedule.see", notice).catch(() => undefined);
  }

  /** Removes the results of scheduled publishes that a notice shows. */
  dismissScheduled(notice: ScheduleNotice): void {
    const { scheduled } = this.store.getState();
    const left = withoutNotice(scheduled, notice);
    if (left.length === scheduled.length) return;
    this.store.setState({ scheduled: left });
    // If the engine has stopped, it has lost the reports, so there is nothing left to dismiss.
    void this.#engine.call("schedule.dismiss", notice).catch(() => undefined);
  }

  /** Waits until the running publish has ended. Then publishes the latest text. */
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
    if (!this.store.getState().running) return;
    this.store.setState({ cancelling: true, question: null });
    this.#call.cancel();
  }

  /** Answers the open question. If the author declines, the publish ends without an error. */
  async answer(answer: Answer): Promise<void> {
    const { question } = this.store.getState();
    if (!question) return;
    this.store.setState({ question: null });
    this.#refused = !answer.accept;
    await keepError(this.store, () => this.#engine.call("publish.answer", { id: question.id, answer }));
  }

  /** Removes the result or error of the last publish. */
  dismiss(): void {
    if (!this.store.getState().running) this.store.setState(atRest);
  }
}
