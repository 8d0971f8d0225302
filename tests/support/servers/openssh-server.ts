import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { homedir, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SftpTarget } from "#engine/publish/base/targets.ts";

const run = promisify(execFile);
const program = "/usr/sbin/sshd";

/** Whether OpenSSH's server is installed on this computer. */
export const hasOpenSsh = existsSync(program);

/** Whether the tests run as root, who can switch users and mount file systems; some tests need that. */
export const isRoot = process.getuid?.() === 0;

/** A real sshd on loopback that allows one user only SFTP. */
export interface OpenSshServer {
  readonly port: number;
  readonly user: string;
  /** The user's home folder, which contains `documentRoot`. */
  readonly home: string;
  readonly documentRoot: string;
  /** Private key that the server accepts. */
  readonly keyFile: string;
  /** File for accepted host keys; empty at first. */
  readonly knownHostsFile: string;
  /** Public key of the host, `ssh-ed25519 AAAA…`. */
  readonly hostKey: string;
  target(changes?: Partial<SftpTarget>): SftpTarget;
  /** Creates an empty folder that belongs to the user; replaces an existing one. */
  emptyFolder(path: string): Promise<void>;
  /** Accepts another key, given as a line for `authorized_keys`. */
  authorize(line: string): Promise<void>;
  /** Makes the user the owner of a file or folder and its content. */
  own(path: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Returns a folder whose parent folders only their owner can write to, as some servers require; everybody can
 * write to the system's temporary folder.
 */
export function guardedFolder(): string {
  return isRoot ? "/run" : homedir();
}

export interface OpenSshOptions {
  /** The SFTP program. Default: the one inside sshd. */
  readonly sftp?: string;
  /** Whether the user is confined to `home`, which then belongs to root. */
  readonly chroot?: boolean;
  /**
   * Account of this computer that the server accepts. Default: the user who runs the tests, or for root an
   * ordinary account.
   */
  readonly account?: string;
  /** Type of the host's key, as ssh-keygen names it. */
  readonly hostKeyType?: "ed25519" | "rsa" | "ecdsa";
}

/** Starts a server with keys, configuration and folders of its own. */
export async function startOpenSsh(
  extraConfig: readonly string[] = [],
  {
    sftp = "internal-sftp",
    chroot = false,
    hostKeyType = "ed25519",
    account = "nobody",
  }: OpenSshOptions = {},
): Promise<OpenSshServer> {
  const folder = await mkdtemp(join(chroot ? guardedFolder() : tmpdir(), "hitofude-sshd-"));
  await chmod(folder, 0o755);
  // If the tests run as root, the server behaves like that of a web host: it accepts a user with fewer
  // rights.
  const user = isRoot ? account : userInfo().username;
  const port = await freePort();
  const [hostKeyFile, keyFile] = [join(folder, "host-key"), join(folder, "user-key")];
  for (const [type, file] of [
    [hostKeyType, hostKeyFile],
    ["ed25519", keyFile],
  ] as const) {
    await run("ssh-keygen", ["-q", "-t", type, "-N", "", "-C", "test", "-f", file]);
  }
  await writeFile(join(folder, "authorized_keys"), await readFile(`${keyFile}.pub`));
  await chmod(join(folder, "authorized_keys"), 0o644);
  const config = [
    ...(chroot ? [`ChrootDirectory ${join(folder, "home")}`] : []),
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${hostKeyFile}`,
    `AuthorizedKeysFile ${join(folder, "authorized_keys")}`,
    "PidFile none",
    "StrictModes no",
    "UsePAM no",
    "PasswordAuthentication no",
    "MaxStartups 200",
    `Subsystem sftp ${sftp}`,
    `ForceCommand ${sftp}`,
  ];
  // sshd uses the first of two lines
  const keywords = new Set(extraConfig.map((line) => line.split(" ")[0]));
  const lines = [...config.filter((line) => !keywords.has(line.split(" ")[0])), ...extraConfig];
  await writeFile(join(folder, "sshd_config"), `${lines.join("\n")}\n`);
  if (isRoot) await mkdir("/run/sshd", { recursive: true });
  const args = ["-f", join(folder, "sshd_config")];
  // From version 9.8 on, sshd rejects clients for a while that disconnect before the sign-in, as tests do on
  // purpose. Older versions do not know this option.
  const patient = ["-o", "PerSourcePenalties=no"];
  const isPatient = await run(program, ["-t", ...args, ...patient]).then(
    () => true,
    () => false,
  );
  const server = spawn(program, ["-D", "-e", ...args, ...(isPatient ? patient : [])], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await saysThatItListens(server);

  const home = join(folder, "home");
  const documentRoot = join(home, "public_html");
  const own = async (path: string): Promise<void> => {
    if (isRoot) await run("chown", ["-R", user, path]);
  };
  const emptyFolder = async (path: string): Promise<void> => {
    await rm(path, { recursive: true, force: true });
    await mkdir(path, { recursive: true });
    if (!chroot || path !== home) await own(path);
  };
  await emptyFolder(home);
  await emptyFolder(documentRoot);
  const [type = "", key = ""] = (await readFile(`${hostKeyFile}.pub`, "utf8")).split(" ");
  const target = (changes: Partial<SftpTarget> = {}): SftpTarget => ({
    kind: "sftp",
    host: "127.0.0.1",
    port,
    user,
    directory: documentRoot,
    url: "",
    signIn: "key",
    key: keyFile,
    fileMode: "644",
    directoryMode: "755",
    ...changes,
  });
  return {
    port,
    user,
    home,
    documentRoot,
    keyFile,
    knownHostsFile: join(folder, "known_hosts"),
    hostKey: `${type} ${key}`,
    target,
    emptyFolder,
    authorize: (line) => appendFile(join(folder, "authorized_keys"), `${line.trim()}\n`),
    own,
    stop: async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      if (server.exitCode === null && server.kill()) await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
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

/**
 * Waits until sshd writes that it listens.
 * A connection as a trial would count towards `MaxStartups` until sshd has noticed its end.
 */
async function saysThatItListens(server: ChildProcess): Promise<void> {
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`sshd ended with ${code}: ${log}`)));
    server.once("error", reject);
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      if (log.includes("Server listening on")) resolve();
    });
  });
  server.stderr?.removeAllListeners("data").resume();
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
