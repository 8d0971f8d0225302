import { posix } from "node:path";
import { decoded } from "#contract/text/percent-encoding.ts";
import { type ImportFile, wholeFile } from "../input/import-file.ts";
import { decodeAs, encodingNamed, judgeEncoding } from "../input/text-encodings.ts";

/**
 * Maximum size in bytes of a page that is read.
 * There is a limit, because a parsed page takes about ten times the memory of its file.
 */
const largestPage = 8 * 2 ** 20;

/** Maximum size in bytes of a file `.htaccess` that is read. */
const largestRules = 2 ** 20;

/** Matches Apache rules that require a password for a folder, or deny access to some or all visitors. */
const lock =
  /^[ \t]*(?:AuthUserFile\b|Require[ \t]+(?:valid-user|user|group|ip|host|all[ \t]+denied)\b|Deny[ \t]+from[ \t]+all\b)/im;

/** Finds the folders that visitors could not read freely, according to the `.htaccess` files. */
export async function lockedFolders(files: readonly ImportFile[]): Promise<string[]> {
  const folders: string[] = [];
  for (const file of files) {
    if (posix.basename(file.name) !== ".htaccess") continue;
    const rules = String((await wholeFile(file, largestRules)) ?? "");
    // Removes the sections whose rules apply only to files with certain names, and not to the whole folder.
    const ofFolder = rules.replace(/<(Files(?:Match)?)\b[^>]*>[\s\S]*?<\/\1>/gi, "");
    if (lock.test(ofFolder)) folders.push(posix.dirname(file.name));
  }
  return folders;
}

/** Whether a file is in one of the folders, or below it. */
export function isBelow(folders: readonly string[], name: string): boolean {
  return folders.some((folder) => folder === "." || name.startsWith(`${folder}/`));
}

/** The text of a page's file. */
export interface PageText {
  readonly html: string;
  /** Name of the encoding, as `TextDecoder` spells it. */
  readonly encoding: string;
}

const pageEnding = /\.x?html?$/i;

/** Matches the names of saved pages of server programs: `diary.cgi@id=3.html`. */
const programPage = /\.(?:cgi|pl|php\d?|aspx?|jsp|cfm|shtml?)(?:[?@][^/]*)?$/i;

/** Returns the files that contain HTML pages. */
export async function pagesIn(files: readonly ImportFile[]): Promise<ImportFile[]> {
  const pages: ImportFile[] = [];
  for (const file of files) {
    // Skips `a_files/`, in which browsers save the pictures of `a.html`. Its pages are only frames and ads.
    if (/_files\/|\.files\//i.test(file.name)) continue;
    if (pageEnding.test(file.name)) pages.push(file);
    else if (programPage.test(file.name) && looksLikePage(await file.head())) pages.push(file);
  }
  return pages;
}

/**
 * Whether a file begins like a page. The extension proves nothing: `diary.cgi` can be a program or a page.
 */
export function looksLikePage(head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 4096)).toString("latin1");
  return /^(?:[^\x20-\x7E]*\s*)(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|title|body|meta)\b/i.test(
    start,
  );
}

/**
 * Returns the address at which a web server would serve a file of the folder.
 * `@` in the name of a saved page stands for `?`, because file names on Windows cannot contain `?`.
 */
export function addressOfFile(name: string): string {
  const path = posix.normalize(`/${name}`);
  const program = /^(.*\.(?:cgi|pl|php\d?|aspx?|jsp|cfm|shtml?))[?@](.*?)(?:\.x?html?)?$/i.exec(path);
  if (program) return `${program[1]}?${program[2]}`;
  const query = /^(.*\/)index\.html?[?@](.*?)(?:\.x?html?)?$/i.exec(path);
  return query ? `${query[1]}?${query[2]}` : path;
}

/**
 * Returns a key for an address. Two links with equal keys lead to the same page.
 * The index page of a folder has the same key as the folder.
 * Keys are in lower case, because old sites were often made on systems that ignore case.
 */
export function addressKey(address: string): string {
  const [path = "", query] = address.replace(/#.*$/s, "").split(/\?(.*)/s);
  const folder = decoded(path)
    .replace(/(^|\/)index\.(?:x?html?|php|cgi)$/i, "$1")
    .replace(/\/+$/, "");
  return (query === undefined ? folder : `${folder}?${decoded(query)}`).toLowerCase();
}

/**
 * Reads a page. A byte order mark, a statement in the page, or the bytes determine the encoding.
 * Returns null for a page that is too large. `chosen` is the encoding that the author chose.
 */
export async function pageText(file: ImportFile, chosen?: string): Promise<PageText | null> {
  const bytes = await wholeFile(file, largestPage);
  if (bytes === null) return null;
  const encoding = encodingOf(bytes, chosen);
  return { html: decodeAs(bytes, encoding), encoding };
}

function encodingOf(bytes: Buffer, chosen: string | undefined): string {
  const named = chosen === undefined ? null : encodingNamed(chosen);
  if (named !== null) return named;
  if (bytes.subarray(0, 3).toString("latin1") === "\xEF\xBB\xBF") return "utf-8";
  const stated = statedEncoding(bytes);
  const verdict = judgeEncoding(bytes);
  // If the bytes do not show the encoding, uses the one that the page states.
  if (verdict === "ascii") return stated ?? "utf-8";
  if (verdict === "ambiguous" || verdict === "damaged") return stated ?? "utf-8";
  // Ignores a stated encoding that cannot decode all bytes.
  // It is wrong, for instance because the file was converted to UTF-8 later.
  return stated !== null && canDecode(bytes, stated) && !isSureOf(verdict, stated) ? stated : verdict;
}

/** Whether the bytes prove that the encoding is `verdict` and not `stated`. */
function isSureOf(verdict: string, stated: string): boolean {
  return verdict === "utf-8" || verdict === "iso-2022-jp" ? stated !== verdict : false;
}

function canDecode(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Returns the encoding that a page names in its `meta` element or XML declaration, or null. */
function statedEncoding(bytes: Buffer): string | null {
  const start = bytes.subarray(0, 4096).toString("latin1");
  const name =
    /<meta\b[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1] ??
    /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)/i.exec(start)?.[1];
  const encoding = name === undefined ? null : encodingNamed(name);
  // Replaces UTF-16 by UTF-8, because a name that is readable as ASCII rules out UTF-16.
  return encoding?.startsWith("utf-16") ? "utf-8" : encoding;
}
