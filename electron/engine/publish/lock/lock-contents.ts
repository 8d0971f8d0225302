import { readLockRecord } from "./lock-record.ts";
import { orRefused, type RemoteEntry, type RemoteFiles } from "../base/remote-files.ts";
import { serverText } from "../base/server-data.ts";
import { readWhole } from "../base/whole-file.ts";

/** Limits for reading a lock's directory. Anyone may have put large files into the directory. */
const maxContents = { files: 8, bytes: 4096 };

/**
 * Returns the names and contents of the files in a lock's directory, or null if there is no lock.
 * The returned text is empty only if the directory is empty.
 */
export async function lockContents(files: RemoteFiles, directory: string): Promise<string | null> {
  const entries = await orRefused(files.readdir(directory));
  if (entries === null) return null;
  const names = [...entries.keys()].sort().slice(0, maxContents.files);
  const texts = await Promise.all(
    names.map(async (name) => {
      const bytes = await orRefused(readWhole(files, `${directory}/${name}`, maxContents.bytes));
      if (bytes === null) return `${name} `;
      return `${name} ${bytes.length > 0 ? Buffer.from(bytes).toString("utf8") : sinceOf(entries.get(name))}`;
    }),
  );
  return texts.join("\n");
}

/** Returns replacement contents for an empty lock file: its modification time counts as the lock's time. */
function sinceOf(entry: RemoteEntry | undefined): string {
  return JSON.stringify({ since: new Date((entry?.mtime ?? 0) * 1000).toISOString() });
}

/** The client that holds a lock, as shown to the author. `owner` contains user and computer. */
export interface Holder {
  readonly owner: string;
  readonly since: string;
}

/** Reads from the server which client holds the lock now. An unknown property is `?`. */
export async function describeHolder(
  files: RemoteFiles,
  directory: string,
): Promise<{ owner: string; since: string }> {
  return holderOf((await lockContents(files, directory)) ?? "");
}

/** Returns the client that holds a lock, from the contents of the lock's files. */
export function holderOf(text: string): { owner: string; since: string } {
  const record = readLockRecord(text);
  const owner = record ? serverText(`${record.user} (${record.computer})`) : "?";
  return { owner, since: serverText(record?.since ?? "?") };
}
