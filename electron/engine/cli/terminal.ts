import { Writable } from "node:stream";

/** Whether somebody sits at a terminal and can answer. */
export function hasTerminal(): boolean {
  return process.stdin.isTTY === true;
}

/** Asks at the terminal for one line. Null when the person ends it with Ctrl+C or Ctrl+D. */
export async function askLine(question: string, options: { echo: boolean }): Promise<string | null> {
  // The terminal itself shows nothing of what is typed; readline does, unless its output leads nowhere.
  const output = options.echo ? process.stderr : new Writable({ write: (_chunk, _encoding, done) => done() });
  // Most commands ask nothing: loading it takes a millisecond or two of each
  const { createInterface } = await import("node:readline");
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  lines.setPrompt(options.echo ? question : "");
  // Only now: from its interface on the terminal is silent, and who types at once shall not see a first letter of a password.
  process.stderr.write(question);
  const line = await new Promise<string | null>((resolve) => {
    lines.once("line", resolve);
    lines.once("close", () => resolve(null));
  });
  lines.close();
  if (!options.echo) process.stderr.write("\n");
  return line;
}
