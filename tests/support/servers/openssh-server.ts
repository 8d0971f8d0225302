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
  guardedFolder,
  isRoot,
  onFreePort,
} from "./loopback-server.ts";

const run = promisify(execFile);
const program = "/usr/sbin/sshd";

/** Whether OpenSSH's server is installed on this computer. */
export const hasOpenSsh = existsSync(program);

/** A real sshd on loopback that one user can use for SFTP only. */
export interface OpenSshServer extends AccountFolders {
  readonly port: number;
  readonly user: string;
  /** Private key that the server accepts. */
  readonly keyFile: string;
  /** File for host keys that the client has accepted. Empty at first. */
  readonly knownHostsFile: string;
  /** Public key of the server's host, such as `ssh-ed25519 AAAA…`. */
  readonly hostKey: string;
  target(changes?: Partial<SftpTarget>): SftpTarget;
  /** Makes the server accept another key. `line` is a line for `authorized_keys`. */
  authorize(line: string): Promise<void>;
  stop(): Promise<void>;
}

export interface OpenSshOptions {
  /** Path of the SFTP program. By default, sshd uses its own. */
  readonly sftp?: string;
  /** Whether the server confines the user to `home`, which must then belong to root. */
  readonly chroot?: boolean;
  /**
   * Account of this computer that the server accepts.
   * By default, this is the user who runs the tests or, if root runs the tests, an ordinary account.
   */
  readonly account?: string;
  /** Type of the host's key, as ssh-keygen names it. */
  readonly hostKeyType?: "ed25519" | "rsa" | "ecdsa";
}

/** Starts sshd with separate keys, a separate configuration and separate folders. */
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
  // If root runs the tests, the server behaves like the server of a web host.
  // The server then accepts an account that has fewer rights than root.
  const user = isRoot ? account : userInfo().username;
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
  // If a setting occurs twice, sshd uses the first line
  const keywords = new Set(extraConfig.map((line) => line.split(" ")[0]));
  const lines = [...config.filter((line) => !keywords.has(line.split(" ")[0])), ...extraConfig];
  await writeFile(join(folder, "sshd_config"), `${lines.join("\n")}\n`);
  if (isRoot) await mkdir("/run/sshd", { recursive: true });
  const args = ["-f", join(folder, "sshd_config")];
  // From version 9.8 on, sshd blocks clients for a while if they disconnect before the sign-in.
  // Tests disconnect on purpose, so the blocking is turned off. Older versions do not know this option.
  const patient = ["-o", "PerSourcePenalties=no"];
  const isPatient = await run(program, ["-t", ...args, ...patient]).then(
    () => true,
    () => false,
  );
  const { port, server } = await onFreePort(async (port) => {
    const server = spawn(program, ["-D", "-e", "-p", `${port}`, ...args, ...(isPatient ? patient : [])], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    await saysThatItListens(server);
    return { port, server };
  });

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
 * Waits until sshd writes that it accepts connections.
 * A trial connection would count towards `MaxStartups` until sshd notices the end of the connection.
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
