import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { Moves } from "../../base/moves.ts";
import { pipeline } from "../../base/pipeline.ts";
import { orRefused } from "../../base/remote-files.ts";
import { isProtection, isServerRule } from "../../plan/server-rules.ts";
import type { CommitJournal } from "../../state/commit-journal.ts";
import type { CommitOptions } from "../commit-types.ts";
import { removeLive } from "../remove-live.ts";
import type { ReleaseDirectories } from "./sync-release.ts";

/**
 * Updates the previous release: removes files that have left the site, and adds the new rules.
 * Readers can open the previous release if the web server also serves the document root's parent folder.
 * `places.present` is the path of the previous release. Operations that the server refuses are skipped.
 */
export async function closePrevious(
  options: CommitOptions,
  { files, links, present, release, stage }: ReleaseDirectories,
  { puts, removals, traits }: CommitJournal,
): Promise<void> {
  await pipeline(puts.filter(isProtection), async ({ path }) => {
    const rules = `${stage}/linked-${randomBytes(6).toString("hex")}`;
    await orRefused(links.hardLink(posix.join(release, path), rules));
    await orRefused(files.replace(rules, posix.join(present, path)));
  });
  const previous = { ...options, place: { ...options.place, root: present } };
  const moves = new Moves(files, traits);
  const pages = removals.filter(({ path }) => !isServerRule(path));
  await pipeline(pages, async (page) => void (await orRefused(removeLive(previous, [page], moves))));
}
