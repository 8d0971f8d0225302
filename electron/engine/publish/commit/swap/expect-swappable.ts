import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { CommitOptions } from "../commit-types.ts";
import type { Manifest } from "../../state/manifest.ts";
import type { ServerTraits } from "../../base/server-traits.ts";
import { probeNameRules } from "../../state/probe-names.ts";
import { type LinkOperations, swapOperations } from "../../base/capabilities.ts";
import { accepted, orRefused, RemoteError, type RemoteFiles } from "../../base/remote-files.ts";
import { writeWhole } from "../../base/whole-file.ts";
import { linkAbove, ofAnother } from "./plan-release.ts";
import { publicRoot } from "../../state/release-name.ts";
import type { RemoteTree } from "../../base/remote-tree.ts";

/**
 * Checks before the upload whether the site can go live by switching a symbolic link.
 * Returns the server's operations for hard and symbolic links.
 * Rejects with a code for the obstacle, such as `publish.swapLinks` if the server lacks links.
 */
export async function expectSwappable(
  options: Pick<CommitOptions, "files" | "place" | "stage">,
  before: Manifest | null,
  traits: ServerTraits,
): Promise<LinkOperations> {
  const { files, place } = options;
  const directory = publicRoot(place.root);
  const isBeside = !place.state.startsWith(`${place.root}/`);
  if (!isBeside) throw new AppError("publish.swapBeside", { directory: posix.dirname(directory) });
  const links = swapOperations(files.capabilities, traits);
  if (!links) throw new AppError("publish.swapLinks", { directory });
  const isRelease = place.root !== directory;
  const own = [before?.swap?.present, before?.swap?.previous];
  if (isRelease && !own.includes(posix.basename(place.root))) {
    throw new AppError("publish.swapAnother", { directory });
  }
  if (!isRelease) {
    await probe(options, links, directory);
    await expectPlainNames(files, place.root, traits);
  }
  return links;
}

/** Throws `publish.swapEntry` if a new release cannot contain a link or directory of the live site. */
export function expectPortable(tree: RemoteTree, paths: Iterable<string>, uid: number | undefined): void {
  const path = linkAbove(tree, paths) ?? ofAnother(tree, uid);
  if (path !== undefined) throw new AppError("publish.swapEntry", { path });
}

/** Tests in the staging directory whether the server can make links and replace a link. */
async function probe(
  { files, stage }: Pick<CommitOptions, "files" | "stage">,
  links: LinkOperations,
  directory: string,
): Promise<void> {
  const nonce = randomBytes(6).toString("hex");
  const inStage = (name: string): string => `${stage.directory}/probe-${nonce}-${name}`;
  const [file, same, first, second] = [inStage("file"), inStage("same"), inStage("1"), inStage("2")];
  const refused = new AppError("publish.swapLinks", { directory });
  try {
    await writeWhole(files, file, Buffer.from(nonce), 0o644);
    await links.hardLink(file, same);
    await links.symlink("one", first);
    await links.symlink("two", second);
    await files.replace(first, second);
    if ((await links.readlink(second)) !== "one") throw refused;
  } catch (error) {
    throw error instanceof RemoteError ? new AppError("publish.swapLinks", { directory }, error) : error;
  } finally {
    await Promise.allSettled([file, same, first, second].map((path) => orRefused(files.remove(path))));
  }
}

/**
 * Rejects if a server hides names with a leading dot, or treats different names as equal.
 * A release contains only files that the server lists, so it would lack hidden files.
 */
async function expectPlainNames(files: RemoteFiles, directory: string, traits: ServerTraits): Promise<void> {
  const names = traits.names ?? (await probeNameRules(files, directory));
  if (names?.foldsCase || names?.foldsForms)
    throw new AppError("publish.swapNames", { directory, why: "same" });
  const name = `.hitofude-probe-${randomBytes(6).toString("hex")}`;
  const path = posix.join(directory, name);
  if (!(await accepted(files.mkdir(path, 0o755)))) return;
  try {
    if (!(await files.readdir(directory)).has(name)) {
      throw new AppError("publish.swapNames", { directory, why: "hidden" });
    }
  } finally {
    await accepted(files.rmdir(path));
  }
}
