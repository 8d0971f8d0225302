import type {
  Because,
  PlannedPut,
  PlanOptions,
  PublishSteps,
  RemoteView,
  SeenFile,
  SortedFiles,
  StaleFile,
} from "./plan-types.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import { parentDirectories } from "../base/directories.ts";
import { linkAbove } from "./directory-links.ts";
import type { Elsewhere } from "./elsewhere.ts";
import type { KeptFile, LiveFile, Manifest } from "../state/manifest.ts";
import { isInside, replaceableDirectories } from "./plan-kind-changes.ts";
import { copiesOfGone, mayStay, partOf, privateCopies } from "./replaced-files.ts";
import { isProtection } from "./server-rules.ts";
import { renamedOnly } from "./same-names.ts";

/** Returns the paths that the publish would write or remove. The plan needs the entries at these paths. */
export function pathsToLookAt(build: readonly OutputFile[], manifest: Manifest): string[] {
  const built = new Set(build.map((file) => file.path));
  const changed = build.filter((file) => manifest.files[file.path]?.sha256 !== file.sha256);
  const removed = Object.keys(manifest.files).filter((path) => !built.has(path));
  return [...changed.map((file) => file.path), ...removed];
}

/** Compares the built site with the server and returns the steps of the publish. This is a pure function. */
export function planPublish(
  whole: readonly OutputFile[],
  manifest: Manifest | null,
  remote: RemoteView,
  {
    elsewhere = null,
    unread = [],
    setBackFrom = null,
    resend = [],
    reopens = false,
    decidedLinks = [],
    isWhole = manifest === null,
    names = manifest?.traits.names,
  }: PlanOptions = {},
): PublishSteps {
  const ours = manifest?.files ?? {};
  const leftLinks = decidedLinks.filter(({ choice }) => choice === "left");
  const leftLinkOf = linkAbove(leftLinks);
  const build = whole.filter(({ path }) => leftLinkOf(path) === undefined);
  const left = leftLinks.map(({ path }) => path);
  const behindLinks = whole.flatMap(({ path, sha256 }) => {
    const link = ours[path]?.sha256 === sha256 ? undefined : leftLinkOf(path);
    return link ? [{ path, link: link.path, end: link.end }] : [];
  });
  const built = new Set(build.map((file) => file.path));
  const renamed = renamedOnly(built, Object.keys(ours), names);
  const formerly = new Map([...renamed].map(([former, path]) => [path, former]));
  const notRenamed = Object.fromEntries(Object.entries(ours).filter(([path]) => !renamed.has(path)));
  const former = manifest && renamed.size > 0 ? { ...manifest, files: notRenamed } : manifest;
  const { folders, ...stale } = planStale(build, former, remote, { elsewhere, unread: [...unread, ...left] });
  const doubtful = new Set(resend);
  const sorted = (files: readonly OutputFile[]): SortedFiles => {
    const puts: PlannedPut[] = [];
    const adopted: (LiveFile & { path: string })[] = [];
    const kept: (KeptFile & { file: OutputFile })[] = [];
    for (const file of files) {
      const { path, sha256, size } = file;
      // If the new file replaces a folder, the folder counts as missing.
      const seen = folders.has(path) ? undefined : remote.get(path);
      const [same, keep] = [ours[path], reopens ? undefined : manifest?.kept[path]];
      const isDoubtful = doubtful.has(path);
      if (same?.sha256 === sha256 && !isDoubtful && (!isWhole || (seen && isUntouched(same, seen)))) continue;
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
        const isGone = same?.sha256 === sha256 && (!seen || seen.isEarlier === true || isDoubtful);
        const lost = isGone || setBackFrom?.[path] === sha256;
        puts.push({
          file,
          change: seen ? "changed" : "new",
          seen,
          ...(because ? { because } : {}),
          ...(lost ? { lost } : {}),
        });
      }
    }
    return { puts, adopted, kept };
  };
  const { puts, adopted, kept } = sorted(build);
  const released = new Set(stale.released);
  const folderPaths = new Set(parentDirectories(built));
  const isOfSite = new Set([...whole, ...decidedLinks].map(({ path }) => path));
  const others = [...remote].filter(
    ([path, { kind }]) =>
      kind !== "directory" &&
      !isOfSite.has(path) &&
      (!ours[path] || released.has(path)) &&
      !(kind === "link" && folderPaths.has(path)),
  );
  const restored = others.filter(([, seen]) => seen.isEarlier);
  const foreign = others.filter(([, seen]) => !seen.isEarlier);
  const blocked = puts.filter(({ seen }) => seen?.kind === "directory").map(({ file }) => file.path);
  const unchanged = build.length - puts.length - adopted.length - kept.length;
  return {
    puts,
    adopted,
    kept,
    ...stale,
    leftovers: [
      ...stale.leftovers,
      ...restored.map(([path, { size, mtime }]) => ({ path, size, mtime, because: "restored" as const })),
    ],
    // Drops the old name only from the manifest, because both names mean the same file on the server.
    released: [...stale.released, ...renamed.keys()],
    folders,
    blocked,
    foreign: foreign.map(([path, { size, kind }]) => ({
      path,
      size,
      ...(kind === "link" ? { isLink: true as const } : {}),
    })),
    links: [],
    decidedLinks,
    behindLinks,
    ifFollowed: sorted(whole.filter(({ path }) => leftLinkOf(path)?.end === "folder")),
    unchanged,
    first: manifest === null,
  };
}

