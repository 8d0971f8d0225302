import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { type LinkEnd, linkValues } from "#contract/types/publish-run-types.ts";
import { parentDirectories } from "../base/directories.ts";
import { orMissing, orRefused, type RemoteFiles } from "../base/remote-files.ts";
import type { LinkDecisions } from "../state/manifest.ts";
import type { DecidedLink, DirectoryLink, PublishSteps, RemoteView } from "./plan-types.ts";

/** Returns a function that maps a path to the one of the symbolic links that is above it, or to undefined. */
export function linkAbove<Link extends { readonly path: string }>(
  links: readonly Link[],
): (path: string) => Link | undefined {
  const byPath = new Map(links.map((link) => [link.path, link]));
  if (byPath.size === 0) return () => undefined;
  return (path) => parentDirectories([path]).flatMap((parent) => byPath.get(parent) ?? [])[0];
}

interface DecisionOptions {
  readonly remote: RemoteView;
  /** See `reopens` of `PublishOptions`. */
  readonly reopens?: boolean | undefined;
}

/**
 * Returns the author's earlier decisions that still apply.
 * A decision ends when something other than the symbolic link is at the path, or the link's target changes.
 */
export async function linksDecided(
  files: RemoteFiles,
  root: string,
  decisions: LinkDecisions = {},
  { remote, reopens = false }: DecisionOptions,
): Promise<DecidedLink[]> {
  const asked = Object.entries(decisions).filter(
    ([path, { choice }]) => remote.get(path)?.kind === "link" && !(reopens && choice === "left"),
  );
  const links = await Promise.all(
    asked.map(async ([path, decision]) => {
      const { target, end } = await followLink(files, posix.join(root, path));
      return target === decision.target ? [{ ...decision, path, end }] : [];
    }),
  );
  return links.flat();
}

interface LinksOfServer {
  readonly remote: RemoteView;
  /** The author's earlier decisions that still apply. */
  readonly decided: readonly DecidedLink[];
}

/**
 * Returns the symbolic links through which files would be written or deleted.
 * Leaves out symbolic links about which the author has already decided.
 * Throws `publish.linkBroken` if a symbolic link does not lead to a folder.
 */
export async function linksToDecide(
  files: RemoteFiles,
  root: string,
  { puts, removals }: Pick<PublishSteps, "puts" | "removals">,
  { remote, decided }: LinksOfServer,
): Promise<DirectoryLink[]> {
  const counts = new Map<string, number>();
  for (const path of [...puts.map(({ file }) => file.path), ...removals.map((file) => file.path)]) {
    const link = parentDirectories([path]).find((parent) => remote.get(parent)?.kind === "link");
    if (link !== undefined) counts.set(link, (counts.get(link) ?? 0) + 1);
  }
  const known = new Set(decided.map(({ path }) => path));
  const links: DirectoryLink[] = [];
  for (const [path, count] of counts) {
    const { target, end } = await followLink(files, posix.join(root, path));
    if (end !== "folder")
      throw new AppError("publish.linkBroken", { path: posix.join(root, path), ...linkValues(target), end });
    if (!known.has(path)) links.push({ path, target, files: count });
  }
  return links;
}

async function followLink(files: RemoteFiles, path: string): Promise<{ target: string; end: LinkEnd }> {
  const readlink = files.capabilities.links?.readlink;
  const targetOf = async (link: string): Promise<string> =>
    (await orRefused(readlink?.(link) ?? Promise.resolve(""))) ?? "";
  const target = await targetOf(path);
  if (await orRefused(files.readdir(path))) return { target, end: "folder" };
  const visited = new Set<string>();
  let at = path;
  for (let next = target; next !== ""; next = await targetOf(at)) {
    if (visited.has(at)) return { target, end: "loop" };
    visited.add(at);
    at = posix.resolve(posix.dirname(at), next);
    const entry = await orRefused(orMissing(files.lstat(at)).then((found) => found ?? "missing"));
    if (entry === "missing") return { target, end: "missing" };
    if (entry?.kind !== "link") return { target, end: entry?.kind === "file" ? "file" : "unknown" };
  }
  return { target, end: "unknown" };
}
