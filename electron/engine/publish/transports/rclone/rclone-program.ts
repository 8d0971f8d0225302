import { dirname, isAbsolute, delimiter, join } from "node:path";
import { promisify } from "node:util";
import { AppError, messageOf } from "#contract/errors.ts";
import { readRcloneRemote } from "#contract/settings/rclone-remote.ts";
import { serverText } from "../../base/server-data.ts";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";

/** Time limit for listing rclone's remotes, in milliseconds. */
const timeoutMs = 60_000;

/** The `RCLONE_` variables that rclone receives. They contain the path and password of the configuration. */
const kept = new Set(["RCLONE_CONFIG", "RCLONE_CONFIG_PASS"]);

/**
 * Whether an environment variable is passed on to rclone.
 * A relative path in `RCLONE_CONFIG` is not passed on, because it could lead into a blog folder.
 */
const isKept = (name: string, value: string): boolean =>
  kept.has(name.toUpperCase()) && (name.toUpperCase() !== "RCLONE_CONFIG" || isAbsolute(value));

/** Returns the path, environment and working directory of rclone. Rejects with `rclone.missing`. */
export async function rcloneProgram(name = "rclone"): Promise<{
  readonly program: string;
  readonly options: { readonly env: NodeJS.ProcessEnv; readonly cwd: string };
}> {
  const program = await findProgram(name);
  if (program === null) throw new AppError("rclone.missing");
  return { program, options: { env: rcloneEnvironment(process.env), cwd: dirname(program) } };
}

/**
 * Returns the environment without rclone's options, because these options can delete files or run a command.
 */
function rcloneEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = Object.entries(environment).filter(
    ([name, value = ""]) => !/^RCLONE_/i.test(name) || isKept(name, value),
  );
  return Object.fromEntries(entries);
}

/** Returns the names of the remotes that the author has configured in rclone. */
async function configuredRemotes(): Promise<string[]> {
  const { program, options } = await rcloneProgram();
  const { execFile } = await import("node:child_process");
  const run = promisify(execFile);
  try {
    const { stdout } = await run(program, ["listremotes", "--ask-password=false"], {
      ...options,
      timeout: timeoutMs,
    });
    return stdout.split(/\r?\n/).flatMap((line) => /^(.+):$/.exec(line.trimEnd())?.[1] ?? []);
  } catch (error) {
    const reason = serverText(messageOf(error));
    throw new AppError("publish.remoteFailed", { operation: "rclone", path: "", reason }, error);
  }
}

/**
 * Returns the path of a program in the folders of `PATH`, or null if the program is not installed.
 * Searches only absolute folders, because the working directory may be a blog folder with a harmful program.
 */
async function findProgram(name: string): Promise<string | null> {
  const endings = process.platform === "win32" ? [".exe"] : [""];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    for (const ending of endings) {
      const file = join(folder, name + ending);
      if (await isProgram(file)) return file;
    }
  }
  return null;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** Rejects if the author has not configured the remote in rclone. Does not connect to the remote. */
export async function expectConfigured(remote: string): Promise<void> {
  const place = readRcloneRemote(remote);
  if (place === null) throw new AppError("rclone.remoteInvalid", { value: serverText(remote) });
  const names = await configuredRemotes();
  if (names.includes(place.name)) return;
  const reason = `rclone listremotes: ${names.map(serverText).join(", ") || "–"}`;
  throw new AppError("rclone.remoteUnknown", { remote, reason });
}
