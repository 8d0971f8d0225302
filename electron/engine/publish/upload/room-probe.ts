import { randomBytes } from "node:crypto";
import { orRefused, RemoteError, type RemoteFiles, remoteStatus } from "../base/remote-files.ts";

/**
 * Whether one of our directories accepts another request full of data. False if the server refuses with the
 * status "failure", as it does if the account's quota is used up. Removes its file again. Rejects only if the
 * connection is lost.
 */
export async function takesMore(files: RemoteFiles, directory: string): Promise<boolean> {
  const path = `${directory}/room-${randomBytes(8).toString("hex")}`;
  try {
    const file = await files.open(path, "create", 0o600);
    try {
      await file.write(randomBytes(files.capabilities.chunk), 0);
    } finally {
      // Some servers report a failed write only when the file is closed.
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
