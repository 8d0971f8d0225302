import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { shellCommands, shellInquiries } from "#contract/shell-words.ts";

/** Two arguments that launchers put before the user's own arguments (scripts/shell/launchers.ts). */
const marker = { name: "--hitofude-shell", end: "--" };
/** An option that some launchers add, such as an AppImage's launcher on a system that forbids namespaces. */
const withoutSandbox = "--no-sandbox";

/**
 * Returns the arguments of a command line, or null if the program should open a window.
 * The program opens a window if there are no arguments, or if the argument is a folder or a file.
 * With a launcher, the arguments of a command line follow the two arguments in `marker`.
 * Without a launcher, the name of a command is recognised, such as `build` in `./hitofude build`.
 */
export function readShell(
  argv: readonly string[],
  workingFolder: string,
  hasShell: boolean,
): readonly string[] | null {
  if (!hasShell) return null;
  const start = argv.indexOf(marker.name);
  if (start !== -1 && argv[start + 1] === marker.end) return argv.slice(start + 2);
  const given = argv.slice(argv[1] === withoutSandbox ? 2 : 1);
  const [first] = given;
  if (first === undefined) return null;
  const words: readonly string[] = [...shellCommands, ...shellInquiries];
  if (words.includes(first)) return given;
  // An unknown argument is probably a mistyped command. The program then lists the valid commands.
  const isWord = /^[a-z][a-z-]*$/.test(first) && !existsSync(resolve(workingFolder, first));
  return isWord ? given : null;
}

/**
 * Runs the command line program in this process, and ends the process with its exit code.
 * Electron starts Chromium only after the main module, so a command needs neither display nor sandbox.
 */
export async function runShell(args: readonly string[], program: string): Promise<never> {
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
  await Promise.all([process.stdout, process.stderr].map(written));
  // Passes `process.exitCode`, because Electron's `exit` does not read this property.
  process.exit(process.exitCode ?? 0);
}

/** Waits until a stream's data has left the process, because pipes are asynchronous on some systems. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((done) => {
    stream.write("", () => done());
  });
}
