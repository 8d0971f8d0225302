import { randomBytes } from "node:crypto";
import { AppError } from "#contract/errors.ts";
import { passwordHash } from "#engine/blog/settings/password-hash.ts";
import { rulesFor } from "#engine/site/pages/plan-passwords.ts";
import { orRefused, type RemoteFiles } from "../base/remote-files.ts";
import { writeWhole } from "../base/whole-file.ts";
import { fetchTestFile, type WebProbe } from "./probe-web.ts";

export interface PasswordProbe extends Pick<WebProbe, "siteUrl" | "signal" | "web"> {
  /** Absolute path of the document root on the server. */
  readonly root: string;
  /** Possible paths of the document root on the web server, the most probable first. */
  readonly roots: readonly string[];
  /** Name of a new folder in the document root. */
  readonly folder: string;
  readonly fileMode: number;
}

const text = "Hitofude\n";
/** Names of test files. A picture is among them, because some hosts' picture servers ignore `.htaccess`. */
const names = ["page.html", "picture.png"];

/**
 * Tests in a new folder whether the web server follows Apache's rules for passwords.
 * Tries each possible path of the document root. Returns the path with which the rules work, or null.
 * Rejects only if the test is cancelled or the connection is lost.
 */
export async function probePassword(
  files: RemoteFiles,
  { root, roots, folder, fileMode, ...web }: PasswordProbe,
): Promise<string | null> {
  const password = randomBytes(16).toString("hex");
  const authorization = `Basic ${Buffer.from(`test:${password}`).toString("base64")}`;
  const place = `${root === "/" ? "" : root}/${folder}`;
  const made = [".htpasswd", ...names, ".htaccess"].map((name) => `${place}/${name}`);
  if ((await orRefused(files.mkdir(place, 0o755).then(() => true))) === null) return null;
  const put = (name: string, content: string): Promise<unknown> =>
    writeWhole(files, `${place}/${name}`, Buffer.from(content), fileMode);
  const answers = async (headers?: { readonly authorization: string }) =>
    Promise.all(names.map((name) => fetchTestFile(web.siteUrl, `${folder}/${name}`, { ...web, headers })));
  try {
    await put(".htpasswd", `test:${passwordHash(password)}\n`);
    for (const name of names) await put(name, text);
    for (const candidate of new Set(roots.filter(isUsable))) {
      await put(".htaccess", rulesFor("test", candidate, folder));
      const strangers = await answers();
      if (!strangers.every(({ status }) => status === 401)) return null;
      const readers = await answers({ authorization });
      if (readers.every((answer) => answer.text === text)) return candidate;
    }
    return null;
  } catch (error) {
    if (web.signal?.aborted) throw new AppError("call.cancelled");
    if (error instanceof AppError) throw error;
    return null;
  } finally {
    await Promise.allSettled(made.map((path) => files.remove(path)));
    await orRefused(files.rmdir(place)).catch(() => undefined);
  }
}

/** Whether a path can be written into a configuration file of Apache. */
function isUsable(path: string): boolean {
  return /^\/[^\p{Cc}"]*$/u.test(path);
}
