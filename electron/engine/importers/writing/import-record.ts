import { mkdir } from "node:fs/promises";
import { open, rm } from "#engine/base/files/change-files.ts";
import { namesIfThere, readTextIfThere } from "#engine/base/files/read-files.ts";
import { join } from "node:path";
import { systemCode } from "#contract/file-retries.ts";
import { z } from "zod";
import { readError } from "#engine/base/file-errors.ts";

const headSchema = z.object({
  format: z.literal(1),
  /** Id of the blog. If the folder later contains a different blog, the record is ignored. */
  blog: z.string(),
  importer: z.string(),
  files: z.array(z.string()),
  /**
   * The list of old files before the import. Null if there was no list.
   * Absent if the import left the list of old files unchanged.
   */
  oldFilesBefore: z.string().nullable().optional(),
  /** The list of old files after the import. Absent in records of older versions. */
  oldFilesAfter: z.string().optional(),
});
const postSchema = z.object({
  key: z.string(),
  title: z.string(),
  /** Hash of the exported entry (`ImportEntry.hash`). */
  source: z.string(),
  path: z.string(),
  /** Hash of the post's text (`authorsHash`) at the time when the import wrote the post. */
  written: z.string(),
  /**
   * Name of the trash folder that holds the post's earlier version. The name is a time.
   * `trashedAt` is missing if no earlier version existed.
   */
  trashedAt: z.string().optional(),
});

/** The path of a picture, video or sound that an import stored. */
const mediaSchema = z.object({ media: z.string() });

/** A post that an import wrote. */
export type RecordedPost = z.infer<typeof postSchema>;

export interface RecordedImport {
  readonly id: string;
  readonly importer: string;
  readonly files: readonly string[];
  /**
   * The list of the old site's files, as it was before the import. Null if there was no list.
   * Undefined if the import did not change the list of files.
   */
  readonly oldFilesBefore: string | null | undefined;
  /** The list of the old site's files after the import. Undefined if the list is not known. */
  readonly oldFilesAfter: string | undefined;
  readonly posts: readonly RecordedPost[];
  /** Blog paths of the pictures, videos and sounds that the import stored. */
  readonly media: readonly string[];
  /** Whether the import was completed. If false, the last recorded posts may be missing. */
  readonly isDone: boolean;
}

/** The list of old files before and after an import. `before` is null if there was no list. */
export interface ChangedList {
  readonly before: string | null;
  readonly after: string;
}

/** Name of the folder for import records, inside a blog's state folder. */
const importsFolder = "imports";

const name = /^(\d{15})\.jsonl$/;

/**
 * Records each import of a blog in a file in the state folder.
 * Before a post is written, a line of JSON about the post is appended to the file.
 * Thus, importing the same entries again changes nothing, and even an interrupted import can be undone.
 */
export class ImportRecord {
  readonly #folder: string;
  readonly #blog: string;

  /** `stateFolder` is the state folder of the blog with the id `blog`. */
  constructor(stateFolder: string, blog: string) {
    this.#folder = join(stateFolder, importsFolder);
    this.#blog = blog;
  }

  /** Reads all imports that were not undone, oldest first. Rejects with `file.*` for an unreadable record. */
  async imports(): Promise<RecordedImport[]> {
    const names = await namesIfThere(this.#folder).catch((error: unknown) => {
      throw readError(error, this.#folder);
    });
    const ids = names.flatMap((file) => name.exec(file)?.[1] ?? []).sort();
    const read = await Promise.all(ids.map((id) => this.#read(id)));
    return read.filter((one) => one !== null);
  }

  /** Begins the record of an import. The caller then calls `add` for each post, and `finish` at the end. */
  async begin(
    importer: string,
    files: readonly string[],
    now: number,
    oldFiles?: ChangedList | null,
  ): Promise<ImportRecordWriter> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const head = { format: 1, blog: this.#blog, importer, files };
    for (let number = now; ; number += 1) {
      const id = String(number).padStart(15, "0");
      try {
        const file = await open(this.#fileOf(id), "wx", 0o600);
        await file.appendFile(
          lineOf({ ...head, oldFilesBefore: oldFiles?.before, oldFilesAfter: oldFiles?.after }),
        );
        return {
          add: (post) => file.appendFile(lineOf(post)),
          addMedia: (path) => file.appendFile(lineOf({ media: path })),
          finish: async () => {
            await file.appendFile(lineOf({ done: true }));
            await file.sync();
          },
          close: () => file.close(),
        };
      } catch (error) {
        if (systemCode(error) !== "EEXIST") throw error;
      }
    }
  }

  /** Records an imported post's new text. Call this if the program, not the author, changed the text. */
  amend(id: string, post: RecordedPost): Promise<void> {
    return this.#append(id, post);
  }

  /** Adds a picture, fetched after an import, to the record of the import. */
  addMedia(id: string, path: string): Promise<void> {
    return this.#append(id, { media: path });
  }

  async #append(id: string, value: object): Promise<void> {
    const file = await open(this.#fileOf(id), "a", 0o600);
    try {
      // Writes the line end first. Otherwise, the text would continue a line that a crash has cut off.
      await file.appendFile(`\n${lineOf(value)}`);
    } finally {
      await file.close();
    }
  }

  /** Removes the record of an import that was undone. */
  async drop(id: string): Promise<void> {
    await rm(this.#fileOf(id), { force: true });
  }

  #fileOf(id: string): string {
    return join(this.#folder, `${id}.jsonl`);
  }

  async #read(id: string): Promise<RecordedImport | null> {
    const text = await readTextIfThere(this.#fileOf(id)).catch((error: unknown) => {
      throw readError(error, this.#fileOf(id));
    });
    const [first = "", ...lines] = (text ?? "").split("\n");
    const head = headSchema.safeParse(parsed(first));
    if (head.data?.blog !== this.#blog) return null;
    const values = lines.map(parsed);
    const posts = values.flatMap((value) => postSchema.safeParse(value).data ?? []);
    const media = values.flatMap((value) => mediaSchema.safeParse(value).data?.media ?? []);
    const isDone = values.some((value) => z.object({ done: z.literal(true) }).safeParse(value).success);
    const { importer, files, oldFilesBefore, oldFilesAfter } = head.data;
    return { id, importer, files, oldFilesBefore, oldFilesAfter, posts, media, isDone };
  }
}

/**
 * Returns the last import as a list of records, newest record first.
 * An interrupted import and its continuations with the same files count as one import.
 */
export function partsOfLast(imports: readonly RecordedImport[]): RecordedImport[] {
  const last = imports.at(-1);
  if (!last) return [];
  const isOther = ({ isDone, importer, files }: RecordedImport): boolean =>
    isDone || importer !== last.importer || files.join("\n") !== last.files.join("\n");
  const others = imports.slice(0, -1);
  return [last, ...others.slice(others.findLastIndex(isOther) + 1).reverse()];
}

export interface ImportRecordWriter {
  readonly add: (post: RecordedPost) => Promise<void>;
  readonly addMedia: (path: string) => Promise<void>;
  readonly finish: () => Promise<void>;
  readonly close: () => Promise<void>;
}

function lineOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** Parses a line. Returns undefined if a crash has cut the line off. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
