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

/** The practice site while it runs: all that a publisher needs to reach it as it would reach any host. */
export interface PracticeSite {
  /** Its `url` is where readers look at it. */
  readonly target: SftpTarget;
  /** Knows the password of the target. */
  readonly secrets: Secrets;
  /** Holds the server's key, so that nobody has to be asked about it. */
  readonly knownHostsFile: string;
  close(): Promise<void>;
}

const host = "127.0.0.1";
const user = "practice";

/**
 * Starts the built-in target on this computer: an SFTP server over `folder`, and a web server over its `htdocs`. Both
 * listen on loopback only; the password is new each time and never leaves the process.
 */
export async function openPracticeSite(folder: string, blogId: string): Promise<PracticeSite> {
  const root = join(folder, "server");
  const documentRoot = join(root, "htdocs");
  // Whatever is published here would go where a link leads
  await mkdir(dirname(folder), { recursive: true });
  for (const place of [folder, root, documentRoot]) await makeRealFolder(place);
  const hostKey = await loadHostKey(join(folder, "host-key"));
  const password = randomBytes(24).toString("base64url");
  const web = await startPracticeWeb({ root: documentRoot, port: portFor(blogId), site: blogId });
  const server = await startPracticeServer({ root, hostKey: hostKey.privateKey, user, password });
  const knownHostsFile = join(folder, "known_hosts");
  await removeLink(knownHostsFile);
  // For all ports: the next start has another one, and so has the same site in another process.
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

/** Below the ports that systems give to outgoing connections (32768 and up on Linux, 49152 elsewhere). */
const firstPort = 20_000;
const portCount = 12_000;

/**
 * A web port of the site's own, so that its address and so its pages stay the same from day to day, as do an author's
 * bookmarks. That others may guess it costs nothing: the server answers only who asks it by an address of this computer, to
 * read the answer another site's page would need a permission that is never given, and nothing can be written over HTTP.
 */
function portFor(blogId: string): number {
  let sum = 0;
  for (const character of blogId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % portCount;
  return firstPort + sum;
}
