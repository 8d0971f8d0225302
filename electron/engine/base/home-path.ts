import { homedir } from "node:os";
import { posix, win32 } from "node:path";

/** The environment in which an abbreviated path such as `~/blog` is expanded. */
export interface PathUser {
  readonly platform: string;
  /** The user's home folder, absolute. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Replaces `~/` at the beginning of a path with the home folder, as OpenSSH does.
 * On Windows, `~\` and variables such as `%USERPROFILE%` are replaced, too.
 */
export function expandHome(
  path: string,
  { platform, home, env }: PathUser = { platform: process.platform, home: homedir(), env: process.env },
): string {
  if (platform !== "win32") return path.startsWith("~/") ? posix.join(home, path.slice(2)) : path;
  if (/^~[\\/]/.test(path)) return win32.join(home, path.slice(2));
  const known = new Map(Object.entries(env).map(([name, value]) => [name.toUpperCase(), value]));
  return path.replace(/%([^%\\/]+)%/g, (written, name: string) => known.get(name.toUpperCase()) ?? written);
}
