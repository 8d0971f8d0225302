import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { TargetSettings } from "#contract/settings/target.ts";
import type { BlogState } from "./blog-state.ts";

/**
 * Remembers to which targets the author has published from this computer by hand. Scheduled posts are
 * published unattended only to these.
 */
export class PublishesByHand {
  readonly #state: BlogState;
  readonly #settings: () => BlogSettings;

  constructor(state: BlogState, settings: () => BlogSettings) {
    this.#state = state;
    this.#settings = settings;
  }

  /** Whether the author has published by hand to the place that this target's settings now lead to. */
  has(name: string): boolean {
    const identity = this.#identityOf(name);
    return identity !== undefined && this.#state.record.publishedByHand.includes(identity);
  }

  /**
   * Records a publish by hand. Never rejects: if the record is lost, scheduled posts wait for the next
   * publish by hand.
   */
  async note(name: string): Promise<void> {
    const identity = this.#identityOf(name);
    if (identity === undefined || this.has(name)) return;
    const publishedByHand = [...this.#state.record.publishedByHand, identity];
    await this.#state.update({ publishedByHand }).catch(() => undefined);
  }

  #identityOf(name: string): string | undefined {
    const { targets } = this.#settings();
    const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
    return target && targetIdentity(target);
  }
}

/**
 * Returns a key of the place that a target leads to, regardless of the target's name. If the place changes,
 * the key changes.
 */
export function targetIdentity(target: TargetSettings): string {
  switch (target.kind) {
    case "practice":
      return "practice";
    case "sftp":
      return JSON.stringify(["sftp", target.host, target.port, target.user, target.directory]);
    case "folder":
      return JSON.stringify(["folder", target.directory]);
    case "rclone":
      return JSON.stringify(["rclone", target.remote]);
  }
}
