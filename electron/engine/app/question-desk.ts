import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";

/** Passes the questions of running work to the author, and the answers back to the work. */
export class QuestionDesk {
  readonly #show: (id: number, question: Question) => void;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #nextId = 1;

  constructor(show: (id: number, question: Question) => void) {
    this.#show = show;
  }

  /** Asks the author and waits for the answer. Rejects with `call.cancelled` if the work is cancelled. */
  ask(question: Question, signal: CancelSignal): Promise<Answer> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const cancelled = (): void => {
        this.#waiting.delete(id);
        reject(new AppError("call.cancelled"));
      };
      if (signal.aborted) return cancelled();
      signal.addEventListener("abort", cancelled, { once: true });
      this.#waiting.set(id, (answer) => {
        signal.removeEventListener("abort", cancelled);
        resolve(answer);
      });
      this.#show(id, question);
    });
  }

  /**
   * Passes an answer to the work that asked the question `id`. Ignores answers to questions that have ended.
   */
  answer(id: number, answer: Answer): void {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(answer);
  }
}
