import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export interface ShellRun {
  readonly home: string;
  readonly input?: string;
  readonly cwd?: string;
  /** User and group id with which to run; needs root. */
  readonly userId?: number;
}

export interface ShellResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Returns the environment of a user's shell: without a display, and without the developer's own variables.
 */
export function shellEnvironment(home: string): NodeJS.ProcessEnv {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, NODE_OPTIONS: _options, ...rest } = process.env;
  return { ...rest, HOME: home, LANG: "en_US.UTF-8", LC_ALL: "", HITOFUDE_DATA: `${home}/data` };
}

/** Runs `hitofude` from any package to its end. */
export async function runShell(
  command: string,
  args: readonly string[],
  { home, input = "", cwd = home, userId }: ShellRun,
): Promise<ShellResult> {
  const child = spawn(command, args, {
    cwd,
    env: shellEnvironment(home),
    // Windows can start .cmd files only through its shell
    shell: process.platform === "win32",
    ...(userId === undefined ? {} : { uid: userId, gid: userId }),
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, stdout, stderr };
}
