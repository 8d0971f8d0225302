import type { OutputFile } from "#engine/site/site-output.ts";
import { parentDirectories } from "./directories.ts";
import type { Elsewhere } from "./elsewhere.ts";
import type { KeptFile, LiveFile, Manifest, NameRules } from "./manifest.ts";
import { isInside, turnableFolders } from "./plan-turns.ts";
import type { EntryKind } from "./remote-files.ts";
import { copiesOfGone, isReplaced } from "./replaced-files.ts";
import { renamedOnly } from "./same-names.ts";

/** What was seen at a path of the document root. */
export interface SeenFile {
  readonly kind: EntryKind;
  readonly size: number;
  readonly mtime: number;
  /** Known where the bytes were read, to find out whether they are ours. */
  readonly sha256?: string | undefined;
}

/** What a look at the server showed; paths that were not looked at are absent, paths where nothing is are absent too. */
export type RemoteView = ReadonlyMap<string, SeenFile>;

/**
 * Why something is for the author to decide: `edited` since we put it there, `foreign`: never ours, `adopted`: found there
 * when it was equal to ours, `elsewhere`: published by another computer.
 */
type Because = "edited" | "foreign" | "adopted" | "elsewhere";

export interface PlannedPut {
  readonly file: OutputFile;
  readonly change: "new" | "changed";
  /** Set when the author has to say whose file it shall be. */
  readonly because?: Because;
  /** What lies there now. */
  readonly seen?: SeenFile | undefined;
}

/** A file that is there and no longer part of the site. */
export interface StaleFile {
  readonly path: string;
  readonly size: number;
  readonly mtime: number;
}

/** What a publish is going to do, decided before anything is sent. */
export interface PublishSteps {
  readonly puts: readonly PlannedPut[];
  readonly adopted: readonly (LiveFile & { readonly path: string })[];
  readonly removals: readonly StaleFile[];
  /** Others have taken their places: they stay for one publish more, for pages that are still open. */
  readonly retired: readonly string[];
  /** No longer part of the site, but not as we put them there: they stay unless the author says otherwise. */
  readonly leftovers: readonly (StaleFile & { readonly because: Because })[];
  /** Once ours and gone since. */
  readonly released: readonly string[];
  /** The author decided earlier that theirs stay, and nothing has changed since. */
  readonly kept: readonly (KeptFile & { readonly file: OutputFile })[];
  /** Folders of ours that give way to a file of the site, as long as all that is in them goes. */
  readonly folders: ReadonlySet<string>;
  /** Where a file belongs lies a directory: nobody's yes can help. */
  readonly blocked: readonly string[];
  /** On the server and not ours; none of our business. */
  readonly foreign: readonly { readonly path: string; readonly size: number }[];
  readonly unchanged: number;
  readonly first: boolean;
}

export interface PlanOptions {
  /** Null: nothing is known of other computers. */
  readonly elsewhere?: Elsewhere | null;
  /** The view shows everything, so that what is missing in it is missing on the server. */
  readonly isWhole?: boolean;
  /** Which names the server takes for the same; as the manifest knows it if nothing else is said. */
  readonly names?: NameRules | undefined;
}

/** Paths that have to be looked at before a plan can be trusted: what would be written to or removed. */
export function pathsToLookAt(build: readonly OutputFile[], manifest: Manifest): string[] {
  const built = new Set(build.map((file) => file.path));
  const changed = build.filter((file) => manifest.files[file.path]?.sha256 !== file.sha256);
  const removed = Object.keys(manifest.files).filter((path) => !built.has(path));
  return [...changed.map((file) => file.path), ...removed];
}

/** Compares the finished site with what is live. Pure: the same arguments give the same plan. */
export function planPublish(
  build: readonly OutputFile[],
  manifest: Manifest | null,
  remote: RemoteView,
  { elsewhere = null, isWhole = manifest === null, names = manifest?.traits.names }: PlanOptions = {},
): PublishSteps {
  const ours = manifest?.files ?? {};
  const built = new Set(build.map((file) => file.path));
  const renamed = renamedOnly(built, Object.keys(ours), names);
  const formerly = new Map([...renamed].map(([former, path]) => [path, former]));
  const others = Object.fromEntries(Object.entries(ours).filter(([path]) => !renamed.has(path)));
  const former = manifest && renamed.size > 0 ? { ...manifest, files: others } : manifest;
  const { folders, ...stale } = planStale(build, former, remote, elsewhere);
  const puts: PlannedPut[] = [];
  const adopted: (LiveFile & { path: string })[] = [];
  const kept: (KeptFile & { file: OutputFile })[] = [];
  for (const file of build) {
    const { path, sha256, size } = file;
    // A folder that gives way is as good as nothing.
    const seen = folders.has(path) ? undefined : remote.get(path);
    const [same, keep] = [ours[path], manifest?.kept[path]];
    if (same?.sha256 === sha256 && (!isWhole || (seen && isUntouched(same, seen)))) continue;
    const live = same ?? ours[formerly.get(path) ?? ""];
    if (seen?.kind === "file" && seen.sha256 === sha256) {
      adopted.push({
        path,
        sha256,
        size,
        mtime: seen.mtime,
        ...(live && !live.adopted ? {} : { adopted: true }),
      });
    } else if (keep && seen && !live && stillStands(keep, file, seen)) {
      kept.push({ ...keep, file });
    } else {
      const because = whyToAsk(file, live, seen, elsewhere);
      puts.push({ file, change: seen ? "changed" : "new", seen, ...(because ? { because } : {}) });
    }
  }
  const released = new Set(stale.released);
  const foreign = [...remote].flatMap(([path, seen]) => {
    const isForeign = seen.kind !== "directory" && !built.has(path) && (!ours[path] || released.has(path));
    return isForeign ? [{ path, size: seen.size }] : [];
  });
  const blocked = puts.filter(({ seen }) => seen?.kind === "directory").map(({ file }) => file.path);
  const unchanged = build.length - puts.length - adopted.length - kept.length;
  return {
    puts,
    adopted,
    kept,
    ...stale,
    // The name goes from the manifest; the file is the new one.
    released: [...stale.released, ...renamed.keys()],
    folders,
    blocked,
    foreign,
    unchanged,
    first: manifest === null,
  };
}

