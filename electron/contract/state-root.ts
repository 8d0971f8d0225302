/** The properties of this computer that determine where the program keeps its data. */
export interface Computer {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * Returns the folder with all state folders. The environment variable `HITOFUDE_DATA` overrides the default.
 * State is never in a blog folder, because anyone may have made the contents of a blog folder.
 */
export function stateRootOf({ platform, env, home }: Computer): string {
  if (env.HITOFUDE_DATA) return `${env.HITOFUDE_DATA}/blogs`;
  if (platform === "win32") return `${localDataOf(env, home)}/Hitofude/blogs`;
  if (platform === "darwin") return `${home}/Library/Application Support/Hitofude/blogs`;
  return `${env.XDG_DATA_HOME || `${home}/.local/share`}/hitofude/blogs`;
}

/**
 * Returns the folder for Chromium's caches and other data of the session, or null for Electron's default.
 * Windows' default is in the roaming profile, which companies copy over the network at each log-on.
 */
export function sessionFolderOf({ platform, env, home }: Computer): string | null {
  if (platform !== "win32") return null;
  return `${localDataOf(env, home)}/Hitofude/session`;
}

/** Returns the folder for local data on Windows. Windows does not copy this folder to other computers. */
function localDataOf(env: Computer["env"], home: string): string {
  return env.LOCALAPPDATA || `${home}/AppData/Local`;
}
