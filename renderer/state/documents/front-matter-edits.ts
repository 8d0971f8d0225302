import type { FrontMatterItem, PostProperties, PropertyChanges } from "#contract/types/blog-types.ts";
import type { Client } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError, type Problem, toWireError } from "#contract/errors.ts";
import { SingleFlight } from "../single-flight.ts";

/** The engine's result for the front matter. */
type FrontMatterOutcome =
  | { readonly frontMatter: string; readonly properties: PostProperties; readonly problem: null }
  | { readonly problem: Problem };

/** The document that the edits belong to. */
export interface FrontMatterOwner {
  read(): { readonly path: string; readonly frontMatter: string };
  write(outcome: FrontMatterOutcome): void;
}

/**
 * Applies property changes to the raw front matter through the engine, in order and one call at a time:
 * changes made meanwhile are merged into the next call.
 */
export class FrontMatterEdits {
  readonly #engine: Client<EngineContract>;
  readonly #owner: FrontMatterOwner;
  readonly #flight = new SingleFlight(() => this.#apply());
  #waiting: PropertyChanges = {};
  #items: readonly FrontMatterItem[] = [];

  constructor(engine: Client<EngineContract>, owner: FrontMatterOwner) {
    this.#engine = engine;
    this.#owner = owner;
  }

  /** Queues changes, and entries of lists; `{}` only parses the front matter again. */
  edit(changes: PropertyChanges, items: readonly FrontMatterItem[] = []): void {
    this.#waiting = { ...this.#waiting, ...changes };
    this.#items = [...this.#items, ...items];
    void this.#flight.run();
  }

  /** Settles when every change is in the front matter. */
  settled(): Promise<void> {
    return this.#flight.settled();
  }

  async #apply(): Promise<void> {
    const [changes, items] = [this.#waiting, this.#items];
    this.#waiting = {};
    this.#items = [];
    const base = this.#owner.read();
    try {
      const result = await this.#engine.call("post.editProperties", { ...base, changes, items: [...items] });
      if (this.#owner.read().frontMatter === base.frontMatter) this.#take(result);
      else {
        this.#putBack(changes, items);
        this.edit({});
      }
    } catch (error) {
      this.#fail(error, base.path, () => this.#putBack(changes, items));
    }
  }

  #take(result: { frontMatter: string; properties: PostProperties }): void {
    const properties = withChanges(result.properties, this.#waiting);
    this.#owner.write({ frontMatter: result.frontMatter, properties, problem: null });
  }

  /** Puts them before those that were queued meanwhile. */
  #putBack(changes: PropertyChanges, items: readonly FrontMatterItem[]): void {
    this.#waiting = { ...changes, ...this.#waiting };
    this.#items = [...items, ...this.#items];
  }

  #fail(error: unknown, path: string, putBack: () => void): void {
    if (error instanceof AppError && error.code === "call.closed") {
      // The engine is being replaced: the changes wait for the next call.
      putBack();
      return;
    }
    const { code, values } = toWireError(error);
    this.#owner.write({ problem: { code, values, severity: "error", file: path } });
  }
}

/** Returns properties with changes applied; null removes. */
export function withChanges(properties: PostProperties, changes: PropertyChanges): PostProperties {
  const merged = Object.entries({ ...properties, ...changes });
  return Object.fromEntries(merged.filter(([, value]) => value !== null && value !== undefined));
}
