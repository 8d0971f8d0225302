import { dirname, isAbsolute, delimiter, join } from "node:path";
import { promisify } from "node:util";
import { AppError } from "#contract/errors.ts";
import { serverText } from "../../base/server-text.ts";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";

/** How long rclone may take to list its remotes. */
const patienceMs = 60_000;

/**
 * The author's own settings: the location of the configuration and its password. No other variable is needed.
 */
const kept = new Set(["RCLONE_CONFIG", "RCLONE_CONFIG_PASS"]);

/** A relative path would name a file in the working directory, which may be a blog's. */
const isKept = (name: string, value: string): boolean =>
  kept.has(name.toUpperCase()) && (name.toUpperCase() !== "RCLONE_CONFIG" || isAbsolute(value));

/**
 * Returns the program and the environment to start rclone with. Rejects with `rclone.missing` when it is not
 * installed.
 */
export async function rcloneProgram(name = "rclone"): Promise<{
  readonly program: string;
  readonly options: { readonly env: NodeJS.ProcessEnv; readonly cwd: string };
}> {
  const program = await findProgram(name);
  if (program === null) throw new AppError("rclone.missing");
  return { program, options: { env: rcloneEnvironment(process.env), cwd: dirname(program) } };
}

/**
 * Removes the variables that are rclone's options: each of them can change what a publish does, delete files
 * or run a command.
 */
function rcloneEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = Object.entries(environment).filter(
    ([name, value = ""]) => !/^RCLONE_/i.test(name) || isKept(name, value),
  );
  return Object.fromEntries(entries);
}

/** Returns the names of the remotes in rclone's configuration. */
export async function configuredRemotes(): Promise<string[]> {
  const { program, options } = await rcloneProgram();
  const { execFile } = await import("node:child_process");
  const run = promisify(execFile);
  try {
    const { stdout } = await run(program, ["listremotes", "--ask-password=false"], {
      ...options,
      timeout: patienceMs,
    });
    return stdout.split(/\r?\n/).flatMap((line) => /^(.+):$/.exec(line.trimEnd())?.[1] ?? []);
  } catch (error) {
    const reason = serverText(error instanceof Error ? error.message : String(error));
    throw new AppError("publish.remoteFailed", { operation: "rclone", path: "", reason }, error);
  }
}

/**
 * Returns the path of a program found in `PATH`; null when it is not installed. Relative entries are skipped,
 * and so is the working directory, which Windows searches first: it may be a blog's, and contain a program of
 * that name.
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
