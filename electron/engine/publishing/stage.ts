import { pipeline } from "./pipeline.ts";
import { orRefused, type RemoteFiles } from "./remote-files.ts";
import { stagedNamePattern } from "./staged-names.ts";

const prefix = "stage-";

/** Names under which a replaced or removed file waits for its end; never picked up again. */
export const asideName = { old: "old-", gone: "gone-" } as const;

/** The directory in which one publish prepares its files. */
export interface Stage {
  readonly directory: string;
  /** Complete files that lie there, by name. */
  readonly ready: Map<string, number>;
}

/**
 * Takes over what an interrupted publish had prepared, by giving the directory the name of the new lock. Every change of
 * the live site is a rename out of or into this directory; so a client that lost its lock, and knows only the old name,
 * cannot change anything any more, even if it is alive.
 */
export async function claimStage(files: RemoteFiles, state: string, nonce: string): Promise<Stage> {
  const directory = `${state}/${prefix}${nonce}`;
  const entries = await files.readdir(state);
  const [older, ...others] = [...entries.keys()].filter((name) => name.startsWith(prefix));
  const taken =
    older !== undefined && (await orRefused(files.rename(`${state}/${older}`, directory).then(() => true)));
  if (!taken) await files.mkdir(directory, 0o755);
  for (const other of others) await removeTree(files, `${state}/${other}`);
  return { directory, ready: taken ? await readyFiles(files, directory) : new Map() };
}

async function readyFiles(files: RemoteFiles, directory: string): Promise<Map<string, number>> {
  const ready = new Map<string, number>();
  const rest: string[] = [];
  for (const [name, entry] of await files.readdir(directory)) {
    if (stagedNamePattern.test(name)) ready.set(name, entry.size);
    else rest.push(name);
  }
  await pipeline(rest, async (name) => void (await orRefused(files.remove(`${directory}/${name}`))));
  return ready;
}

/** Removes the stage directory of a finished publish, which is mostly empty. */
export async function removeStage(files: RemoteFiles, { directory }: Stage): Promise<void> {
  const done = await orRefused(files.rmdir(directory).then(() => true));
  if (!done) await removeTree(files, directory);
}

/** Removes a directory with the files in it; whatever resists stays for the next time. */
async function removeTree(files: RemoteFiles, directory: string): Promise<void> {
  const entries = await orRefused(files.readdir(directory));
  await pipeline(entries?.keys() ?? [], async (name) => {
    await orRefused(files.remove(`${directory}/${name}`));
  });
  await orRefused(files.rmdir(directory));
}
