import type { Computer } from "./state-root.ts";

export type CloudName = "OneDrive" | "iCloud Drive" | "Dropbox" | "Google Drive";

/** Returns the cloud service that synchronizes a folder, or null. Decides by the folder's path. */
export function cloudOf(folder: string, { platform, env, home }: Computer): CloudName | null {
  const fold = (path: string): string => {
    const plain = path.replaceAll("\\", "/").replace(/\/+$/, "");
    // Ignores case, as Windows and macOS do. Also ignores the Unicode form (NFC or NFD) of Japanese names.
    return platform === "linux" ? path : plain.normalize("NFC").toLowerCase();
  };
  const path = fold(folder);
  const below = (root: string | undefined): string | null => {
    if (!root) return null;
    const start = `${fold(root)}/`;
    return `${path}/`.startsWith(start) ? path.slice(start.length) : null;
  };
  const drives = [env.OneDrive, env.OneDriveConsumer, env.OneDriveCommercial];
  if (platform === "win32" && drives.some((drive) => below(drive) !== null)) return "OneDrive";
  if (platform === "darwin" && below(`${home}/Library/Mobile Documents`) !== null) return "iCloud Drive";
  const [inHome = ""] = below(home)?.split("/") ?? [];
  const [inStorage = ""] = below(`${home}/Library/CloudStorage`)?.split("/") ?? [];
  const [onDrive = ""] = /^[a-z]:\/([^/]*)/.exec(path)?.slice(1) ?? [];
  const named = [inHome, ...(platform === "darwin" ? [inStorage] : [])];
  for (const { name, folders } of clouds) if (named.some((part) => folders.test(part))) return name;
  // On Windows, Google Drive is a drive of its own, with a top folder named `My Drive`.
  return platform === "win32" && /^(?:my drive|マイドライブ)$/.test(onDrive) ? "Google Drive" : null;
}

/**
 * Names of the folders that cloud clients synchronize.
 * The folders are in the home folder. On macOS, they can also be in `Library/CloudStorage`.
 */
const clouds: readonly { readonly name: CloudName; readonly folders: RegExp }[] = [
  { name: "OneDrive", folders: /^onedrive(?:$|[ -])/i },
  { name: "iCloud Drive", folders: /^iclouddrive$/i },
  { name: "Dropbox", folders: /^dropbox(?:$|[ (-])/i },
  { name: "Google Drive", folders: /^(?:google ?drive(?:$|-))/i },
];
