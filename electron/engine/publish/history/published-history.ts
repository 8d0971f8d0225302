import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { PublishedState, StateChanges } from "#contract/types/publish-types.ts";
import { rename, rm } from "#engine/base/files/change-files.ts";
import { nullIfMissing } from "#engine/base/files/read-files.ts";
import { fileNameFor } from "#engine/base/plain-name.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import { type EarlierFiles, isLiveSite } from "../plan/elsewhere.ts";
import { isPasswordFile } from "../plan/server-rules.ts";
import type { Manifest } from "../state/manifest.ts";
import { ContentStore } from "./content-store.ts";
import { describeChanges, describePosts, type Touched, touchedSince } from "./state-changes.ts";
import {
  readDraft,
  readState,
  type StateDraft,
  type StateRecord,
  stateFile,
  stateNumbers,
  writeState,
} from "./state-record.ts";

/**
 * Limits of a target's history. The history keeps at least `min` and at most `max` publishes.
 * `bytes` is the maximum total size of all contents that the newest publish does not use.
 */
export interface HistoryLimits {
  readonly bytes: number;
  readonly max: number;
  readonly min: number;
  /** Contents that are younger than this number of milliseconds are never removed. */
  readonly sparedMs: number;
}

const defaultLimits: HistoryLimits = { bytes: 1024 ** 3, max: 20, min: 2, sparedMs: 3_600_000 };

/** What the history needs for the record of a finished publish. */
export interface Ended {
  readonly manifest: Pick<Manifest, "generation" | "at">;
  /** The manifest before the publish, or null if there was none. */
  readonly before: Manifest | null;
  /** If this publish first completed an interrupted publish: the posts that were live before that publish. */
  readonly postsBefore?: Manifest["posts"] | undefined;
  readonly touched: Touched;
  /** Paths of built files that the publish left out. The draft of the record still contains these files. */
  readonly kept: readonly string[];
}

/**
 * Stores the last publishes ("states") of each target on this computer, so that each can be published again.
 */
export class PublishedHistory {
  readonly #folder: string;
  readonly #contents: ContentStore;
  readonly #limits: HistoryLimits;

  /** `linkable` returns whether a file is never modified. Such a file can be stored as a hard link. */
  constructor(folder: string, linkable: (location: string) => boolean, limits = defaultLimits) {
    this.#folder = folder;
    this.#contents = new ContentStore(join(folder, "contents"), linkable, limits.sparedMs);
    this.#limits = limits;
  }

  /** Stores the files of a publish, and a draft of its record, before the publish goes live. */
  async prepare(draft: StateDraft, files: readonly OutputFile[]): Promise<void> {
    const { pending, interrupted } = this.#draftsOf(draft.target);
    // Renames the record of an interrupted publish and keeps it, because that publish may have gone live.
    await rename(pending, interrupted).catch(nullIfMissing);
    await this.#contents.keep(files);
    await writeState(pending, draft);
  }

