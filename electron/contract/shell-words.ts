/** The commands of the command line: `hitofude COMMAND`. A command opens no window. */
export const shellCommands = [
  "build",
  "publish",
  "undo",
  "test",
  "check",
  "export",
  "share",
  "new",
  "import",
  "render",
  "demo",
] as const;

export type ShellCommand = (typeof shellCommands)[number];

/** Arguments that are allowed instead of a command: they print the help or the version. */
export const shellInquiries = ["help", "--help", "-h", "--version", "-v", "--schema"] as const;
