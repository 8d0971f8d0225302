import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { identityOf } from "#contract/settings/target.ts";
import type { BlogState } from "./blog-state.ts";

/**
 * Remembers the targets to which the author has published by hand. Only these allow unattended publishes.
 */
export class PublishesByHand {
  readonly #state: BlogState;
  readonly #settings: () => BlogSettings;

  constructor(state: BlogState, settings: () => BlogSettings) {
    this.#state = state;
    this.#settings = settings;
  }

  /** Whether the author has published by hand to this target with the current settings (`identityOf`). */
  has(name: string): boolean {
    const identity = this.#identityOf(name);
    return identity !== undefined && this.#state.record.publishedByHand.includes(identity);
  }

  /**
   * Records that the author has published to a target by hand.
   * Never rejects. If writing fails, scheduled posts wait until the author publishes by hand again.
   */
  async note(name: string): Promise<void> {
    const identity = this.#identityOf(name);
    if (identity === undefined || this.has(name)) return;
    try {
      // Reads `blog.json` first, because the update would lose other targets if an earlier reading failed.
      await this.#state.read();
      const publishedByHand = new Set([...this.#state.record.publishedByHand, identity]);
      await this.#state.update({ publishedByHand: [...publishedByHand] });
    } catch {
      // Ignores the failure, because the next publish by hand records the target again.
    }
  }

  /**
   * Counts targets with a record of a publish as published by hand: earlier versions kept only this record.
   */
  async noteFormer(records: { get(target: string): unknown }): Promise<void> {
    for (const name of Object.keys(this.#settings().targets)) {
      if (records.get(name) !== null) await this.note(name);
    }
  }

  #identityOf(name: string): string | undefined {
    const { targets } = this.#settings();
    const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
    return target && identityOf(target);
  }
}
