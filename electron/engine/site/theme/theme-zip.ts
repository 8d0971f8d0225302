import { unzipSync, zipSync } from "fflate";
import { AppError } from "#contract/errors.ts";
import { isPortablePath } from "#engine/base/plain-name.ts";
import { findZipDirectory, readZipDirectory } from "#engine/base/zip-directory.ts";
import { isServerName } from "../addresses/server-names.ts";

/** Limits for the zip of a theme: three sizes in bytes, and a number of files. Themes need far less. */
const limits = { zip: 32 * 1024 * 1024, file: 8 * 1024 * 1024, all: 64 * 1024 * 1024, files: 2_000 };

/** Matches files that operating systems add to zips. These files are skipped. */
const rubbish = /(?:^|\/)(?:__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini)(?:\/|$)/i;
/** Matches the paths of a theme's files. Any other file is refused, because it could be a program. */
const known =
  /^(?:theme\.ya?ml|(?:print|colours)\.css|(?:readme|licen[cs]e|changelog|copying)[^/]*|templates\/.+\.liquid|locales\/[^/]+\.ya?ml|assets\/.+\.(?:css|js|mjs|json|svg|png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf|txt|md|xml|html?|webmanifest))$/i;
/** Date of all entries. The date is constant, so that packing a theme twice gives equal zips. */
const date = "2020-01-01T00:00:00";

/** Packs the files of a theme into a zip. The keys of `files` are paths inside the theme. */
export function packTheme(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(files), { mtime: date, level: 9 });
}

/**
 * Checks the list of entries of a theme's zip, and then unpacks the zip in memory.
 * Throws an error `theme.zip…` if the zip is damaged or contains anything that is not allowed.
 */
export function unpackTheme(bytes: Uint8Array): Map<string, Uint8Array> {
  if (bytes.byteLength > limits.zip) throw tooLarge("zip", limits.zip);
  const entries = zipEntries(bytes).filter(({ name }) => !rubbish.test(name));
  for (const entry of entries) expectSound(entry);
  const files = entries.filter(({ isFolder }) => !isFolder);
  if (files.length > limits.files) throw new AppError("theme.zipCount", { limit: limits.files });
  if (files.reduce((sum, { size }) => sum + size, 0) > limits.all) throw tooLarge("zip", limits.all);
  const top = topFolder(files);
  const paths = new Map(files.map(({ name }) => [name, name.slice(top.length)]));
  expectTheme([...paths.values()]);
  const unpacked = unpack(bytes, new Map(files.map(({ name, size }) => [name, size])));
  return new Map([...unpacked].map(([name, content]) => [paths.get(name) ?? name, content]));
}

/** An entry of a zip, before anything is unpacked. */
interface ZipEntry {
  readonly name: string;
  /** Size in bytes after unpacking, as the zip claims. */
  readonly size: number;
  readonly isFolder: boolean;
  readonly isLink: boolean;
  readonly isEncrypted: boolean;
}

/** Lists the entries of a zip. Throws `theme.zipBroken`. */
function zipEntries(bytes: Uint8Array): ZipEntry[] {
  try {
    const { at, length, count } = findZipDirectory(bytes);
    return readZipDirectory(bytes.subarray(at, at + length), count).map((entry) => {
      // The name is always read as UTF-8. A name in a different encoding is refused.
      const name = new TextDecoder().decode(entry.nameBytes).normalize("NFC");
      return { ...entry, name, isFolder: name.endsWith("/") };
    });
  } catch (error) {
    throw new AppError("theme.zipBroken", {}, error);
  }
}

function expectSound({ name, size, isLink, isFolder, isEncrypted }: ZipEntry): void {
  const path = name.replace(/\/$/, "");
  if (isLink) throw new AppError("theme.zipLink", { path });
  if (isEncrypted) throw new AppError("theme.zipBroken");
  if (!isPortablePath(path)) throw new AppError("theme.zipPath", { path });
  const isHidden = path.split("/").some((part) => part.startsWith("."));
  if (isHidden || (!isFolder && isServerName(path))) throw new AppError("theme.zipProgram", { path });
  if (size > limits.file) throw tooLarge(path, limits.file);
}

/**
 * Returns the folder that contains all files of the zip, such as `paper/`; "" if there is no such folder.
 * Many programs put the packed folder itself into the zip, not only the content of the folder.
 */
function topFolder(files: readonly ZipEntry[]): string {
  const [first] = files;
  const top = first?.name.slice(0, first.name.indexOf("/") + 1) ?? "";
  const isAround = top !== "" && !/^(?:templates|assets|locales)\//.test(top);
  return isAround && files.every(({ name }) => name.startsWith(top)) ? top : "";
}

function expectTheme(paths: readonly string[]): void {
  const folded = new Set<string>();
  for (const path of paths) {
    if (!known.test(path)) throw new AppError("theme.zipProgram", { path });
    // Refuses paths that differ only in case, because one file would replace the other on some systems.
    const same = path.toLowerCase();
    if (folded.has(same)) throw new AppError("theme.zipPath", { path });
    folded.add(same);
  }
  if (!paths.includes("templates/post.liquid")) throw new AppError("theme.zipNoTheme");
}

function unpack(bytes: Uint8Array, sizes: ReadonlyMap<string, number>): Map<string, Uint8Array> {
  const done = new Set<string>();
  // Accepts only sizes that were checked before, because `unzipSync` allocates the size that the zip claims.
  const filter = ({
    name,
    originalSize,
  }: {
    readonly name: string;
    readonly originalSize: number;
  }): boolean => {
    const path = name.normalize("NFC");
    const isWanted = sizes.get(path) === originalSize && !done.has(path);
    done.add(path);
    return isWanted;
  };
  const found = new Map<string, Uint8Array>();
  try {
    for (const [name, data] of Object.entries(unzipSync(bytes, { filter })))
      found.set(name.normalize("NFC"), data);
  } catch (error) {
    throw new AppError("theme.zipBroken", {}, error);
  }
  if ([...sizes].some(([name, size]) => found.get(name)?.length !== size))
    throw new AppError("theme.zipBroken");
  return found;
}

function tooLarge(path: string, limit: number): AppError {
  return new AppError("theme.zipSize", { path, limit: limit / 1024 / 1024 });
}
