import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { CommitOptions } from "../commit-types.ts";
import type { CommitJournal, JournalRemoval } from "../../state/commit-journal.ts";
import { parentDirectories } from "../../base/directories.ts";
import type { Manifest } from "../../state/manifest.ts";
import type { ServerTraits } from "../../base/server-traits.ts";
import { settled } from "../../base/pipeline.ts";
import type { LinkOperations } from "../../base/capabilities.ts";
import { orMissing } from "../../base/remote-files.ts";
import { expectPortable, expectSwappable } from "./expect-swappable.ts";
import { isFileThatStays, planRelease, type ReleaseSteps } from "./plan-release.ts";
import { nameRelease, publicRoot, releasePath } from "../../state/release-name.ts";
import { listWholeTree, type RemoteTree } from "../../base/remote-tree.ts";
import type { SwapNames } from "./switch-root.ts";
import { type ReleaseDirectories, syncRelease } from "./sync-release.ts";

/** A complete new release (a directory with a whole site), and the live release from which it was made. */
export interface BuiltRelease {
  /** The entries of the live release at the time when the new release was made. */
  readonly tree: RemoteTree;
  readonly release: RemoteTree;
  /**
   * Paths of files that someone has changed since the plan was made.
   * The new release contains the changed files.
   */
  readonly edited: ReadonlySet<string>;
}

interface ReleaseParts {
  readonly links: LinkOperations;
  readonly names: SwapNames;
  readonly directories: readonly string[];
  /** The directories in the document root that Hitofude has made and may remove. */
  readonly ours: readonly string[];
}

/** A release that is being made in the staging directory. */
export class ReleaseDraft {
  readonly names: SwapNames;
  /** Directories that are in the new release but not in the live release. */
  readonly directories: readonly string[];
  readonly #options: CommitOptions;
  readonly #links: LinkOperations;
  readonly #ours: readonly string[];

  constructor(options: CommitOptions, { links, names, directories, ours }: ReleaseParts) {
    this.#options = options;
    this.#links = links;
    this.names = names;
    this.directories = directories;
    this.#ours = ours;
  }

  /** Fills the release with hard links to uploaded and live files, so that no bytes are copied. */
  async build(steps: ReleaseSteps, tree: RemoteTree, signal?: CancelSignal): Promise<void> {
    const { files, stage, place, directoryMode } = this.#options;
    const release = `${stage.directory}/${this.names.release}`;
    const root = await files.lstat(place.root);
    await files.mkdir(release, root.mode | 0o700);
    await files.chmod(release, root.mode);
    const plan = planRelease(tree, steps, new Set(this.#ours), directoryMode);
    await syncRelease(this.#places, plan, new Map(), signal);
  }

  /**
   * Lists the live site again, and adds to the new release what others have changed since `build`.
   */
  async finish(steps: ReleaseSteps): Promise<BuiltRelease> {
    return finishIn(this.#places, steps, this.#ours, this.#options.directoryMode);
  }

  get #places(): ReleaseDirectories {
    const { files, place, stage } = this.#options;
    const release = `${stage.directory}/${this.names.release}`;
    return { files, links: this.#links, present: place.root, release, stage: stage.directory };
  }
}

/** What a new release depends on: the old manifest, the server's traits, and the paths to add and remove. */
interface NewRelease {
  readonly before: Manifest | null;
  readonly traits: ServerTraits;
  /** Paths of the new files. */
  readonly paths: readonly string[];
  readonly removals: readonly Pick<JournalRemoval, "path">[];
}

/** Checks whether the site can go live by switching a symbolic link, and lists the live site. */
export async function beginRelease(
  options: CommitOptions,
  { before, traits, paths, removals }: NewRelease,
): Promise<{ readonly draft: ReleaseDraft; readonly tree: RemoteTree }> {
  const { files, place, stage } = options;
  const links = await expectSwappable(options, before, traits);
  const looks = [
    listWholeTree(files, place.root),
    files.lstat(place.root),
    // Finds out the id of the signed-in user, to whom the staging directory belongs.
    files.lstat(stage.directory),
  ] as const;
  await settled(looks);
  const [tree, root, { uid }] = await Promise.all(looks);
  if (root.uid !== uid) throw new AppError("publish.swapRoot", { directory: publicRoot(place.root) });
  expectPortable(tree, paths, uid);
  expectRoom(tree, paths, removals, place.root);
  const isRelease = publicRoot(place.root) !== place.root;
  const names = {
    release: nameRelease(place.root, (before?.generation ?? 0) + 1),
    before: isRelease ? place.root.slice(place.root.lastIndexOf("/") + 1) : nameRelease(place.root, 0),
  };
  const isMissing = (path: string): boolean => !["directory", "link"].includes(tree.get(path)?.kind ?? "");
  const directories = parentDirectories(paths).filter(isMissing);
  const ours = [...(before?.directories ?? []), ...directories];
  return { draft: new ReleaseDraft(options, { links, names, directories, ours }), tree };
}

/** Throws `publish.fileInTheWay` if the site needs a folder at a path where a file has to stay. */
function expectRoom(
  tree: RemoteTree,
  paths: readonly string[],
  removals: readonly Pick<JournalRemoval, "path">[],
  root: string,
): void {
  const removed = new Set(removals.map(({ path }) => path));
  const file = parentDirectories(paths).find((path) => isFileThatStays(tree, path, removed));
  if (file !== undefined) throw new AppError("publish.fileInTheWay", { path: `${root}/${file}` });
}

/** A release that an interrupted publish began to make. */
interface InterruptedRelease {
  readonly links: LinkOperations;
  readonly journal: CommitJournal & { readonly swap?: SwapNames | undefined };
  readonly before: Manifest | null;
  /** Path of the live release. */
  readonly present: string;
}

/**
 * Completes the release that an interrupted publish began.
 * The release also gets the changes made to the live site since the interruption.
 */
export async function finishRelease(
  { files, place, stage, directoryMode }: CommitOptions,
  { links, journal, before, present }: InterruptedRelease,
): Promise<BuiltRelease> {
  const name = journal.swap?.release ?? "";
  const inStage = `${stage.directory}/${name}`;
  const isInStage = (await orMissing(files.lstat(inStage))) !== null;
  const release = isInStage ? inStage : releasePath(place.root, name);
  const ours = [...(before?.directories ?? []), ...journal.directories];
  return finishIn({ files, links, present, release, stage: stage.directory }, journal, ours, directoryMode);
}

async function finishIn(
  places: ReleaseDirectories,
  steps: ReleaseSteps,
  ours: readonly string[],
  directoryMode: number,
): Promise<BuiltRelease> {
  const { files, present, release } = places;
  const looks = [listWholeTree(files, present), listWholeTree(files, release)] as const;
  await settled(looks);
  const [tree, actual] = await Promise.all(looks);
  const plan = planRelease(tree, steps, new Set(ours), directoryMode);
  await syncRelease(places, plan, actual);
  return { tree, release: actual, edited: plan.edited };
}
