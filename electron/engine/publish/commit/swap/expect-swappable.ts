import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { CommitOptions } from "../commit-types.ts";
import type { Manifest, ServerTraits } from "../../state/manifest.ts";
import { probeNameRules } from "../../state/probe-names.ts";
import {
  accepted,
  type LinkOperations,
  orRefused,
  RemoteError,
  type RemoteFiles,
} from "../../base/remote-files.ts";
import { writeWhole } from "../../base/whole-file.ts";
import { linkAbove, ofAnother } from "./plan-release.ts";
import { publicRoot } from "./release-name.ts";
import type { ReleaseTree } from "./release-tree.ts";

/**
 * Makes sure that a site can be published by swapping a link, before anything is sent; what is promised and was never done here is tried out.
 * Rejects with `publish.swapLinks`, `publish.swapBeside`, `publish.swapNames` or `publish.swapAnother`; nothing has changed then. Returns the server's links.
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
  if (!files.links || traits.replace !== "posix") throw new AppError("publish.swapLinks", { directory });
  const isRelease = place.root !== directory;
  const own = [before?.swap?.present, before?.swap?.previous];
  if (isRelease && !own.includes(posix.basename(place.root))) {
    throw new AppError("publish.swapAnother", { directory });
  }
  if (!isRelease) {
    await probe(options, files.links, directory);
    await expectPlainNames(files, place.root, traits);
  }
  return files.links;
}

/** Rejects with `publish.swapEntry` where something in the site cannot be taken along as it is. */
export function expectPortable(tree: ReleaseTree, paths: Iterable<string>, uid: number | undefined): void {
  const path = linkAbove(tree, paths) ?? ofAnother(tree, uid);
  if (path !== undefined) throw new AppError("publish.swapEntry", { path });
}

/**
 * Tries out links where no reader can get to. That files can be moved from there into the site, and so linked, was found out when the state
 * directory was made; that something can be put beside the document root shows in the state directory, and else in the swap itself.
 */
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
 * A release is a copy of what is listed: it would lack what a server hides. Where different names are one, what is linked and what is new could
 * get in each other's way.
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
