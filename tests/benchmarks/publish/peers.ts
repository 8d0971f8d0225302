import { writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { isRoot } from "#tests/support/servers/loopback-server.ts";
import type { OpenSshServer } from "#tests/support/servers/openssh-server.ts";
import { run } from "../measure.ts";
import { timed } from "./line-aside.ts";
import type { PeerName } from "./options.ts";

/** Another program that copies a folder to a server. */
export interface Peer {
  readonly name: string;
  /** Copies the new and changed files of a folder into the document root. */
  put(folder: string): Promise<void>;
  /** Whether the program waits for each answer of the server, so that it is slow on a line with a delay. */
  readonly isSlow: boolean;
}

/**
 * Server configuration for rsync, which runs commands on the server.
 * If root runs the benchmark, rsync signs in as root, because it needs an account with a shell.
 */
export const rsyncConfig = [
  "PermitRootLogin prohibit-password",
  `Match User ${userInfo().username}`,
  "ForceCommand none",
];

/**
 * Returns the time in milliseconds that a program takes to copy a folder to a server with an earlier site.
 * If root runs the benchmark, rsync makes folders of root, into which the other programs cannot write.
 * If root runs the benchmark, rsync makes folders that belong to root. Other programs cannot write into them.
 */
export async function timePut(
  { put }: Pick<Peer, "put">,
  server: OpenSshServer,
  folder: string,
): Promise<number> {
  const ms = await timed(() => put(folder));
  await server.own(server.documentRoot);
  return ms;
}

const packages = { sftp: "openssh-client", rsync: "rsync", lftp: "lftp", rclone: "rclone" } as const;

/** Rejects if one of the programs is not installed. */
export async function requirePeers(names: readonly PeerName[]): Promise<void> {
  for (const name of names) {
    await run("which", [name]).catch(() => {
      throw new Error(
        `install the peers first: apt-get install openssh-server ${Object.values(packages).join(" ")}`,
      );
    });
  }
}

/** Returns the programs with commands that reach a server through this port. */
export function peersAt(names: readonly PeerName[], server: OpenSshServer, port: number): Peer[] {
  const root = server.documentRoot;
  const signIn = [
    "-i",
    server.keyFile,
    "-o",
    "StrictHostKeyChecking=no",
    "-o",
    "UserKnownHostsFile=/dev/null",
  ];
  const ssh = ["ssh", "-q", "-p", String(port), ...signIn];
  // Files from rsync belong to the user who signs in.
  // If root runs the benchmark, root is not the owner of the web space. This does not affect the speed.
  const rsyncUser = isRoot ? userInfo().username : server.user;
  const rsync = (name: string, ...flags: string[]): Peer => ({
    name,
    isSlow: false,
    put: async (folder) => {
      const target = `${rsyncUser}@127.0.0.1:${root}/`;
      await run("rsync", ["-rt", ...flags, "-e", ssh.join(" "), `${folder}/`, target]);
    },
  });
  const sftp: Peer = {
    name: "OpenSSH sftp",
    isSlow: true,
    put: async (folder) => {
      const batch = `${server.knownHostsFile}-batch`;
      await writeFile(batch, `put -R ${folder}/. ${root}\n`);
      const host = `${server.user}@127.0.0.1`;
      await run("sftp", ["-q", "-b", batch, "-P", String(port), ...signIn, host]);
    },
  };
  const lftp: Peer = {
    name: "lftp, 8 at once",
    isSlow: true,
    put: async (folder) => {
      const commands = [
        `set sftp:connect-program "${ssh.slice(0, 2).join(" ")} -a -x ${ssh.slice(2).join(" ")}"`,
        `open -p ${port} -u ${server.user},x sftp://127.0.0.1`,
        `mirror -R --parallel=8 --no-perms ${folder} ${root}`,
        "bye",
      ];
      await run("lftp", ["--norc", "-c", commands.join("; ")]);
    },
  };
  const rclone: Peer = {
    name: "rclone, 16 at once",
    isSlow: true,
    put: async (folder) => {
      const remote = `:sftp,host=127.0.0.1,port=${port},user=${server.user},shell_type=none,disable_hashcheck:${root}`;
      const at = ["--config", "", "--sftp-key-file", server.keyFile];
      await run("rclone", ["copy", ...at, "--transfers", "16", "--checkers", "16", folder, remote]);
    },
  };
  const known = {
    sftp: [sftp],
    rsync: [rsync("rsync"), rsync("rsync -z", "-z")],
    lftp: [lftp],
    rclone: [rclone],
  };
  return names.flatMap((name) => known[name]);
}
