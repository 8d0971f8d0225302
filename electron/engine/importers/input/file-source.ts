import type { ImportEntry, ImportSource } from "../importer.ts";
import type { ImportFile } from "./import-file.ts";
import { type Damage, FileSurvey } from "./survey.ts";

/** The entries of one file. */
export interface FileEntries {
  readonly entries: readonly ImportEntry[];
  readonly damage?: Damage | undefined;
  /** Encoding of the file. Default: UTF-8. */
  readonly encoding?: string | undefined;
}

export interface FileReading {
  readonly files: readonly ImportFile[];
  readonly timeZone: string;
  readonly hosts?: readonly string[];
  readonly ignored?: Readonly<Record<string, number>>;
  /** Reads all entries of one file at once, because the files are small. */
  read(file: ImportFile): Promise<FileEntries>;
}

/** Opens an export of small files, such as a folder with a file for each day. Reads one file at a time. */
export async function fileSource(reading: FileReading): Promise<ImportSource> {
  const { files, timeZone, hosts, ignored, read } = reading;
  const surveys: { readonly survey: FileSurvey; readonly encoding: string }[] = [];
  for (const file of files) {
    const survey = new FileSurvey(file);
    const { entries, damage, encoding = "utf-8" } = await read(file);
    for (const entry of entries) survey.add(() => `${entry.title} ${entry.body.text}`);
    if (damage) survey.damaged(damage);
    surveys.push({ survey, encoding });
  }
  return {
    service: null,
    timeZone,
    files: surveys.map(({ survey, encoding }) => survey.result(encoding)),
    ...(hosts ? { hosts } : {}),
    ...(ignored ? { ignored } : {}),
    async *entries(): AsyncGenerator<ImportEntry> {
      for (const file of files) {
        const { entries } = await read(file);
        for (const entry of entries) yield entries.length === 1 ? { ...entry, file } : entry;
      }
    },
  };
}
