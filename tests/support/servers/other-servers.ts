import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  accountFolders,
  endServer,
  guardedFolder,
  isRoot,
  listening,
  onFreePort,
} from "./loopback-server.ts";
import type { OpenSshServer } from "./openssh-server.ts";
import { launchProftpd } from "./proftpd.ts";

const run = promisify(execFile);

/** An SFTP server that is not OpenSSH, with all data that a publish needs. */
export type OtherServer = Pick<
  OpenSshServer,
  "port" | "home" | "documentRoot" | "knownHostsFile" | "target" | "emptyFolder" | "own" | "stop"
>;

/** A server whose configuration tests can change. */
export interface ConfiguredServer extends OtherServer {
  reconfigure(more: readonly string[]): Promise<void>;
}

const dropbear = "/usr/sbin/dropbear";

export const hasDropbear = existsSync(dropbear) && existsSync("/usr/lib/openssh/sftp-server");
export const hasProftpd = existsSync("/usr/lib/proftpd/mod_sftp.so");

/** Starts Dropbear with OpenSSH's SFTP program, as on small computers and network disks. */
export function startDropbear(): Promise<OtherServer> {
  return start(userInfo().username, async ({ folder, port, keyFile }) => {
    await writeFile(join(folder, "authorized_keys"), await readFile(`${keyFile}.pub`));
    await chmod(join(folder, "authorized_keys"), 0o600);
    const [hostKey, plainKey] = [join(folder, "host-key"), join(folder, "dropbear-key")];
    // Dropbear has its own format for keys. The package of the server contains the converter `dropbearkey`.
    await run("dropbearkey", ["-t", "ed25519", "-f", plainKey]).catch(() => run("cp", [hostKey, plainKey]));
    const ways = [
      "-F",
      "-E",
      "-s",
      "-m",
      "-p",
      `127.0.0.1:${port}`,
      "-r",
      plainKey,
      "-D",
      folder,
      "-P",
      join(folder, "pid"),
    ];
    return spawn(dropbear, ways, { stdio: "ignore" });
  });
}

/**
 * Starts ProFTPD with mod_sftp, which contains no code of OpenSSH.
 * `more` contains more lines for the server's configuration.
 */
export async function startProftpd(more: readonly string[] = []): Promise<ConfiguredServer> {
  let lines = more;
  const server = await start(
    isRoot ? "nobody" : userInfo().username,
    async ({ folder, port, keyFile, user }) => {
      const { stdout: publicKey } = await run("ssh-keygen", ["-e", "-f", `${keyFile}.pub`]);
      await writeFile(join(folder, "keys"), publicKey);
      return launchProftpd(
        { folder, port, user },
        {
          password: "*",
          modules: ["mod_xfer", "mod_sftp"],
          lines: [
            "SFTPEngine on",
            `SFTPLog ${join(folder, "sftp-log")}`,
            `SFTPHostKey ${join(folder, "host-key")}`,
            `SFTPAuthorizedUserKeys file:${join(folder, "keys")}`,
            "SFTPAuthMethods publickey",
            ...lines,
          ],
        },
      );
    },
  );
  const reconfigure = (others: readonly string[]): Promise<void> => {
    lines = others;
    return server.restart();
  };
  return { ...server, reconfigure };
}

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly keyFile: string;
  readonly user: string;
}

async function start(
  user: string,
  launch: (place: Place) => Promise<ChildProcess>,
): Promise<OtherServer & { restart(): Promise<void> }> {
  const folder = await mkdtemp(join(guardedFolder(), "hitofude-server-"));
  await chmod(folder, 0o755);
  const [hostKey, keyFile] = [join(folder, "host-key"), join(folder, "user-key")];
  for (const file of [hostKey, keyFile]) {
    await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file]);
  }
  const folders = await accountFolders(folder, user);
  const started = await onFreePort(async (port) => {
    const server = await launch({ folder, port, keyFile, user });
    await listening(port, server);
    return { port, server };
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const { port } = started;
  let { server } = started;
  return {
    ...folders,
    port,
    knownHostsFile: join(folder, "known_hosts"),
    target: (changes = {}) => ({
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
    }),
    restart: async () => {
      await endServer(server);
      server = await launch({ folder, port, keyFile, user });
      await listening(port, server);
    },
    stop: async () => {
      await endServer(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
