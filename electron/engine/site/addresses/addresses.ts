import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { ErrorCode } from "#contract/errors.ts";
import type { Moment, Post } from "#engine/blog/posts/post.ts";
import { isPortableName } from "#contract/text/portable-name.ts";
import { places } from "./places.ts";
import { isServerName } from "./server-names.ts";

export type AddressFault = Extract<ErrorCode, `address.${string}`>;

export type Address =
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "undated" }
  | { readonly kind: "invalid"; readonly address: string; readonly fault: AddressFault };

/** The settings on which addresses depend. */
export type AddressSettings = Pick<BlogSettings, "sections">;

/**
 * Returns the address of a post or page. A post with neither permalink nor date has no address.
 * `letters` is a map from blog paths of posts to their running letters.
 */
export function addressOf(
  post: Post,
  settings: AddressSettings,
  letters: ReadonlyMap<string, string>,
): Address {
  const permalink = post.properties.permalink;
  if (permalink !== undefined) return checked(completeAddress(permalink));
  if (post.kind === "page") return checked(`${stemOf(post.path.replace(/^pages\//, ""))}.html`);
  if (!post.date) return { kind: "undated" };
  const address = filledAddress(post, post.date, settings, letters.get(post.path));
  // Rejects braces that remain in an address, because they show a typing error in blog.yaml.
  return /[{}]/.test(address) ? { kind: "invalid", address, fault: "address.invalid" } : checked(address);
}

/**
 * Returns a post's address without its letter (such as the `b` in `20240102-0000-b.html`).
 * Returns undefined for a post whose address never gets a letter.
 * Without `{letter}` in the pattern, only posts whose dates have no time get letters.
 * Without letters, such posts of the same day would have the same address.
 */
export function letteredPlace(post: Post, settings: AddressSettings): string | undefined {
  if (post.kind === "page" || !post.date || post.properties.permalink !== undefined) return undefined;
  if (post.date.hasTime && !patternOf(post, settings).includes("{letter}")) return undefined;
  return filledAddress(post, post.date, settings, undefined);
}

/** Returns the address of a post with its letter at the end of the file's name: `20240102-0000-b.html`. */
export function withLetter(address: string, letter: string): string {
  return address.replace(/((?:\/index)?\.[^./]+)$/, (end) => `-${letter}${end}`);
}

function patternOf({ section }: Post, settings: AddressSettings): string {
  return settings.sections[section]?.address ?? defaultPattern;
}

function filledAddress(
  post: Post,
  date: Moment,
  settings: AddressSettings,
  letter: string | undefined,
): string {
  const section = settings.sections[post.section];
  const pattern = patternOf(post, settings);
  const inside = fillPattern(pattern, post, date, letter);
  const address = completeAddress(section?.path ? `${section.path}/${inside}` : inside);
  const isComplete = letter === undefined || date.hasTime || pattern.includes("{letter}");
  return isComplete ? address : withLetter(address, letter);
}

/** Address pattern for sections that blog.yaml does not name. */
const defaultPattern = "{yyyy}{MM}{dd}-{HH}{mm}.html";

/**
 * Converts an address to a file path in Unicode form NFC without a leading slash.
 * The address of a folder becomes the path of the folder's `index.html`.
 */
export function completeAddress(address: string): string {
  const path = address.normalize("NFC").trim().replace(/^\/+/, "");
  const last = path.slice(path.lastIndexOf("/") + 1);
  if (last === "") return `${path}index.html`;
  return last.includes(".") ? path : `${path}/index.html`;
}

/** Whether a path is a valid file name on every host and computer, and stays inside the site. */
export function isValidAddress(path: string): boolean {
  if (path !== path.normalize("NFC") || !path.isWellFormed()) return false;
  return path.split("/").every(isValidSegment);
}

/**
 * Returns the reason why a page cannot have this address. Returns null if a page can have the address.
 * Only `.html` and `.htm` are allowed, because servers execute files with some other extensions.
 */
export function pageFault(address: string): AddressFault | null {
  const fault = siteFault(address);
  if (fault !== null) return fault;
  if (!isValidAddress(address)) return isTooLong(address) ? "address.tooLong" : "address.invalid";
  return /\.html?$/i.test(address) ? null : "address.noPage";
}

/**
 * Returns the reason why a file cannot have this path. Returns null if a file can have the path.
 * Refuses the folder that is reserved for the counter and the feedback form.
 */
