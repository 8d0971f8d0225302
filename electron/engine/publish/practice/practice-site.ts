import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { knownHostLine } from "../transports/sftp/known-hosts.ts";
import { noSecrets, type Secrets, type SftpTarget } from "../base/targets.ts";
import { loadHostKey } from "./host-key.ts";
import { startPracticeServer } from "./practice-server.ts";
import { startPracticeWeb } from "./practice-web.ts";
import { makeRealFolder, removeLink } from "./real-files.ts";

/** A running practice site, with all that a publish to it needs. */
export interface PracticeSite {
  /** Settings of the target. `url` is the address for readers. */
  readonly target: SftpTarget;
  /** A vault that contains only the password of the practice server. */
  readonly secrets: Secrets;
  /** Known-hosts file that contains the server's key. So the author is not asked about the key. */
  readonly knownHostsFile: string;
  close(): Promise<void>;
}

const host = "127.0.0.1";
const user = "practice";

/** Starts an SFTP server for `folder` and a web server for the subfolder `htdocs`, both on loopback only. */
export async function openPracticeSite(folder: string, blogId: string): Promise<PracticeSite> {
  const root = join(folder, "server");
  const documentRoot = join(root, "htdocs");
  // Refuses symbolic links, because the site would otherwise be published to a link's target.
  await mkdir(dirname(folder), { recursive: true });
  for (const place of [folder, root, documentRoot]) await makeRealFolder(place);
  const hostKey = await loadHostKey(join(folder, "host-key"));
  const password = randomBytes(24).toString("base64url");
  const web = await startPracticeWeb({ root: documentRoot, port: portFor(blogId), site: blogId });
  const server = await startPracticeServer({ root, hostKey: hostKey.privateKey, user, password });
  const knownHostsFile = join(folder, "known_hosts");
  await removeLink(knownHostsFile);
  // Stores the host key for all ports, because each start and each process can use a different port.
  await atomicWrite(knownHostsFile, `${knownHostLine(`[${host}]:*`, hostKey.publicKey)}\n`);
  return {
    target: {
      kind: "sftp",
      host,
      port: server.port,
      user,
      directory: "/htdocs",
      url: `http://${host}:${web.port}/`,
      signIn: "password",
      fileMode: "644",
      directoryMode: "755",
    },
    secrets: { ...noSecrets, get: async () => password },
    knownHostsFile,
    close: async () => {
      await Promise.all([server.close(), web.close()]);
    },
  };
}

/** First possible web port. All possible ports are below the range of ephemeral ports. */
const firstPort = 20_000;
const portCount = 12_000;

/** Returns the constant web port of a blog's practice site, so that bookmarks stay valid. */
function portFor(blogId: string): number {
  let sum = 0;
  for (const character of blogId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % portCount;
  return firstPort + sum;
}
