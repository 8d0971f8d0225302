import { Writable } from "node:stream";

/** Whether a user can answer at a terminal. */
export function hasTerminal(): boolean {
  return process.stdin.isTTY === true;
}

/** Reads one line from the terminal. Returns null if the user presses Ctrl+C or Ctrl+D. */
export async function askLine(question: string, options: { echo: boolean }): Promise<string | null> {
  // The interface turns off the terminal's own echo; readline echoes only if its output leads somewhere.
  const output = options.echo ? process.stderr : new Writable({ write: (_chunk, _encoding, done) => done() });
  // Most commands ask nothing, and loading it takes a millisecond or two
  const { createInterface } = await import("node:readline");
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  lines.setPrompt(options.echo ? question : "");
  // Only now: the interface has turned off the terminal's echo, so that no letter of a password is shown.
  process.stderr.write(question);
  const line = await new Promise<string | null>((resolve) => {
    lines.once("line", resolve);
    lines.once("close", () => resolve(null));
  });
  lines.close();
  if (!options.echo) process.stderr.write("\n");
  return line;
}
