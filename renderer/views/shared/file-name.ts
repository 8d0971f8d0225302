/** A file's path in parts; together they are the path. */
export interface FileName {
  /** With its last `/`. */
  readonly folder: string;
  readonly name: string;
  /** With its dot. */
  readonly extension: string;
}

/** Takes a blog path apart. */
export function fileNameOf(path: string): FileName {
  const start = path.lastIndexOf("/") + 1;
  const dot = path.lastIndexOf(".");
  const end = dot > start ? dot : path.length;
  return { folder: path.slice(0, start), name: path.slice(start, end), extension: path.slice(end) };
}

/** A typed name as it is written on disk: composed, without spaces around it, and without the extension it has anyway. */
export function tidyFileName(typed: string, extension: string): string {
  const name = typed.normalize("NFC").trim();
  return name.toLowerCase().endsWith(extension) ? name.slice(0, -extension.length) : name;
}

/** Names that some system cannot keep: a blog folder moves between computers. */
export function isFileName(name: string): boolean {
  return !/[\\/:*?"<>|\p{Cc}]|^\.|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)$/iu.test(name) && name !== "";
}