type Stale = Pick<PublishSteps, "removals" | "retired" | "leftovers" | "released">;

type StaleOptions = Required<Pick<PlanOptions, "elsewhere">> & { readonly unread: readonly string[] };

/**
 * Returns the steps for published files that the site no longer has.
 * Also returns the folders on the server that files of the site will replace.
 */
function planStale(
  build: readonly OutputFile[],
  manifest: Manifest | null,
  remote: RemoteView,
  options: StaleOptions,
): Stale & Pick<PublishSteps, "folders"> {
  const { retired, removals, ...stale } = sortStale(build, manifest, remote, options);
  const mayGo = [...removals, ...retired, ...stale.leftovers];
  const folders = replaceableDirectories(build, remote, mayGo, manifest?.directories ?? []);
  const parents = new Set(parentDirectories(build.map(({ path }) => path)));
  // A file cannot be kept for open pages if the site needs its path or its folder for something else.
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
  { elsewhere, unread }: StaleOptions,
): Omit<Stale, "retired"> & { readonly retired: readonly StaleFile[] } {
  const built = new Set(build.map(({ path }) => path));
  const isOfGone = copiesOfGone(built);
  const isPrivate = privateCopies([...built, ...Object.keys(manifest?.files ?? {})]);
  const isUnread = partOf(unread);
  const removals: StaleFile[] = [];
  const retired: StaleFile[] = [];
  const leftovers: (StaleFile & { because: Because })[] = [];
  const released: string[] = [];
  for (const [path, live] of Object.entries(manifest?.files ?? {})) {
    if (built.has(path) || isUnread(path)) continue;
    const seen = remote.get(path);
    if (seen?.kind !== "file") {
      released.push(path);
      continue;
    }
    const file = { path, size: seen.size, mtime: seen.mtime };
    const because = whyToLeave(path, live, seen, elsewhere);
    if (because) leftovers.push({ ...file, because });
    else if (mayStay(path) && !live.retired && !isOfGone(path) && !isPrivate(path)) retired.push(file);
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
  if (seen && !seen.isEarlier && !isUntouched(live, seen)) return live ? "edited" : "foreign";
  return elsewhere?.wouldRevert(file) ? "elsewhere" : null;
}

function whyToLeave(
  path: string,
  live: LiveFile,
  seen: SeenFile,
  elsewhere: Elsewhere | null,
): Because | null {
  if (!seen.isEarlier && !isUntouched(live, seen)) return "edited";
  if (live.adopted) return "adopted";
  // A file that the previous publish marked for removal needs no question, whichever computer added the file.
  return !live.retired && elsewhere?.wasAdded(path) ? "elsewhere" : null;
}

/**
 * Whether to ask about each new version of a site file after the author kept the server's file.
 * Returns true for posts, and for server rules, because new rules may protect new pictures.
 */
export function isAskedAgain(file: Pick<OutputFile, "path" | "group" | "post">): boolean {
  return file.post !== undefined || isProtection(file);
}

/** Whether the author's earlier decision to keep the server's file still applies. */
function stillStands(keep: KeptFile, file: OutputFile, seen: SeenFile): boolean {
  const isSame = seen.size === keep.size && seen.mtime === keep.mtime;
  return isSame && (keep.mine === file.sha256 || !isAskedAgain(file));
}

/** Whether the file on the server has the size and time of the file that Hitofude published. */
export function isUntouched(
  live: { readonly size: number; readonly mtime: number } | undefined,
  seen: SeenFile,
): boolean {
  return seen.kind === "file" && live !== undefined && seen.size === live.size && seen.mtime === live.mtime;
}

/** Returns the removals of files that are marked as `retired`. Live pages no longer request these files. */
export function expired(removals: readonly StaleFile[], before: Manifest | null): StaleFile[] {
  return removals.filter(({ path }) => before?.files[path]?.retired === true);
}