export function siteFault(path: string): AddressFault | null {
  if (isServerName(path)) return "address.serverFile";
  // A name that Windows rejects, such as `con`, is allowed, because a tag may have this name.
  // Hidden paths, and paths that lead out of the site, are not allowed.
  if (/(?:^|\/)(?:[./]|$)|[\\\0]/.test(path)) return "address.invalid";
  return path.slice(0, visitors.length).toLowerCase() === visitors ? "address.reserved" : null;
}

const visitors = `${places.visitors}/`;

/**
 * Whether an old address needs a server rule for its redirect, because no file can be at the address.
 * Examples: `/?p=12` has a query, and `/diary.cgi` is the address of a server program.
 */
export function needsServerRule(address: string): boolean {
  const [path = "", query] = address.split(/\?(.*)/s);
  if (/[\p{Cc}"\\#]/u.test(address) || /(?:^|\/)\./.test(path) || path.includes("//")) return false;
  if (query !== undefined) return query !== "";
  const fault = pageFault(completeAddress(path));
  return fault === "address.serverFile" || fault === "address.noPage";
}

function checked(address: string): Address {
  const fault = pageFault(address);
  return fault === null ? { kind: "address", address } : { kind: "invalid", address, fault };
}

/** Maximum length of a path segment in bytes. File systems allow 255, but uploads add a suffix. */
const longestSegment = 200;

function isValidSegment(segment: string): boolean {
  return isPortableName(segment) && !segment.startsWith(".") && !isTooLong(segment);
}

/** Whether a file or folder name in the path is too long. */
function isTooLong(path: string): boolean {
  return path.split("/").some((segment) => Buffer.byteLength(segment) > longestSegment);
}

function fillPattern(pattern: string, post: Post, date: Moment, letter: string | undefined): string {
  // Formats the date in its own time zone, so that the digits are those that the author wrote.
  const digits = new Date(date.time + date.offsetMinutes * 60_000).toISOString();
  return partsOf(pattern)
    .map((part, at) => (at % 2 === 0 ? part : (meaningOf(part, post, digits, letter) ?? `{${part}}`)))
    .join("");
}

function meaningOf(word: string, post: Post, digits: string, letter: string | undefined): string | undefined {
  if (word === "letter") return letter;
  if (word === "section") return post.section;
  if (word === "filename") return slugOf(post.path);
  if (word === "slug") return post.slug?.trim() || slugOf(post.path);
  return digitsFor.get(word)?.(digits);
}

/** Cache of parsed patterns, because thousands of posts share a few patterns. */
const knownParts = new Map<string, readonly string[]>();
const maxPatterns = 100;

/** Splits a pattern at its placeholders. Returns text and placeholders alternately, text first. */
function partsOf(pattern: string): readonly string[] {
  const known = knownParts.get(pattern);
  if (known) return known;
  // The cache is limited, because each keystroke in the settings adds a pattern.
  if (knownParts.size >= maxPatterns) knownParts.clear();
  const parts = pattern.split(/\{([a-zA-Z]+)\}/);
  knownParts.set(pattern, parts);
  return parts;
}

const digitsFor: ReadonlyMap<string, (digits: string) => string> = new Map([
  ["yyyy", (digits) => digits.slice(0, 4)],
  ["yy", (digits) => digits.slice(2, 4)],
  ["MM", (digits) => digits.slice(5, 7)],
  ["M", (digits) => unpadded(digits.slice(5, 7))],
  ["dd", (digits) => digits.slice(8, 10)],
  ["d", (digits) => unpadded(digits.slice(8, 10))],
  ["HH", (digits) => digits.slice(11, 13)],
  ["H", (digits) => unpadded(digits.slice(11, 13))],
  ["mm", (digits) => digits.slice(14, 16)],
  ["ss", (digits) => digits.slice(17, 19)],
]);

function unpadded(digits: string): string {
  return String(Number(digits));
}

function stemOf(path: string): string {
  return path.normalize("NFC").replace(/\.[^./]+$/, "");
}

/** Returns the file's name without its extension. Also removes a Jekyll prefix such as `2022-05-06-`. */
function slugOf(path: string): string {
  const stem = stemOf(path.slice(path.lastIndexOf("/") + 1));
  return stem.replace(/^\d{4}-\d{2}-\d{2}-/, "") || stem;
}