type Stale = Pick<PublishSteps, "removals" | "retired" | "leftovers" | "released">;

/** What is live and not in the site any more, and which folders it leaves for files of the site. */
function planStale(
  build: readonly OutputFile[],
  manifest: Manifest | null,
  remote: RemoteView,
  elsewhere: Elsewhere | null,
): Stale & Pick<PublishSteps, "folders"> {
  const { retired, removals, ...stale } = sortStale(build, manifest, remote, elsewhere);
  const mayGo = [...removals, ...retired, ...stale.leftovers];
  const folders = turnableFolders(build, remote, mayGo, manifest?.directories ?? []);
  const parents = new Set(parentDirectories(build.map(({ path }) => path)));
  // Where something else is to be, nothing can stay for one publish more.
  const isInTheWay = ({ path }: StaleFile): boolean => parents.has(path) || isInside(path, folders);
  return {
    ...stale,
    folders,
    removals: [...removals, ...retired.filter(isInTheWay)],
    retired: retired.filter((file) => !isInTheWay(file)).map(({ path }) => path),
  };
}

function sortStale(
  build: readonly OutputFile[],
  manifest: Manifest | null,
  remote: RemoteView,
  elsewhere: Elsewhere | null,
): Omit<Stale, "retired"> & { readonly retired: readonly StaleFile[] } {
  const built = new Set(build.map(({ path }) => path));
  const isOfGone = copiesOfGone(built);
  const removals: StaleFile[] = [];
  const retired: StaleFile[] = [];
  const leftovers: (StaleFile & { because: Because })[] = [];
  const released: string[] = [];
  for (const [path, live] of Object.entries(manifest?.files ?? {})) {
    if (built.has(path)) continue;
    const seen = remote.get(path);
    if (seen?.kind !== "file") {
      released.push(path);
      continue;
    }
    const file = { path, size: seen.size, mtime: seen.mtime };
    const because = whyToLeave(path, live, seen, elsewhere);
    if (because) leftovers.push({ ...file, because });
    else if (isReplaced(path) && !live.retired && !isOfGone(path)) retired.push(file);
    else removals.push(file);
  }
  return { removals, retired, leftovers, released };
}

function whyToAsk(
  file: OutputFile,
  live: LiveFile | undefined,
  seen: SeenFile | undefined,
  elsewhere: Elsewhere | null,
): Because | null {
  if (seen && !isUntouched(live, seen)) return live ? "edited" : "foreign";
  return elsewhere?.wouldRevert(file) ? "elsewhere" : null;
}

function whyToLeave(
  path: string,
  live: LiveFile,
  seen: SeenFile,
  elsewhere: Elsewhere | null,
): Because | null {
  if (!isUntouched(live, seen)) return "edited";
  if (live.adopted) return "adopted";
  // What is retired, whoever published last had no more use for.
  return !live.retired && elsewhere?.wasAdded(path) ? "elsewhere" : null;
}

/**
 * Theirs is the one that the author chose. A page that was written anew here is asked about again, or nobody would see it;
 * a list or a feed changes with every publish.
 */
function stillStands(keep: KeptFile, file: OutputFile, seen: SeenFile): boolean {
  const isSame = seen.size === keep.size && seen.mtime === keep.mtime;
  return isSame && (keep.mine === file.sha256 || file.post === undefined);
}

/** The file is the one that we put there, by everything the server tells of it. */
export function isUntouched(
  live: { readonly size: number; readonly mtime: number } | undefined,
  seen: SeenFile,
): boolean {
  return seen.kind === "file" && live !== undefined && seen.size === live.size && seen.mtime === live.mtime;
}
