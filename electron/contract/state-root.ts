/** What decides where the program's data lies on this computer. */
export interface Computer {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder, absolute. */
  readonly home: string;
}

/**
 * The folder under which the window and the shell keep what they remember of each blog: local to this computer, never
 * in the blog folder, because what lies there may come from anywhere. `HITOFUDE_DATA` names another one.
 */
export function stateRootOf({ platform, env, home }: Computer): string {
  if (env.HITOFUDE_DATA) return `${env.HITOFUDE_DATA}/blogs`;
  if (platform === "win32") return `${env.LOCALAPPDATA || `${home}/AppData/Local`}/Hitofude/blogs`;
  if (platform === "darwin") return `${home}/Library/Application Support/Hitofude/blogs`;
  return `${env.XDG_DATA_HOME || `${home}/.local/share`}/hitofude/blogs`;
}
