import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { shownPlaceOf } from "#contract/settings/target.ts";
import { AppError } from "#contract/errors.ts";
import type { Answer, TrustTarget } from "#contract/types/publish-run-types.ts";
import type { Ask } from "#engine/publish/base/targets.ts";
import type { BlogState } from "./blog-state.ts";
import {
  adoptFormerState,
  type FormerState,
  findFormerState,
  hasRecordsInside,
  migrateFormerState,
} from "./former-state.ts";
import { realPathOf } from "./state-path.ts";

export interface TrustParts {
  readonly folder: string;
  /** The folder with the state of all blogs (`stateRootOf`). */
  readonly root: string;
  readonly state: BlogState;
  readonly settings: () => BlogSettings;
  /** Called after a moved blog got its former state back, to read the state again. */
  readonly onMoved: () => Promise<void>;
  /** Called after records from before version 0.2 were moved into the state folder, to read the records. */
  readonly onRecordsTaken: () => Promise<void>;
}

/** Stores whether the author trusts a blog folder, and asks before the first action that needs trust. */
export class Trust {
  readonly #parts: TrustParts;
  #asking: Promise<void> | undefined;

  constructor(parts: TrustParts) {
    this.#parts = parts;
  }

  /**
   * Returns the path from which the blog folder was probably moved.
   * Returns null if the folder was not moved, or if the author has already answered.
   */
  async movedFrom(): Promise<string | null> {
    return (await findFormerState(this.#parts.root, this.#parts.state))?.path ?? null;
  }

  /** If `movedFrom` finds an earlier path, asks the author whether the blog folder was moved from there. */
  async askWhetherMoved(ask: Ask): Promise<void> {
    const from = await this.movedFrom();
    if (from === null) return;
    const answer = await ask({ kind: "moved", from, to: this.#parts.folder });
    const former = await findFormerState(this.#parts.root, this.#parts.state);
    if (former) await this.#takeAnswer(former, answer);
  }

  /**
   * Takes over the state that belongs to the earlier path of the blog.
   * Never rejects, because the author can be asked later.
   */
  async takeMoveFrom(path: string): Promise<void> {
    try {
      const former = await findFormerState(this.#parts.root, this.#parts.state);
      const yes = { accept: true, answers: [], remember: false };
      if (former?.path === realPathOf(path)) await this.#takeAnswer(former, yes);
    } catch {
      // Ignores the error. The author is asked later, because `movedFrom` still returns the earlier path.
    }
  }

  /** Resolves when the folder is trusted, after asking if needed. Rejects with `trust.declined`. */
  require(ask: Ask): Promise<void> {
    if (this.#parts.state.record.trusted) return Promise.resolve();
    this.#asking ??= this.#ask(ask).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(ask: Ask): Promise<void> {
    const { folder, root, state, settings, onRecordsTaken } = this.#parts;
    // Reads `blog.json` again, because the author may have trusted the folder in a terminal meanwhile.
    await state.read().catch(() => undefined);
    if (state.record.trusted) return;
    const former = await findFormerState(root, state);
    if (former) {
      const answer = await ask({ kind: "moved", from: former.path, to: folder });
      await this.#takeAnswer(former, answer);
      if (answer.accept) return;
      // Refuses trust: trusting the folder as a new blog would silently lose its earlier state.
      if (!answer.remember) throw new AppError("trust.declined", { folder });
    }
    const records = !state.record.migrated && (await hasRecordsInside(folder));
    const { accept, remember } = await ask({
      kind: "trust",
      folder,
      targets: trustTargets(settings()),
      records,
    });
    if (!accept) throw new AppError("trust.declined", { folder });
    await state.update({ trusted: true });
    if (records && remember) {
      await migrateFormerState(folder, state);
      await onRecordsTaken();
    }
  }

  async #takeAnswer(former: FormerState, { accept, remember }: Answer): Promise<void> {
    const { state, onMoved } = this.#parts;
    if (!accept) {
      if (remember) await state.update({ notMovedFrom: [...state.record.notMovedFrom, former.path] });
      return;
    }
    await adoptFormerState(former, state);
    await onMoved();
  }
}

/** Returns what the question about trust shows for each target. */
function trustTargets({ targets }: BlogSettings): TrustTarget[] {
  return Object.entries(targets).map(([name, target]) => ({
    name,
    kind: target.kind,
    ...shownPlaceOf(target),
  }));
}

/**
 * Trusts a folder that was just made.
 * If `isFormer` is true, the folder was open in an earlier version, which did not ask about trust.
 */
export async function trustWithoutAsking(
  blogFolder: string,
  state: BlogState,
  isFormer: boolean,
): Promise<void> {
  try {
    if (isFormer) await migrateFormerState(blogFolder, state);
    await state.update({ trusted: true });
  } catch {
    // Ignores a full disk or a read-only state folder. The next start tries to record the trust again.
  }
}
