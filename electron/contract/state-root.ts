/** The facts about this computer that determine where the program keeps its data. */
export interface Computer {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder, absolute. */
  readonly home: string;
}

/**
 * Returns the folder that contains all state folders. It is on this computer, and never in a blog folder,
 * because the contents of a blog folder may come from anyone. The window and the shell use the same folder.
 * The environment variable `HITOFUDE_DATA` overrides it.
 */
export function stateRootOf({ platform, env, home }: Computer): string {
  if (env.HITOFUDE_DATA) return `${env.HITOFUDE_DATA}/blogs`;
  if (platform === "win32") return `${env.LOCALAPPDATA || `${home}/AppData/Local`}/Hitofude/blogs`;
  if (platform === "darwin") return `${home}/Library/Application Support/Hitofude/blogs`;
  return `${env.XDG_DATA_HOME || `${home}/.local/share`}/hitofude/blogs`;
}
