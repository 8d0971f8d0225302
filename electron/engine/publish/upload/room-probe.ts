import { randomBytes } from "node:crypto";
import { orRefused, RemoteError, type RemoteFiles, remoteStatus } from "../base/remote-files.ts";

/**
 * Whether a directory of ours accepts another full request of data; false when the server refuses with a bare
 * "failure", as it does when the account's quota is used up. Cleans up. Rejects only when the connection is
 * lost.
 */
export async function takesMore(files: RemoteFiles, directory: string): Promise<boolean> {
  const path = `${directory}/room-${randomBytes(8).toString("hex")}`;
  try {
    const file = await files.open(path, "create", 0o600);
    try {
      await file.write(randomBytes(files.limits.chunk), 0);
    } finally {
      // Some servers report a failed write only here.
      await file.close();
    }
    return true;
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return error.status !== remoteStatus.failure;
  } finally {
    await orRefused(files.remove(path));
  }
}
