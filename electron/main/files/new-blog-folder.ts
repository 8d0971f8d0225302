import { existsSync } from "node:fs";
import { join } from "node:path";

/** Names of devices on Windows, which no file may have, with any extension. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: no file system likes them
const unwelcome = /[\\/:*?"<>|\u0000-\u001f\u007f]+/g;
/**
 * Maximum length of a folder's name, in characters. File systems allow 255 bytes, and a Japanese character
 * takes three.
 */
const longest = 60;

/**
 * Returns the path of a folder for a new blog, at which nothing exists yet. Its name is the blog's name, as
 * far as all systems allow.
 */
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
  // A leading dot would hide the folder; Windows drops trailing dots and spaces.
  const plain = allowed.replace(/^[.\s]+|[.\s]+$/g, "").replace(/\s+/g, " ");
  if (plain === "") return "blog";
  return devices.test(plain) ? `blog-${plain}` : plain;
}
