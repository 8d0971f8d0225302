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

/** A running practice site: everything needed to publish to it as to any host. */
export interface PracticeSite {
  /** Its `url` is the address for readers. */
  readonly target: SftpTarget;
  /** Contains the password of the target. */
  readonly secrets: Secrets;
  /** Contains the server's key, so that no question is asked. */
  readonly knownHostsFile: string;
  close(): Promise<void>;
}

const host = "127.0.0.1";
const user = "practice";

/**
 * Starts the built-in target on this computer: an SFTP server for `folder`, and a web server for its
 * `htdocs`. Both listen on loopback only; the password is random for each start and never leaves the process.
 */
export async function openPracticeSite(folder: string, blogId: string): Promise<PracticeSite> {
  const root = join(folder, "server");
  const documentRoot = join(root, "htdocs");
  // A link here would redirect everything that is published
  await mkdir(dirname(folder), { recursive: true });
  for (const place of [folder, root, documentRoot]) await makeRealFolder(place);
  const hostKey = await loadHostKey(join(folder, "host-key"));
  const password = randomBytes(24).toString("base64url");
  const web = await startPracticeWeb({ root: documentRoot, port: portFor(blogId), site: blogId });
  const server = await startPracticeServer({ root, hostKey: hostKey.privateKey, user, password });
  const knownHostsFile = join(folder, "known_hosts");
  await removeLink(knownHostsFile);
  // For all ports: they differ between starts, and between processes.
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

/** Below the ports that systems use for outgoing connections (32768 and up on Linux, 49152 elsewhere). */
const firstPort = 20_000;
const portCount = 12_000;

/**
 * Returns the site's own web port, which stays the same, so that its pages and bookmarks remain valid. It may
 * be guessable: the server only answers requests to a local address of this computer, other sites' pages lack
 * the CORS permission to read it, and nothing can be written over HTTP.
 */
function portFor(blogId: string): number {
  let sum = 0;
  for (const character of blogId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % portCount;
  return firstPort + sum;
}
