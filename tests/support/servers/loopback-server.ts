import { type ChildProcess, execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether the tests run as root. Some tests need root to switch users or to mount file systems. */
export const isRoot = process.getuid?.() === 0;

/**
 * Returns a folder whose parent folders are writable only for their owner, as some servers require.
 * The system's temporary folder is unsuitable, because everybody can write to it.
 */
export function guardedFolder(): string {
  return isRoot ? "/run" : homedir();
}

/** The folders of the account that a test server serves. */
export interface AccountFolders {
  /** The user's home folder, which contains `documentRoot`. */
  readonly home: string;
  readonly documentRoot: string;
  /** Creates an empty folder that belongs to the user. Replaces an existing folder. */
  emptyFolder(path: string): Promise<void>;
  /** Makes the user the owner of a file, or of a folder and its content. */
  own(path: string): Promise<void>;
}

/** Creates the folders of an account. Without `ownsHome`, the account's home folder belongs to root. */
export async function accountFolders(
  folder: string,
  user: string,
  { ownsHome = true }: { readonly ownsHome?: boolean } = {},
): Promise<AccountFolders> {
  const home = join(folder, "home");
  const documentRoot = join(home, "public_html");
  const own = async (path: string): Promise<void> => {
    if (isRoot) await run("chown", ["-R", user, path]);
  };
  const emptyFolder = async (path: string): Promise<void> => {
    await rm(path, { recursive: true, force: true });
    await mkdir(path, { recursive: true });
    if (ownsHome || path !== home) await own(path);
  };
  await emptyFolder(home);
  await emptyFolder(documentRoot);
  return { home, documentRoot, emptyFolder, own };
}

/**
 * Ports that systems never assign by themselves, neither to connections nor to servers.
 * Linux assigns ports from 32,768 on. macOS and Windows assign ports from 49,152 on.
 */
const unassigned = { first: 10_000, count: 10_000 };

/**
 * Returns a port on which no program listens now.
 * The system cannot assign this port to a connection before the test's server opens it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = unassigned.first + randomInt(unassigned.count);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}

/**
 * Starts a server on a free port. `start` rejects if the server has ended.
 * Another program may have taken the port before the server opens it, so other ports are tried, too.
 */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let others = 2; ; others -= 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (others === 0) throw error;
    }
  }
}

/** Waits until a server answers. Rejects if the server has ended. */
export async function listening(port: number, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Stops a server, and waits until its process has ended. */
export async function endServer(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  if (server.exitCode === null && server.kill()) await ended;
}
