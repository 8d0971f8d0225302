import { randomBytes } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import ssh2 from "ssh2";
import { atomicWrite } from "#engine/files/atomic-write.ts";
import { sha256Fingerprint } from "../fingerprint.ts";
import { startPracticeServer } from "./practice-server.ts";
import { startPracticeWeb } from "./practice-web.ts";

/** The practice site while it runs: where to publish to, and where to look at it. */
export interface PracticeSite {
  readonly host: "127.0.0.1";
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Document root as the SFTP client sees it. */
  readonly directory: string;
  /** `SHA256:…`, as OpenSSH prints it. */
  readonly hostKey: string;
  /** Public address, ending with `/`. */
  readonly url: string;
  close(): Promise<void>;
}

/** A web port of the site's own, so that its address and so its pages stay the same from day to day. */
const firstPort = 20_000;
const portRange = 20_000;

/**
 * Starts the built-in target on this computer: an SFTP server over `folder`, and a web server over its `htdocs`. Both
 * listen on loopback only; the password is new each time and never leaves the process.
 */
export async function openPracticeSite(folder: string, blogId: string): Promise<PracticeSite> {
  const root = join(folder, "server");
  await mkdir(join(root, "htdocs"), { recursive: true });
  const hostKey = await readHostKey(join(folder, "host-key"));
  const user = "practice";
  const password = randomBytes(24).toString("base64url");
  const server = await startPracticeServer({ root, hostKey, user, password });
  const web = await startPracticeWeb(join(root, "htdocs"), portFor(blogId));
  return {
    host: "127.0.0.1",
    port: server.port,
    user,
    password,
    directory: "/htdocs",
    hostKey: fingerprintOf(hostKey),
    url: `http://127.0.0.1:${web.port}/`,
    close: async () => {
      await Promise.all([server.close(), web.close()]);
    },
  };
}

async function readHostKey(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    const key = ssh2.utils.generateKeyPairSync("ed25519").private;
    await atomicWrite(file, key, { mode: 0o600 });
    return key;
  }
}

function fingerprintOf(privateKey: string): string {
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  return sha256Fingerprint(key.getPublicSSH());
}

function portFor(blogId: string): number {
  let sum = 0;
  for (const character of blogId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % portRange;
  return firstPort + sum;
}
