/** The parts of a file's path. Joined, they are the path again. */
export interface FileName {
  /** Folder of the file with a trailing `/`. */
  readonly folder: string;
  readonly name: string;
  /** Extension with its dot. */
  readonly extension: string;
}

/** Splits a blog path into folder, name and extension. */
export function fileNameOf(path: string): FileName {
  const start = path.lastIndexOf("/") + 1;
  const dot = path.lastIndexOf(".");
  const end = dot > start ? dot : path.length;
  return { folder: path.slice(0, start), name: path.slice(start, end), extension: path.slice(end) };
}

/**
 * Normalises a typed file name: in Unicode form NFC, without spaces around it, and without the extension,
 * which is added later.
 */
export function tidyFileName(typed: string, extension: string): string {
  const name = typed.normalize("NFC").trim();
  return name.toLowerCase().endsWith(extension) ? name.slice(0, -extension.length) : name;
}

/** Whether a file can have this name on all systems. The blog folder may be moved to another one. */
export function isFileName(name: string): boolean {
  return !/[\\/:*?"<>|\p{Cc}]|^\.|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)$/iu.test(name) && name !== "";
}
