import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** The shell in its source. */
export const sourceProgram = fileURLToPath(
  new URL("../../../../electron/engine/cli/hitofude.ts", import.meta.url),
);
/** The shell that tests start. `npm test` names the one that it has built, which starts in half the time. */
export const program = process.env.HITOFUDE_TEST_SHELL ?? sourceProgram;
/** Node stores compiled sources here; with hundreds of starts this saves a third of the time. */
const compiled = fileURLToPath(new URL("../../../../.runtime/compiled-tests", import.meta.url));

export interface CliOptions {
  /** Text for standard input, which then ends. */
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  /** The shell to start. Default: `program`. */
  readonly program?: string;
  /** Id of the user who runs the program; only root can set it. */
  readonly user?: number;
}

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the program from a shell as a user does, in English, with a home folder of its own. */
export async function startCli(args: readonly string[], options: CliOptions = {}): Promise<ChildProcess> {
  const home = await mkdtemp(join(tmpdir(), "hitofude-home-"));
  const child = spawn(process.execPath, [options.program ?? program, ...args], {
    env: {
      PATH: process.env.PATH,
      LANG: "en_US.UTF-8",
      HOME: home,
      NODE_COMPILE_CACHE: compiled,
      // The program's data about blogs survive the run, unless a test sets another folder
      ...(options.environment?.XDG_DATA_HOME ? {} : { HITOFUDE_DATA: process.env.HITOFUDE_DATA }),
      ...options.environment,
    },
    ...(options.user === undefined ? {} : { uid: options.user, gid: options.user }),
  });
  child.once("exit", () => rmSync(home, { recursive: true, force: true }));
  return child;
}

/** Runs the program to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const child = await startCli(args, options);
  child.stdin?.end(options.input ?? "");
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr] = await Promise.all([read(child.stdout), read(child.stderr)]);
  return { code: await ended, stdout, stderr };
}

function read(stream: ChildProcess["stdout"]): Promise<string> {
  return stream ? text(stream) : Promise.resolve("");
}
