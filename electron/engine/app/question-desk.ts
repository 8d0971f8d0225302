import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";

/** Sends numbered questions from running work to the author, and returns the answers. */
export class QuestionDesk {
  readonly #show: (id: number, question: Question) => void;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #nextId = 1;

  /** `show` displays a question to the author. */
  constructor(show: (id: number, question: Question) => void) {
    this.#show = show;
  }

  /** Waits for the author's answer; rejects with `call.cancelled` if the work is cancelled. */
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

  /** Delivers an answer; ignores it if the question is no longer open. */
  answer(id: number, answer: Answer): void {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(answer);
  }
}
