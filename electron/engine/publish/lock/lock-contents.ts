import { readLockRecord } from "./lock-record.ts";
import { orRefused, type RemoteFiles } from "../base/remote-files.ts";
import { serverText } from "../base/server-text.ts";
import { readWhole } from "../base/whole-file.ts";

/** More than a lock ever holds; what is there may be anyone's. */
const mostContents = { files: 8, bytes: 4096 };

/** Names and bytes of what lies in the lock; null when there is no lock. */
export async function lockContents(files: RemoteFiles, directory: string): Promise<string | null> {
  const entries = await orRefused(files.readdir(directory));
  if (entries === null) return null;
  const names = [...entries.keys()].sort().slice(0, mostContents.files);
  const texts = await Promise.all(
    names.map(async (name) => {
      const bytes = await orRefused(readWhole(files, `${directory}/${name}`, mostContents.bytes));
      return bytes === null ? "" : `${name} ${Buffer.from(bytes).toString("utf8")}`;
    }),
  );
  return texts.join("\n");
}

/** Who holds a lock, in words for people. */
export interface Holder {
  readonly owner: string;
  readonly since: string;
}

/** Who holds the lock now; `?` where it does not say. */
export async function describeHolder(
  files: RemoteFiles,
  directory: string,
): Promise<{ owner: string; since: string }> {
  return holderOf((await lockContents(files, directory)) ?? "");
}

/** Who holds a lock with these contents. */
export function holderOf(text: string): { owner: string; since: string } {
  const record = readLockRecord(text);
  const owner = record ? serverText(`${record.user} (${record.computer})`) : "?";
  return { owner, since: serverText(record?.since ?? "?") };
}
