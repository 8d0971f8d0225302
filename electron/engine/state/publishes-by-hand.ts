import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { TargetSettings } from "#contract/settings/target.ts";
import type { BlogState } from "./blog-state.ts";

/**
 * The targets to which the author published manually from this computer: only they are published to
 * unattended.
 */
export class PublishesByHand {
  readonly #state: BlogState;
  readonly #settings: () => BlogSettings;

  constructor(state: BlogState, settings: () => BlogSettings) {
    this.#state = state;
    this.#settings = settings;
  }

  /** Whether the author published to the location that the target of this name identifies now. */
  has(name: string): boolean {
    const identity = this.#identityOf(name);
    return identity !== undefined && this.#state.record.publishedByHand.includes(identity);
  }

  /**
   * Records a manual publish. Never rejects: without the record, scheduled posts wait for the next manual
   * publish.
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

/** Identifies a target by its location, not its name; a target with a new location has a new identity. */
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
