import { FileType, parseList } from "basic-ftp";
import type { EntryKind, RemoteEntry } from "../../base/remote-files.ts";

/** An entry of a folder, with its name. */
export interface FoundEntry {
  readonly name: string;
  readonly entry: RemoteEntry;
}

/** Servers report the mode 0777 for every symbolic link, but for few files and folders. */
const linkMode = 0o777;

/**
 * Whether an entry reported by MLST may be a symbolic link.
 * For a symbolic link, ProFTPD reports the permissions of the link, but the kind of the link's target.
 */
export function mayBeLink({ mode, kind }: RemoteEntry): boolean {
  return mode === linkMode && kind !== "link";
}

/** Parses the facts of one entry (RFC 3659, section 7). Returns null for the folder itself and its parent. */
function readFacts(line: string): FoundEntry | null {
  const [, facts = "", name = ""] = /^ ?(\S*;) (.*)$/.exec(line) ?? [];
  const values = new Map(
    facts.split(";").map((fact) => {
      const at = fact.indexOf("=");
      return [fact.slice(0, at).toLowerCase(), fact.slice(at + 1)] as const;
    }),
  );
  const type = values.get("type")?.toLowerCase() ?? "";
  if (name === "" || type === "") return null;
  const kind = kindOf(type);
  const mode = Number.parseInt(values.get("unix.mode") ?? "", 8);
  const uid = Number.parseInt(values.get("unix.uid") ?? "", 10);
  const entry: RemoteEntry = {
    kind,
    size: kind === "directory" ? 0 : Number(values.get("size") ?? 0),
    mtime: readTime(values.get("modify") ?? ""),
    mode: Number.isNaN(mode) ? usualMode(kind) : mode & 0o7777,
    ...(Number.isNaN(uid) ? {} : { uid }),
  };
  return { name, entry };
}

/** Parses the reply to MLST. The facts are in the second line. Returns null if the reply has no facts. */
export function readFactsReply(message: string): RemoteEntry | null {
  const [, line = ""] = message.split("\n");
  return readFacts(line)?.entry ?? null;
}

/** Parses the listing that MLSD returns. */
export function readFactsList(text: string): FoundEntry[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const found = readFacts(line);
    return found && isNameInFolder(found.name) ? [found] : [];
  });
}

/**
 * Parses the listing that LIST returns, in the formats of Unix and DOS.
 * The times of all entries are 0, because LIST reports neither seconds nor the time zone.
 */
export function readList(text: string): FoundEntry[] {
  return parseList(text).flatMap(({ name, type, size, permissions }) => {
    if (!isNameInFolder(name)) return [];
    const kind: EntryKind =
      type === FileType.File
        ? "file"
        : type === FileType.Directory
          ? "directory"
          : type === FileType.SymbolicLink
            ? "link"
            : "other";
    const mode = permissions && permissions.user * 64 + permissions.group * 8 + permissions.world;
    const entry = { kind, size: kind === "directory" ? 0 : size, mtime: 0, mode: mode ?? usualMode(kind) };
    return [{ name, entry }];
  });
}

/**
 * Parses an FTP timestamp, such as `20261129014901` (UTC; RFC 3659, section 2.3).
 * Returns seconds since the epoch, or 0 if the text contains no timestamp.
 */
export function readTime(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined) return 0;
  return Math.floor(Date.UTC(year, month - 1, day, hour, minute, second) / 1000);
}

/** Converts the value of `type` in a listing. Servers on Unix add types, such as `OS.unix=slink:target`. */
function kindOf(type: string): EntryKind {
  if (type === "file") return "file";
  if (type === "dir" || type === "cdir" || type === "pdir") return "directory";
  return /^os\.unix=s(?:ym)?link/.test(type) ? "link" : "other";
}

function usualMode(kind: EntryKind): number {
  return kind === "directory" ? 0o755 : 0o644;
}

function isNameInFolder(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && !name.includes("/");
}
