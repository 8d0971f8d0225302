import { type ChildProcess, execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether the tests run as root, who can switch users and mount file systems; some tests need that. */
export const isRoot = process.getuid?.() === 0;

/**
 * Returns a folder whose parent folders only their owner can write to, as some servers require.
 * Everybody can write to the system's temporary folder.
 */
export function guardedFolder(): string {
  return isRoot ? "/run" : homedir();
}

/** The folders of the account with which a test server is used. */
export interface AccountFolders {
  /** The user's home folder, which contains `documentRoot`. */
  readonly home: string;
  readonly documentRoot: string;
  /** Creates an empty folder that belongs to the user; replaces an existing one. */
  emptyFolder(path: string): Promise<void>;
  /** Makes the user the owner of a file or folder and its content. */
  own(path: string): Promise<void>;
}

/** Makes the folders of an account below `folder`. Without `ownsHome`, the home folder belongs to root. */
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
 * Ports from which systems choose no port for a connection or for a server on port 0.
 * Linux chooses from 32,768 on, macOS and Windows from 49,152 on.
 */
const unassigned = { first: 10_000, count: 10_000 };

/**
 * Returns a port on which nothing listens now.
 * No connection of another test can take the port before the test's server opens it.
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

/** Waits until a server answers. Throws if the server has ended. */
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

/** Ends a server, and waits until it has ended. */
export async function endServer(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  if (server.exitCode === null && server.kill()) await ended;
}
