import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open, rm, writeWhole } from "#engine/base/files/change-files.ts";
import { remoteStatus, RemoteError, type RemoteFile } from "../../base/remote-files.ts";

/** Keeps open files as temporary files on this computer, because rclone transfers only whole files. */
export class LocalParts {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<LocalParts> {
    return new LocalParts(await mkdtemp(join(tmpdir(), "hitofude-rclone-")));
  }

  newName(): string {
    return randomBytes(12).toString("hex");
  }

  /** Opens a temporary file for writing. When closed, the file is passed to `send` and then removed. */
  async writing(path: string, send: (name: string) => Promise<void>): Promise<RemoteFile> {
    const name = this.newName();
    const handle = await open(join(this.folder, name), "wx", 0o600);
    const writes: Promise<unknown>[] = [];
    return {
      read: async () => {
        throw new RemoteError("read", path, remoteStatus.unsupported, "open for writing");
      },
      write: (bytes, offset) => {
        const write = writeWhole(handle, bytes, offset);
        writes.push(write);
        return write;
      },
      chmod: async () => undefined,
      close: async () => {
        try {
          await Promise.all(writes).finally(() => handle.close());
          await send(name);
        } finally {
          await this.#drop(name);
        }
      },
    };
  }

  /** Opens a file that rclone has downloaded. Closing the file removes it. */
  async reading(path: string, name: string): Promise<RemoteFile> {
    const handle = await open(join(this.folder, name), "r");
    const refuse = async (): Promise<void> => {
      throw new RemoteError("write", path, remoteStatus.unsupported, "open for reading");
    };
    return {
      read: async (offset, length) => {
        const buffer = Buffer.allocUnsafe(length);
        const { bytesRead } = await handle.read(buffer, 0, length, offset);
        return buffer.subarray(0, bytesRead);
      },
      write: refuse,
      chmod: refuse,
      close: async () => {
        await handle.close();
        await this.#drop(name);
      },
    };
  }

  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  async #drop(name: string): Promise<void> {
    await rm(join(this.folder, name), { force: true });
  }
}