  /** Records that a publish is finished. `prepare` must have stored the draft of the record before. */
  async record(draft: StateDraft, ended: Ended): Promise<void> {
    const { interrupted } = this.#draftsOf(draft.target);
    const states = await this.#states(draft.target);
    const lost = await draftOf(draft.target, interrupted);
    if (lost && ended.before && isLiveSite(lost, ended.before)) {
      states.push(await this.#addFinished(lost, ended.before, ended.postsBefore, states.at(-1)));
    }
    const kept = new Set(ended.kept);
    const files = Object.fromEntries(Object.entries(draft.files).filter(([path]) => !kept.has(path)));
    const [before, last] = [ended.before?.posts ?? {}, states.at(-1)];
    const changes = describeChanges(ended.touched, draft, last ?? null);
    const posts = describePosts(before, draft, last ?? null);
    states.push(await this.#add({ ...draft, files }, ended.manifest, { changes, posts }, last));
    await this.#endDrafts(draft.target);
    await this.#forgetOldest(draft.target, states);
  }

  /**
   * Records a publish that was interrupted on this computer and then completed by another publish.
   * `before` are the posts that were live before the interrupted publish, if they are known.
   */
  async recordFinished(target: string, manifest: Manifest, before?: Manifest["posts"]): Promise<void> {
    const finished = (await this.begun(target)).find((draft) => isLiveSite(draft, manifest));
    if (!finished) return;
    const states = await this.#states(target);
    const last = states.at(-1);
    if (last?.at !== manifest.at) states.push(await this.#addFinished(finished, manifest, before, last));
    await this.#endDrafts(target);
    await this.#forgetOldest(target, states);
  }

  /**
   * Lists the publishes to `target` that were made for the site URL `url`, newest first.
   * `liveAt` is the time of the publish that readers see now. If undefined, the newest one counts as live.
   * No listed publish is live if the live site came from another computer or could not be stored.
   */
  async list(target: string, url: string, liveAt: string | undefined): Promise<PublishedState[]> {
    const [states, names] = await Promise.all([this.#states(target), this.#contents.names()]);
    const live = liveAt === undefined ? states.at(-1) : states.find(({ at }) => at === liveAt);
    return states
      .map((state, index) => ({ ...state, posts: postsOf(state, states[index - 1]) }))
      .filter((state) => state.url === url)
      .reverse()
      .map(({ number, at, backTo, changes, posts, files }) => ({
        number,
        target,
        at,
        backTo,
        changes,
        ...(posts ? { posts } : {}),
        isLive: at === live?.at,
        isSame: live !== undefined && haveSameFiles(files, live.files),
        isComplete: Object.values(files).every(({ sha256 }) => names.has(sha256)),
        files: Object.keys(files).length,
      }));
  }

  /** Reads the record of the newest publish to a target. Returns null if there is none. */
  async newest(target: string): Promise<StateRecord | null> {
    const number = (await this.#numbers(target)).at(-1);
    return number === undefined ? null : readState(this.#fileOf(target, number));
  }

  /** Reads the publishes that were interrupted on this computer. They may have gone live later. */
  async begun(target: string): Promise<StateDraft[]> {
    const { pending, interrupted } = this.#draftsOf(target);
    const drafts = await Promise.all([pending, interrupted].map((file) => draftOf(target, file)));
    return drafts.filter((draft) => draft !== null);
  }

  /** Reads all stored publishes to a target. Returns a map from paths to the versions of each file. */
  async earlierFiles(target: string): Promise<EarlierFiles> {
    const found = new Map<string, { sha256: string; size: number }[]>();
    for (const { files } of await this.#states(target)) {
      for (const [path, { sha256, size }] of Object.entries(files)) {
        const versions = found.get(path) ?? [];
        if (versions.every((version) => version.sha256 !== sha256)) versions.push({ sha256, size });
        found.set(path, versions);
      }
    }
    return found;
  }

  /** Reads the record and the files of a publish. Rejects with `undo.gone` if any of them is missing. */
  async load(target: string, number: number): Promise<{ state: StateRecord; files: OutputFile[] }> {
    const [state, names] = await Promise.all([
      readState(this.#fileOf(target, number)),
      this.#contents.names(),
    ]);
    if (!state || Object.values(state.files).some(({ sha256 }) => !names.has(sha256))) {
      throw new AppError("undo.gone", { number });
    }
    const files = Object.entries(state.files).map(([path, { post, ...file }]) => ({
      path,
      ...file,
      location: this.#contents.locate(file.sha256),
      ...(post === undefined ? {} : { post }),
    }));
    return { state, files };
  }

  /** Stores `text` as the new contents of a file. Returns the file with the new contents. */
  async withText(file: OutputFile, text: string): Promise<OutputFile> {
    return { ...file, ...(await this.#contents.keepText(text)) };
  }

  #addFinished(
    draft: StateDraft,
    manifest: Pick<Manifest, "generation" | "at">,
    before: Manifest["posts"] | undefined,
    last: StateRecord | undefined,
  ): Promise<StateRecord> {
    const changes = describeChanges(touchedSince(last?.files ?? {}, draft.files), draft, last ?? null);
    const posts = describePosts(before ?? last?.posts ?? {}, draft, last ?? null);
    return this.#add(draft, manifest, { changes, posts }, last);
  }

  async #add(
    draft: StateDraft,
    { generation, at }: Pick<Manifest, "generation" | "at">,
    { changes, posts }: { readonly changes: StateChanges; readonly posts: StateChanges },
    previous: StateRecord | undefined,
  ): Promise<StateRecord> {
    const number = (previous?.number ?? 0) + 1;
    const state = { ...draft, number, generation, at, changes, postChanges: posts };
    await writeState(this.#fileOf(draft.target, number), state);
    return state;
  }

  async #forgetOldest(target: string, states: readonly StateRecord[]): Promise<void> {
    const old = tooOld(states, this.#limits);
    if (old.length === 0) return;
    for (const { number } of old) await rm(this.#fileOf(target, number), { force: true });
    const needed = new Set<string>();
    for (const folder of await readdir(join(this.#folder, "states"), { withFileTypes: true })) {
      if (!folder.isDirectory()) continue;
      for (const name of await readdir(join(this.#folder, "states", folder.name))) {
        const state = await readDraft(join(this.#folder, "states", folder.name, name));
        for (const { sha256 } of Object.values(state?.files ?? {})) needed.add(sha256);
      }
    }
    await this.#contents.sweep(needed);
  }

  /** Reads the records of all publishes to a target, oldest first. Skips damaged records. */
  async #states(target: string): Promise<StateRecord[]> {
    const states: StateRecord[] = [];
    for (const number of await this.#numbers(target)) {
      const state = await readState(this.#fileOf(target, number));
      if (state) states.push(state);
    }
    return states;
  }

  #numbers(target: string): Promise<number[]> {
    return stateNumbers(this.#folderOf(target));
  }

  async #endDrafts(target: string): Promise<void> {
    await Promise.all(Object.values(this.#draftsOf(target)).map((file) => rm(file, { force: true })));
  }

  #draftsOf(target: string): { pending: string; interrupted: string } {
    const inside = (name: string): string => join(this.#folderOf(target), name);
    return { pending: inside("pending.json.gz"), interrupted: inside("interrupted.json.gz") };
  }

  #fileOf(target: string, number: number): string {
    return stateFile(this.#folderOf(target), number);
  }

  #folderOf(target: string): string {
    return join(this.#folder, "states", `target-${fileNameFor(target)}`);
  }
}

/**
 * Reads the draft of a record. Replaces the target's name in the draft, because the name may be out of date.
 */
async function draftOf(target: string, file: string): Promise<StateDraft | null> {
  const draft = await readDraft(file);
  return draft && { ...draft, target };
}

/** Returns the changes of posts by a publish. Computes them if the record is of an older version. */
function postsOf(state: StateRecord, before: StateRecord | undefined): StateChanges | undefined {
  if (state.postChanges) return state.postChanges;
  return before || state.number === 1 ? describePosts(before?.posts ?? {}, state, before ?? null) : undefined;
}

/** Compares the files of two publishes, but not their passwords: an undo keeps the present passwords. */
function haveSameFiles(some: StateRecord["files"], others: StateRecord["files"]): boolean {
  const paths = Object.keys(some);
  const isSame = (path: string): boolean =>
    isPasswordFile(path) ? path in others : some[path]?.sha256 === others[path]?.sha256;
  return paths.length === Object.keys(others).length && paths.every(isSame);
}

/** Returns the publishes that exceed the limits. Contents that several publishes share count only once. */
function tooOld(states: readonly StateRecord[], { bytes, max, min }: HistoryLimits): StateRecord[] {
  const [newest, ...older] = [...states].reverse();
  const seen = new Set(Object.values(newest?.files ?? {}).map(({ sha256 }) => sha256));
  const old: StateRecord[] = [];
  let [sum, count] = [0, 1];
  for (const state of older) {
    count += 1;
    for (const { sha256, size } of Object.values(state.files)) {
      if (!seen.has(sha256)) sum += size;
      seen.add(sha256);
    }
    if (count > max || (count > min && sum > bytes)) old.push(state);
  }
  return old;
}
