import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Sources of the full names of a system's users. Tests replace them. */
export interface NameSources {
  readonly platform: string;
  readonly passwd: () => string;
  /** Returns the output of `id -F` (macOS). */
  readonly idF: () => string;
}

const systemSources: NameSources = {
  platform: process.platform,
  passwd: () => readFileSync("/etc/passwd", "utf8"),
  idF: () => execFileSync("/usr/bin/id", ["-F"], { encoding: "utf8", timeout: 1_000 }),
};

/** Returns the full name of a user. If the system has no full name, returns the login name. */
export function fullName(login: string, sources: NameSources = systemSources): string {
  try {
    if (sources.platform === "darwin") return sources.idF().trim() || login;
    if (sources.platform === "linux") return fromPasswd(sources.passwd(), login) || login;
  } catch {
    // If the full name cannot be read, uses the login name, which is good enough for a suggestion.
  }
  return login;
}

/** Returns the full name in `/etc/passwd`: the fifth field, up to its first comma (passwd(5)). */
function fromPasswd(passwd: string, login: string): string {
  const fields = passwd
    .split("\n")
    .map((line) => line.split(":"))
    .find(([name]) => name === login);
  return fields?.[4]?.split(",")[0]?.replace("&", login).trim() ?? "";
}
