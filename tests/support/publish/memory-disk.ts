import { posix } from "node:path";
import { RemoteError, remoteStatus } from "#engine/publish/base/remote-files.ts";

/** A file of a `MemoryDisk`. */
export interface DiskFile {
  readonly kind: "file";
  bytes: Buffer;
  mode: number;
  mtime: number;
}

/** A directory of a `MemoryDisk`. A renamed directory remains the same object, like an inode. */
export interface DiskDirectory {
  readonly kind: "directory";
  readonly entries: Map<string, DiskNode>;
  readonly mtime: number;
  mode: number;
  isRemoved: boolean;
}

export type DiskNode = DiskFile | DiskDirectory;

/** A path whose directory was already looked up. A later rename of the directory has no effect on it. */
export interface BoundPath {
  readonly path: string;
  readonly parent: DiskDirectory;
  readonly name: string;
}

/**
 * A disk in memory that behaves like POSIX. Each operation has two steps, as in a kernel.
 * The first step looks up the directory, and the second step acts in this directory.
 * Between the two steps, other operations may rename or remove the directory.
 */
export class MemoryDisk {
  readonly #root = emptyDirectory(0o755, 0);
  readonly #now: () => number;

  /** `now` returns the disk's time in seconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  bind(operation: string, path: string): BoundPath {
    const parts = path.split("/").filter(Boolean);
    const name = parts.pop() ?? "";
    let parent: DiskDirectory = this.#root;
    for (const part of parts) {
      const next = parent.entries.get(part);
      if (next?.kind !== "directory") throw missing(operation, path);
      parent = next;
    }
    return { path, parent, name };
  }

  find({ path, parent, name }: BoundPath, operation = "lstat"): DiskNode {
    const node = name === "" ? this.#root : parent.entries.get(name);
    if (!node) throw missing(operation, path);
    return node;
  }

  has({ parent, name }: BoundPath): boolean {
    return parent.entries.has(name);
  }

  create({ path, parent, name }: BoundPath, mode: number): DiskFile {
    const old = parent.entries.get(name);
    if (old?.kind === "directory") throw failure("open", path, "is a directory");
    if (old) {
      old.bytes = Buffer.alloc(0);
      return old;
    }
    if (parent.isRemoved) throw missing("open", path);
    const file: DiskFile = { kind: "file", bytes: Buffer.alloc(0), mode, mtime: this.#now() };
    parent.entries.set(name, file);
    return file;
  }

  write(file: DiskFile, bytes: Uint8Array, offset: number): void {
    const grown = Buffer.alloc(Math.max(file.bytes.length, offset + bytes.length));
    file.bytes.copy(grown);
    grown.set(bytes, offset);
    file.bytes = grown;
    file.mtime = this.#now();
  }

  mkdir({ path, parent, name }: BoundPath, mode: number): void {
    if (parent.isRemoved) throw missing("mkdir", path);
    if (parent.entries.has(name)) throw failure("mkdir", path, "exists");
    parent.entries.set(name, emptyDirectory(mode, this.#now()));
  }

  remove(at: BoundPath): void {
    if (this.find(at, "remove").kind === "directory") throw failure("remove", at.path, "is a directory");
    at.parent.entries.delete(at.name);
  }

  rmdir(at: BoundPath): void {
    const node = this.find(at, "rmdir");
    if (node.kind !== "directory") throw missing("rmdir", at.path);
    if (node.entries.size > 0) throw failure("rmdir", at.path, "is not empty");
    node.isRemoved = true;
    at.parent.entries.delete(at.name);
  }

  /** Renames a file or directory. A file may replace a file, and a directory an empty directory. */
  rename(from: BoundPath, to: BoundPath): void {
    const node = this.find(from, "rename");
    if (to.parent.isRemoved) throw missing("rename", to.path);
    const old = to.parent.entries.get(to.name);
    if (old === node) return;
    if (old && old.kind !== node.kind) throw failure("rename", to.path, "is of another kind");
    if (old?.kind === "directory") {
      if (old.entries.size > 0) throw failure("rename", to.path, "is not empty");
      old.isRemoved = true;
    }
    from.parent.entries.delete(from.name);
    to.parent.entries.set(to.name, node);
  }

  /** Returns the names in a directory. */
  names(directory: string): string[] {
    const node = this.find(this.bind("readdir", directory));
    return node.kind === "directory" ? [...node.entries.keys()] : [];
  }

  /** Returns all files below a directory by path, with their bytes as Latin-1 text. */
  tree(directory: string): Record<string, string> {
    const found: Record<string, string> = {};
    const walk = (node: DiskNode, path: string): void => {
      if (node.kind === "file") found[path] = node.bytes.toString("latin1");
      else for (const [name, child] of node.entries) walk(child, posix.join(path, name));
    };
    walk(this.find(this.bind("readdir", directory)), "");
    return found;
  }
}

function emptyDirectory(mode: number, mtime: number): DiskDirectory {
  return { kind: "directory", entries: new Map(), mode, mtime, isRemoved: false };
}

function missing(operation: string, path: string): RemoteError {
  return new RemoteError(operation, path, remoteStatus.noSuchFile, "No such file");
}

function failure(operation: string, path: string, why: string): RemoteError {
  return new RemoteError(operation, path, remoteStatus.failure, why);
}
