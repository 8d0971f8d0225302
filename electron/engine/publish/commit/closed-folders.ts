import { posix } from "node:path";
import { shortHash } from "#engine/base/hash.ts";
import type { CommitOptions } from "./commit-types.ts";
import type { JournalPut } from "../state/commit-journal.ts";
import type { Moves } from "../base/moves.ts";
import { accepted, orMissing, orRefused } from "../base/remote-files.ts";
import { writeWhole } from "../base/whole-file.ts";
import { isProtection } from "../plan/server-rules.ts";
import { asideName } from "../upload/stage.ts";

/**
 * Whether readers could open a folder without a password while its `.htaccess` is replaced,
 * because the server cannot replace the file in one step.
 * Returns false for the document root: it cannot be moved away, and its rules protect no pages.
 */
export function needsClosing(put: JournalPut, moves: Moves): boolean {
  return !moves.isOneRequest && isProtection(put) && /.\/\.htaccess$/.test(put.path);
}

interface ClosedFolder {
  /** `open`: a folder's path on the site. `closed`: its hidden path in the staging directory. */
  readonly open: string;
  readonly closed: string;
}

/**
 * Replaces a folder's `.htaccess` on a server that cannot replace a file in one step.
 * During the replacement, keeps the folder in the staging directory, where readers cannot open it.
 */
export async function replaceRules(put: JournalPut, options: CommitOptions, moves: Moves): Promise<void> {
  const { files } = options;
  const folder = closedFolder(put, options);
  await moves.toFree(folder.open, folder.closed);
  try {
    await insertRules(put, options, moves, folder);
  } catch (error) {
    const old = `${options.stage.directory}/${asideName.old}${put.staged}`;
    await accepted(files.rename(old, rulesIn(folder))).catch(() => undefined);
    // A folder without `.htaccess` stays hidden in the staging directory until the next publish.
    const hasRules = (await orRefused(files.lstat(rulesIn(folder))).catch(() => null)) !== null;
    if (hasRules) await reopen(options, moves, folder).catch(() => undefined);
    throw error;
  }
  await reopen(options, moves, folder);
}

/**
 * Moves folders back to the site if an interrupted publish has hidden them.
 * The folders get their access rules.
 */
export async function reopenFolders(
  options: CommitOptions,
  puts: readonly JournalPut[],
  moves: Moves,
): Promise<void> {
  for (const put of puts.filter((one) => needsClosing(one, moves))) {
    const folder = closedFolder(put, options);
    if ((await orMissing(options.files.lstat(folder.closed))) === null) continue;
    if (options.stage.ready.has(put.staged)) await insertRules(put, options, moves, folder);
    else if ((await orMissing(options.files.lstat(rulesIn(folder)))) === null)
      await writeWhole(options.files, rulesIn(folder), Buffer.from(closedToAll), 0o644);
    options.stage.ready.delete(put.staged);
    await reopen(options, moves, folder);
  }
}

/**
 * Rules that deny all access to a folder whose new rules were lost. The next publish writes the new rules.
 */
const closedToAll = "Require all denied\n";

function rulesIn({ closed }: ClosedFolder): string {
  return `${closed}/.htaccess`;
}

function closedFolder({ path }: JournalPut, { place, stage }: CommitOptions): ClosedFolder {
  const folder = posix.dirname(path);
  return { open: posix.join(place.root, folder), closed: `${stage.directory}/closed-${shortHash(folder)}` };
}

async function insertRules(
  { staged }: JournalPut,
  { files, stage }: CommitOptions,
  moves: Moves,
  folder: ClosedFolder,
): Promise<void> {
  await orMissing(files.rename(rulesIn(folder), `${stage.directory}/${asideName.old}${staged}`));
  await moves.toFree(`${stage.directory}/${staged}`, rulesIn(folder));
}

/** Moves a folder back to the site. Replaces an empty folder that somebody made there meanwhile. */
async function reopen({ files }: CommitOptions, moves: Moves, { open, closed }: ClosedFolder): Promise<void> {
  if (await accepted(moves.toFree(closed, open))) return;
  await orRefused(files.rmdir(open));
  await moves.toFree(closed, open);
}
