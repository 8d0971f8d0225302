import { identityOf, placeOf, type TargetSettings } from "#contract/settings/target.ts";
import type { Protection } from "#engine/site/entries/protected-sections.ts";
import type { HostInclude } from "#engine/publish/base/server-traits.ts";
import type { BlogState } from "./blog-state.ts";

/** Stores what connection tests and publishes have found out about each target's web host. */
export class HostTraits {
  readonly #state: BlogState;

  constructor(state: BlogState) {
    this.#state = state;
  }

  /** Returns how the target's web host inserts shared parts into pages. Undefined if unknown. */
  includeOf(target: TargetSettings): HostInclude | undefined {
    // The practice site's web server is part of the program, and supports SSI (practice-pages.ts).
    if (target.kind === "practice") return "ssi";
    return this.#state.record.includes[keyOf(target)];
  }

  /**
   * Records how the target's web host inserts shared parts into pages.
   * Ignores errors, because a script in each page can fetch the parts.
   */
  async noteInclude(target: TargetSettings, include: HostInclude): Promise<void> {
    if (target.kind === "practice" || this.includeOf(target) === include) return;
    try {
      // Reads `blog.json` first, because the update would lose other targets if an earlier reading failed.
      await this.#state.read();
      await this.#state.update({ includes: { ...this.#state.record.includes, [keyOf(target)]: include } });
    } catch {
      // Ignores the failure, because the next connection test or publish calls this method again.
    }
  }

  /** Returns how a target protects sections with a password. Returns undefined if no protection is known. */
  protectionOf(target: TargetSettings): Protection | undefined {
    // The practice site needs no protection, because only the author can reach this site.
    if (target.kind === "practice") return "open";
    const root = this.#state.record.passwordRoots[keyOf(target)] ?? "";
    return root === "" ? undefined : { root };
  }

  /**
   * Records the document root of a host that asks readers for passwords.
   * If `root` is "", records that the host does not ask for passwords.
   * Rejects with `file.*`.
   */
  async notePasswordRoot(target: TargetSettings, root: string): Promise<void> {
    if (target.kind === "practice" || this.#state.record.passwordRoots[keyOf(target)] === root) return;
    await this.#state.read();
    await this.#state.update({
      passwordRoots: { ...this.#state.record.passwordRoots, [keyOf(target)]: root },
    });
  }
}

/** Returns a key with a target's folder and its public address, because they can be on different hosts. */
function keyOf(target: TargetSettings): string {
  return `${identityOf(target)} ${placeOf(target).url}`;
}
