import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { TargetSettings } from "#contract/settings/target.ts";
import type { BlogState } from "./blog-state.ts";

/** To which targets the author has published by hand from this computer: only there anything goes unattended. */
export class PublishesByHand {
  readonly #state: BlogState;
  readonly #settings: () => BlogSettings;

  constructor(state: BlogState, settings: () => BlogSettings) {
    this.#state = state;
    this.#settings = settings;
  }

  /** Whether the author published to what the target of this name reaches now. */
  has(name: string): boolean {
    const identity = this.#identityOf(name);
    return identity !== undefined && this.#state.record.publishedByHand.includes(identity);
  }

  /** Notes a publish by hand. Never rejects: without the note, scheduled posts wait for the next publish by hand. */
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

/** Names a target by what it reaches, whatever it is called; a target that reaches something else is another one. */
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
