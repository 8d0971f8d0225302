import type { FileHandle } from "node:fs/promises";

/** A directory that a client is listing, and the names that were not returned yet. */
export interface OpenDirectory {
  readonly path: string;
  readonly names: string[];
}

type Handle =
  | { readonly kind: "file"; readonly file: FileHandle }
  | { readonly kind: "directory"; readonly directory: OpenDirectory };

/** Maps handles to the files and directories that one SFTP client has open. */
export class OpenHandles {
  readonly #handles = new Map<number, Handle>();
  #next = 1;
  #isOver = false;

  /** Adds an open file and returns its handle. Rejects if the client has disconnected meanwhile. */
  async addFile(file: FileHandle): Promise<Buffer> {
    if (!this.#isOver) return this.#add({ kind: "file", file });
    await file.close();
    throw new Error("the client is gone");
  }

  addDirectory(directory: OpenDirectory): Buffer {
    return this.#add({ kind: "directory", directory });
  }

  /** Returns the file of a handle. Throws if the handle is invalid or belongs to a directory. */
  file(name: Buffer): FileHandle {
    const handle = this.#get(name);
    if (handle.kind !== "file") throw new Error("not a file");
    return handle.file;
  }

  /** Returns the directory of a handle. Throws if the handle is invalid or belongs to a file. */
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

  /** Closes all files, after the client has disconnected. */
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
