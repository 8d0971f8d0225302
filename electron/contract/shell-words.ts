/**
 * The commands that the program has in a shell: `hitofude COMMAND`. If a packaged program is started with one
 * of them, it opens no window.
 */
export const shellCommands = [
  "build",
  "publish",
  "undo",
  "test",
  "check",
  "new",
  "import",
  "render",
  "demo",
] as const;

export type ShellCommand = (typeof shellCommands)[number];

/** Arguments that may be used in place of a command: they print the help or the version. */
export const shellInquiries = ["help", "--help", "-h", "--version", "-v"] as const;
