import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import type { PublishInput } from "#engine/publishing/publish-input.ts";
import { isRoot, type OpenSshServer } from "#tests/support/openssh-server.ts";
import { run } from "../measure.ts";

/** Other programs that put a folder on a server. */
export interface Peers {
  /** OpenSSH's `sftp` in batch mode: no comparison, no temporary names, no manifest. */
  sftp(): Promise<void>;
  /** rsync over ssh: temporary names, but it needs a shell and a program at the other end. */
  rsync(): Promise<void>;
  remove(): Promise<void>;
}

/** Server configuration for rsync, which may run commands; as root it must be a user who has a shell. */
export const rsyncConfig = [
  "PermitRootLogin prohibit-password",
  `Match User ${userInfo().username}`,
  "ForceCommand none",
];

/** Lays the site out as a folder, which is what these programs know. Rejects when one of them is not installed. */
export async function preparePeers(server: OpenSshServer, port: number, input: PublishInput): Promise<Peers> {
  for (const program of ["sftp", "rsync"]) {
    await run("which", [program]).catch(() => {
      throw new Error("install the peers first: apt-get install rsync openssh-client");
    });
  }
  const folder = await mkdtemp(join(tmpdir(), "hitofude-peers-"));
  const tree = join(folder, "site");
  for (const { path, location } of input.files) {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await copyFile(location, join(tree, path));
  }
  const batch = join(folder, "batch");
  await writeFile(batch, `put -R ${tree}/. ${server.documentRoot}\n`);
  const signIn = [
    "-i",
    server.keyFile,
    "-o",
    "StrictHostKeyChecking=no",
    "-o",
    "UserKnownHostsFile=/dev/null",
  ];
  // What rsync sends belongs to the user who signs in, which as root is not the web space's: no matter for its speed.
  const rsyncUser = isRoot ? userInfo().username : server.user;
  return {
    sftp: async () =>
      void (await run("sftp", [
        "-q",
        "-b",
        batch,
        "-P",
        String(port),
        ...signIn,
        `${server.user}@127.0.0.1`,
      ])),
    rsync: async () => {
      const shell = ["ssh", "-q", "-p", String(port), ...signIn].join(" ");
      const target = `${rsyncUser}@127.0.0.1:${server.documentRoot}/`;
      await run("rsync", [
        "-r",
        "--checksum",
        "--delete",
        "--exclude=.hitofude*",
        "-e",
        shell,
        `${tree}/`,
        target,
      ]);
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
