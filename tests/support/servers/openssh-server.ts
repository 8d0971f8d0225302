import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { homedir, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SftpTarget } from "#engine/publish/base/targets.ts";

const run = promisify(execFile);
const program = "/usr/sbin/sshd";

/** Whether this computer has OpenSSH's server. */
export const hasOpenSsh = existsSync(program);

/** Root can switch users and mount file systems; some tests need that. */
export const isRoot = process.getuid?.() === 0;

/** A real sshd on loopback that gives one user SFTP and nothing else. */
export interface OpenSshServer {
  readonly port: number;
  readonly user: string;
  /** Folder that belongs to the user; `documentRoot` lies in it. */
  readonly home: string;
  readonly documentRoot: string;
  /** Private key that the server accepts. */
  readonly keyFile: string;
  /** A file for accepted host keys, empty at first. */
  readonly knownHostsFile: string;
  /** The host's public key, `ssh-ed25519 AAAA…`. */
  readonly hostKey: string;
  target(changes?: Partial<SftpTarget>): SftpTarget;
  /** Puts a folder of the user's into place, empty. */
  emptyFolder(path: string): Promise<void>;
  /** Lets another key in, by its line for `authorized_keys`. */
  authorize(line: string): Promise<void>;
  /** Gives what a test has made itself, with all that is in it, to the user. */
  own(path: string): Promise<void>;
  stop(): Promise<void>;
}

/** A folder above which nobody else may write: some servers insist on that, and where temporary files lie everybody may. */
export function guardedFolder(): string {
  return isRoot ? "/run" : homedir();
}

export interface OpenSshOptions {
  /** What serves SFTP; the one inside of sshd if nothing else is named. */
  readonly sftp?: string;
  /** Whether the user is shut into `home`, which is then root's. */
  readonly chroot?: boolean;
  /** Whom it lets in: an account of this computer, where that is not who runs the test, or nobody in particular. */
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
  // As root the server is a web host's: it lets in somebody with fewer rights.
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
  // sshd keeps to the first of two lines
  const keywords = new Set(extraConfig.map((line) => line.split(" ")[0]));
  const lines = [...config.filter((line) => !keywords.has(line.split(" ")[0])), ...extraConfig];
  await writeFile(join(folder, "sshd_config"), `${lines.join("\n")}\n`);
  if (isRoot) await mkdir("/run/sshd", { recursive: true });
  const args = ["-f", join(folder, "sshd_config")];
  // From 9.8 on it turns away for a while who breaks off before the sign-in, as tests do on purpose; older ones do not know the word.
  const patient = ["-o", "PerSourcePenalties=no"];
  const isPatient = await run(program, ["-t", ...args, ...patient]).then(
    () => true,
    () => false,
  );
  const server = spawn(program, ["-D", "-e", ...args, ...(isPatient ? patient : [])], { stdio: "ignore" });
  await listening(port, server);

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

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Waits until a server answers; throws when it has ended instead. */
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
