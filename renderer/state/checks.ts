import { createStore, type StoreApi } from "zustand/vanilla";
import type { PostSummary } from "#contract/types/blog-types.ts";
import type { Client } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { type AppError, type Problem, toAppError } from "#contract/errors.ts";
import { keepError } from "./keep-error.ts";
import { SingleFlight } from "./single-flight.ts";

/** Problems that checks of the blog have found. */
export interface ChecksState {
  readonly running: boolean;
  /** The problems that the last check found, or null before the first check. */
  readonly problems: readonly Problem[] | null;
  /** Maps the path of each file to the number of its problems. */
  readonly counts: ReadonlyMap<string, number>;
  /** The reason why the last check failed, or null if the check succeeded. */
  readonly error: AppError | null;
}

/** Checks the whole blog for problems. Checks only on request, because each check builds the site. */
export class Checks {
  readonly store: StoreApi<ChecksState> = createStore(() => ({
    running: false,
    problems: null,
    counts: new Map(),
    error: null,
  }));
  readonly #engine: Client<EngineContract>;
  readonly #flight = new SingleFlight(() => this.#check());

  constructor(engine: Client<EngineContract>) {
    this.#engine = engine;
  }

  /** Checks the files on disk. Never rejects, but sets `error` in the store. */
  run(): Promise<void> {
    return this.#flight.run();
  }

  /** Hides all warnings with this code in this blog, and checks again. Never rejects. */
  async mute(code: string): Promise<void> {
    if (await keepError(this.store, () => this.#engine.call("check.mute", { code }))) await this.run();
  }

  /** Resolves when no check is running. */
  settled(): Promise<void> {
    return this.#flight.settled();
  }

  async #check(): Promise<void> {
    this.store.setState({ running: true, error: null });
    try {
      const problems = await this.#engine.call("check.run", {});
      this.store.setState({ running: false, problems, counts: countByFile(problems) });
    } catch (error) {
      this.store.setState({ running: false, error: toAppError(error) });
    }
  }
}

/**
 * Returns how many problems a post has: the higher of the numbers in the last check and in the list.
 * The list counts only problems in the front matter, and the last check may be out of date.
 */
export function problemCount(
  counts: ReadonlyMap<string, number>,
  post: Pick<PostSummary, "path" | "problems">,
): number {
  return Math.max(counts.get(post.path) ?? 0, post.problems);
}

function countByFile(problems: readonly Problem[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { file } of problems) {
    if (file !== undefined) counts.set(file, (counts.get(file) ?? 0) + 1);
  }
  return counts;
}
