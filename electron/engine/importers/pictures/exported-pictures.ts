import { posix } from "node:path";
import { decoded, percentEncoded } from "#contract/text/percent-encoding.ts";
import { AppError } from "#contract/errors.ts";
import { maxPlayedBytes } from "#contract/media-files.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { writtenTargets } from "#engine/blog/links/written-targets.ts";
import { addMedia } from "#engine/blog/media/media.ts";
import type { EntryNote, ImportEntry } from "../importer.ts";
import { type ImportFile, wholeFile } from "../input/import-file.ts";
import { withCover } from "../writing/post-text.ts";
import { type EmbeddedPicture, withoutEmbeddedPictures } from "./embedded-pictures.ts";
import { monthOf } from "./picture-links.ts";

/** File name endings of pictures, videos and sounds that posts can show. */
const shown = /\.(?:jpe?g|png|gif|webp|avif|svg|mp4|m4v|webm|mp3|m4a|ogg|ogv|wav|flac)$/i;
/** File name endings of pictures, including formats that the blog cannot store. */
const pictureEnding = /\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic|heif)$/i;

/** Finds the pictures, videos and sounds of an export by the addresses that its texts give for them. */
export class ExportedPictures {
  readonly #byName = new Map<string, { readonly path: readonly string[]; readonly file: ImportFile }[]>();
  readonly #byPath = new Map<string, ImportFile>();
  #embedded: ReadonlyMap<string, EmbeddedPicture> = new Map();

