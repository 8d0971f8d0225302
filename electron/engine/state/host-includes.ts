import { identityOf, placeOf, type TargetSettings } from "#contract/settings/target.ts";
import type { BlogState, HostInclude } from "./blog-state.ts";

/** Remembers, for each target, how pages can include parts. Connection tests and publishes find out how. */
export class HostIncludes {
  readonly #state: BlogState;

  constructor(state: BlogState) {
    this.#state = state;
  }

  /** Returns how pages can include parts at a target, or undefined if that is not known. */
  of(target: TargetSettings): HostInclude | undefined {
    // The practice site's web server is part of the program, and inserts parts by SSI (practice-includes.ts).
    if (target.kind === "practice") return "ssi";
    return this.#state.record.includes[keyOf(target)];
  }

  /** Records how a target includes parts. Never rejects, since pages can include parts by the script. */
  async note(target: TargetSettings, include: HostInclude): Promise<void> {
    if (target.kind === "practice" || this.of(target) === include) return;
    const includes = { ...this.#state.record.includes, [keyOf(target)]: include };
    await this.#state.update({ includes }).catch(() => undefined);
  }
}

/**
 * Returns a key that identifies the folder and the public address of a target.
 * The folder and the address may be on different hosts.
 */
function keyOf(target: TargetSettings): string {
  return `${identityOf(target)} ${placeOf(target).url}`;
}
