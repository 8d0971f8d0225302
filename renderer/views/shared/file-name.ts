/** A file's path split into parts; together they are the path. */
export interface FileName {
  /** With its trailing `/`. */
  readonly folder: string;
  readonly name: string;
  /** With its dot. */
  readonly extension: string;
}

/** Splits a blog path. */
export function fileNameOf(path: string): FileName {
  const start = path.lastIndexOf("/") + 1;
  const dot = path.lastIndexOf(".");
  const end = dot > start ? dot : path.length;
  return { folder: path.slice(0, start), name: path.slice(start, end), extension: path.slice(end) };
}

/**
 * Normalises a typed name for the disk: composed, trimmed, and without the extension that is added anyway.
 */
export function tidyFileName(typed: string, extension: string): string {
  const name = typed.normalize("NFC").trim();
  return name.toLowerCase().endsWith(extension) ? name.slice(0, -extension.length) : name;
}

/** Whether all systems can store a name: a blog folder moves between computers. */
export function isFileName(name: string): boolean {
  return !/[\\/:*?"<>|\p{Cc}]|^\.|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)$/iu.test(name) && name !== "";
}
