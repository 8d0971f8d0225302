import type { FrontMatterItem, PostProperties, PropertyChanges } from "#contract/types/blog-types.ts";
import type { Client } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError, type Problem, toWireError } from "#contract/errors.ts";
import { SingleFlight } from "../single-flight.ts";

/** The result of an edit by the engine: the new front matter, or the problem that prevented the edit. */
type FrontMatterOutcome =
  | { readonly frontMatter: string; readonly properties: PostProperties; readonly problem: null }
  | { readonly problem: Problem };

/** The document whose front matter is edited. */
export interface FrontMatterOwner {
  read(): { readonly path: string; readonly frontMatter: string };
  write(outcome: FrontMatterOutcome): void;
}

/** Changes properties in the raw front matter. Makes one call to the engine at a time. */
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

  /**
   * Queues changed properties and new list items.
   * Without any, only parses the front matter again, for instance after the author edited its text.
   */
  edit(changes: PropertyChanges, items: readonly FrontMatterItem[] = []): void {
    this.#waiting = { ...this.#waiting, ...changes };
    this.#items = [...this.#items, ...items];
    void this.#flight.run();
  }

  /** Resolves when all queued changes are in the front matter. */
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

  /** Puts changes that were not applied back at the front of the queue. */
  #putBack(changes: PropertyChanges, items: readonly FrontMatterItem[]): void {
    this.#waiting = { ...changes, ...this.#waiting };
    this.#items = [...items, ...this.#items];
  }

  #fail(error: unknown, path: string, putBack: () => void): void {
    if (error instanceof AppError && error.code === "call.closed") {
      // During a restart of the engine, the changes wait for the next call.
      putBack();
      return;
    }
    const { code, values } = toWireError(error);
    this.#owner.write({ problem: { code, values, severity: "error", file: path } });
  }
}

/** Returns properties with changes applied. Null removes a property. */
export function withChanges(properties: PostProperties, changes: PropertyChanges): PostProperties {
  const merged = Object.entries({ ...properties, ...changes });
  return Object.fromEntries(merged.filter(([, value]) => value !== null && value !== undefined));
}
