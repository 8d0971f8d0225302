/**
 * The commands of the shell: `hitofude COMMAND`. A packaged program started with one of them opens no window.
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

/** Arguments that may replace a command: they print the help or the version. */
export const shellInquiries = ["help", "--help", "-h", "--version", "-v"] as const;
