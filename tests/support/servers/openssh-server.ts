import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SftpTarget } from "#engine/publish/base/targets.ts";
import {
  type AccountFolders,
  accountFolders,
  endServer,
  freePort,
  guardedFolder,
  isRoot,
} from "./loopback-server.ts";

const run = promisify(execFile);
const program = "/usr/sbin/sshd";

/** Whether OpenSSH's server is installed on this computer. */
export const hasOpenSsh = existsSync(program);

/** A real sshd on loopback that allows one user only SFTP. */
export interface OpenSshServer extends AccountFolders {
  readonly port: number;
  readonly user: string;
  /** Private key that the server accepts. */
  readonly keyFile: string;
  /** File for accepted host keys; empty at first. */
  readonly knownHostsFile: string;
  /** Public key of the host, `ssh-ed25519 AAAA…`. */
  readonly hostKey: string;
  target(changes?: Partial<SftpTarget>): SftpTarget;
  /** Accepts another key, given as a line for `authorized_keys`. */
  authorize(line: string): Promise<void>;
  stop(): Promise<void>;
}

export interface OpenSshOptions {
  /** The SFTP program. Default: the one inside sshd. */
  readonly sftp?: string;
  /** Whether the user is confined to `home`, which then belongs to root. */
  readonly chroot?: boolean;
  /**
   * Account of this computer that the server accepts.
   * Default: the user who runs the tests, or for root an ordinary account.
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
  // If the tests run as root, the server behaves like that of a web host.
  // The server accepts a user with fewer rights.
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
  // From version 9.8 on, sshd rejects clients for a while that disconnect before the sign-in.
  // Tests disconnect on purpose. Older versions do not know this option.
  const patient = ["-o", "PerSourcePenalties=no"];
  const isPatient = await run(program, ["-t", ...args, ...patient]).then(
    () => true,
    () => false,
  );
  const server = spawn(program, ["-D", "-e", ...args, ...(isPatient ? patient : [])], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await saysThatItListens(server);

  const folders = await accountFolders(folder, user, { ownsHome: !chroot });
  const [type = "", key = ""] = (await readFile(`${hostKeyFile}.pub`, "utf8")).split(" ");
  const target = (changes: Partial<SftpTarget> = {}): SftpTarget => ({
    kind: "sftp",
    host: "127.0.0.1",
    port,
    user,
    directory: folders.documentRoot,
    url: "",
    signIn: "key",
    key: keyFile,
    fileMode: "644",
    directoryMode: "755",
    ...changes,
  });
  return {
    ...folders,
    port,
    user,
    keyFile,
    knownHostsFile: join(folder, "known_hosts"),
    hostKey: `${type} ${key}`,
    target,
    authorize: (line) => appendFile(join(folder, "authorized_keys"), `${line.trim()}\n`),
    stop: async () => {
      await endServer(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
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
