import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { OtherFolder } from "#contract/first-contract.ts";
import type { Computer } from "#contract/state-root.ts";
import { shortFolderName } from "./folder-names.ts";

/** Returns a folder's name and content for display. Returns null if the folder is missing or is a blog. */
export function otherFolder(folder: string): OtherFolder | null {
  if (!existsSync(folder) || existsSync(join(folder, "blog.yaml"))) return null;
  const name = basename(folder).normalize("NFC");
  const hasPosts = ["posts", "pages"].some((part) => existsSync(join(folder, part)));
  return { name, path: shortFolderName(folder), isEmpty: !hasVisibleFiles(folder), hasPosts };
}

/** Whether a folder contains a file that is not hidden. An unreadable folder counts as not empty. */
function hasVisibleFiles(folder: string): boolean {
  try {
    return readdirSync(folder).some(
      (name) => !name.startsWith(".") && !/^(desktop\.ini|thumbs\.db)$/i.test(name),
    );
  } catch {
    return true;
  }
}

/** Names of devices on Windows. A file must not have such a name, even with an extension. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: folder names must not contain control characters
const unwelcome = /[\\/:*?"<>|\u0000-\u001f\u007f]+/g;
/** Maximum number of characters in a folder's name. File systems allow 255 bytes, and a kanji takes three. */
const longest = 60;

/**
 * Returns the folder in which new blogs are made by default.
 * Windows and macOS use the home folder, because cloud clients may move the documents folder.
 */
export function blogsFolder({ platform, home }: Computer, documents: string): string {
  return join(platform === "linux" ? documents : home, "Hitofude");
}

/** Returns an unused path for a new blog's folder, which is named after the blog. */
export function newBlogFolder(
  parent: string,
  name: string,
  exists: (folder: string) => boolean = existsSync,
): string {
  const folder = join(parent, folderName(name));
  if (!exists(folder)) return folder;
  let number = 2;
  while (exists(`${folder}-${number}`)) number += 1;
  return `${folder}-${number}`;
}

function folderName(name: string): string {
  const allowed = [...name.normalize("NFC").replace(unwelcome, " ")].slice(0, longest).join("");
  // Removes dots and spaces at both ends: a leading dot hides a folder, and Windows removes trailing ones.
  const plain = allowed.replace(/^[.\s]+|[.\s]+$/g, "").replace(/\s+/g, " ");
  if (plain === "") return "blog";
  return devices.test(plain) ? `blog-${plain}` : plain;
}