  constructor(files: readonly ImportFile[]) {
    for (const file of files) {
      if (!shown.test(file.name) && !pictureEnding.test(file.name)) continue;
      const path = partsOf(file.name);
      const name = path.at(-1) ?? "";
      const others = this.#byName.get(name);
      if (others) others.push({ path, file });
      else this.#byName.set(name, [{ path, file }]);
      if (!this.#byPath.has(path.join("/"))) this.#byPath.set(path.join("/"), file);
    }
  }

  /**
   * Takes embedded pictures (`data:` addresses) out of the text of an entry.
   * Until the next call of `takeEmbedded`, `find` also finds the embedded pictures of this entry.
   */
  takeEmbedded(entry: ImportEntry): ImportEntry {
    const taken = withoutEmbeddedPictures(entry);
    this.#embedded = taken.pictures;
    return taken.entry;
  }

  /** Returns the `data:` address of an embedded picture, or undefined for other addresses. */
  writtenAddress(address: string): string | undefined {
    return this.#embedded.get(address)?.written;
  }

  /**
   * Finds the file of the export to which an address leads. Returns null if there is none.
   * Compares paths from the end, because the folders in an export usually differ from those in addresses.
   * The result is the file that has the most path segments in common with the address.
   * `base` is the folder of the entry in the export. The address may be relative to this folder.
   */
  find(address: string, base = ""): ImportFile | null {
    const embedded = this.#embedded.get(address);
    if (embedded) return embedded.file;
    const [scheme = ""] = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.exec(address) ?? [];
    if (/^(?:data|blob|mailto|javascript):/i.test(scheme)) return null;
    const rest = scheme === "" ? address : address.slice(scheme.length).replace(/^\/\/[^/]*|^[^/]*/, "");
    const plain = decoded(rest.replace(/[?#].*$/, ""));
    const wanted = partsOf(plain);
    const own = scheme === "" && !address.startsWith("/") ? partsOf(posix.join(base, plain)) : wanted;
    const exact = this.#byPath.get(own.join("/"));
    if (exact) return exact;
    const candidates = this.#byName.get(wanted.at(-1) ?? "") ?? [];
    const enough = scheme === "" ? wanted.length : Math.min(wanted.length, leastEqual(scheme));
    const ranked = candidates
      .map(({ path, file }) => ({
        file,
        depth: path.length,
        equal: equalEnd(path, wanted),
        near: equalEnd(path, own),
      }))
      .filter(({ equal }) => equal >= enough)
      .sort((one, other) => other.near - one.near || other.equal - one.equal || one.depth - other.depth);
    return ranked[0]?.file ?? null;
  }
}

/**
 * Returns how many segments an address and a file's path must share at their ends.
 * For an address on a disk (`file:`), these are the name and one folder.
 * For an address on a server, these are the name and two folders.
 */
function leastEqual(scheme: string): number {
  return scheme.toLowerCase() === "file:" ? 2 : 3;
}

function partsOf(path: string): string[] {
  return path
    .normalize("NFC")
    .toLowerCase()
    .split(/[\\/]/)
    .filter((part) => part !== "" && part !== "." && part !== "..");
}

function equalEnd(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  while (count < one.length && count < other.length && one.at(-1 - count) === other.at(-1 - count))
    count += 1;
  return count;
}

/** The text of a post after its pictures were stored in the blog. */
export interface TextWithPictures {
  readonly text: string;
  readonly notes: readonly EntryNote[];
}

/** Records the pictures that an import stores, so that an undo can remove them. */
interface StoredRecord {
  readonly addMedia: (path: string) => Promise<void>;
}

/** Stores the pictures of the export in the blog. Each picture is stored only once. */
export class PicturesOfExport {
  readonly #blog: BlogFolder;
  readonly #pictures: ExportedPictures;
  /** Maps stored pictures to their blog paths. Null in a dry run, because a dry run stores nothing. */
  readonly #stored: Map<ImportFile, Promise<string>> | null;

  readonly #record: StoredRecord | null;

  /** `record` is null in a dry run. */
  constructor(blog: BlogFolder, pictures: ExportedPictures, record: StoredRecord | null) {
    this.#blog = blog;
    this.#pictures = pictures;
    this.#record = record;
    this.#stored = record ? new Map() : null;
  }

  /**
   * Stores the pictures of an entry, and changes their addresses in the text of its post at `path`.
   * Rejects with `file.*`. The returned notes say whether pictures are missing or cannot be stored.
   */
  async into(text: string, entry: ImportEntry, path: string): Promise<TextWithPictures> {
    const notes = new Set<EntryNote>();
    let [changed, done] = ["", 0];
    for (const { start, end, meant } of writtenTargets(text)) {
      if (start < done) continue;
      const picture = this.#pictures.find(meant, entry.base);
      if (!picture) {
        if (isMissing(meant)) notes.add("pictureMissing");
        continue;
      }
      const stored = await this.#pathOf(picture, entry, path);
      if (stored === null) notes.add("pictureUnusable");
      const target = stored === null ? undefined : posix.relative(posix.dirname(path), stored);
      const address =
        target?.replace(/[\s()<>[\]%\\"']/g, percentEncoded) ?? this.#pictures.writtenAddress(meant);
      if (address === undefined) continue;
      changed += text.slice(done, start) + address;
      done = end;
    }
    const body = changed + text.slice(done);
    return { text: await this.#withCover(body, entry, path, notes), notes: [...notes] };
  }

  /**
   * Stores the cover picture of an entry, and writes the picture's path into the front matter.
   * For a picture that is still on an old server, the front matter contains the picture's address.
   */
  async #withCover(text: string, entry: ImportEntry, path: string, notes: Set<EntryNote>): Promise<string> {
    const picture = entry.cover === null ? null : this.#pictures.find(entry.cover, entry.base);
    if (entry.cover !== null && !picture && isMissing(entry.cover)) notes.add("pictureMissing");
    const stored = picture && (await this.#pathOf(picture, entry, path));
    if (stored) return withCover(text, posix.relative(posix.dirname(path), stored));
    return entry.cover !== null && /^https?:\/\//i.test(entry.cover) ? withCover(text, entry.cover) : text;
  }

  /** Returns the blog path of a stored picture, or null if the blog cannot store it. */
  async #pathOf(picture: ImportFile, entry: ImportEntry, path: string): Promise<string | null> {
    // In a dry run, the path is only a placeholder.
    if (!this.#stored) return picture.name;
    const known = this.#stored.get(picture);
    const stored = known ?? this.#store(picture, entry, path);
    // Does not cache embedded pictures, because each belongs to one text and would stay in memory.
    if (this.#pictures.writtenAddress(picture.name) === undefined) this.#stored.set(picture, stored);
    try {
      return await stored;
    } catch (error) {
      if (error instanceof AppError && error.code.startsWith("image.")) return null;
      throw error;
    }
  }

  async #store(picture: ImportFile, { date }: ImportEntry, postPath: string): Promise<string> {
    const bytes = await wholeFile(picture, maxPlayedBytes);
    const name = posix.basename(picture.name);
    if (bytes === null) throw new AppError("image.tooLarge", { name });
    const { folder, settings } = this.#blog;
    const when = monthOf(date, settings.timeZone);
    const { path, isNew } = await addMedia({ folder, postPath, name, bytes, ...when, isPlayed: true });
    if (isNew) await this.#record?.addMedia(path);
    return path;
  }
}

/** Whether an address has no host. A picture at such an address should be in the export. */
function isMissing(address: string): boolean {
  return (
    !/^(?:[a-z][a-z0-9+.-]+:|\/\/|#)/i.test(address) && pictureEnding.test(address.replace(/[?#].*$/, ""))
  );
}
