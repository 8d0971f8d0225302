import type { FileHandle } from "node:fs/promises";

/** A directory being listed: its path as the client named it, and the names not returned yet. */
export interface OpenDirectory {
  readonly path: string;
  readonly names: string[];
}

type Handle =
  | { readonly kind: "file"; readonly file: FileHandle }
  | { readonly kind: "directory"; readonly directory: OpenDirectory };

/** The open files and directories of one SFTP client, by handle. */
export class OpenHandles {
  readonly #handles = new Map<number, Handle>();
  #next = 1;
  #isOver = false;

  /** Rejects when the client has disconnected meanwhile; the file is then closed. */
  async addFile(file: FileHandle): Promise<Buffer> {
    if (!this.#isOver) return this.#add({ kind: "file", file });
    await file.close();
    throw new Error("the client is gone");
  }

  addDirectory(directory: OpenDirectory): Buffer {
    return this.#add({ kind: "directory", directory });
  }

  /** Returns an open file; throws when the handle is unknown or a directory's. */
  file(name: Buffer): FileHandle {
    const handle = this.#get(name);
    if (handle.kind !== "file") throw new Error("not a file");
    return handle.file;
  }

  /** Returns an open directory; throws when the handle is unknown or a file's. */
  directory(name: Buffer): OpenDirectory {
    const handle = this.#get(name);
    if (handle.kind !== "directory") throw new Error("not a directory");
    return handle.directory;
  }

  async close(name: Buffer): Promise<void> {
    const handle = this.#get(name);
    this.#handles.delete(name.readUInt32BE());
    if (handle.kind === "file") await handle.file.close();
  }

  /** Closes all files when the client has disconnected. */
  closeAll(): void {
    this.#isOver = true;
    for (const handle of this.#handles.values()) {
      if (handle.kind === "file") handle.file.close().catch(() => undefined);
    }
    this.#handles.clear();
  }

  #add(handle: Handle): Buffer {
    const number = this.#next++;
    this.#handles.set(number, handle);
    const name = Buffer.alloc(4);
    name.writeUInt32BE(number);
    return name;
  }

  #get(name: Buffer): Handle {
    const handle = name.length === 4 ? this.#handles.get(name.readUInt32BE()) : undefined;
    if (!handle) throw new Error("no such handle");
    return handle;
  }
}
