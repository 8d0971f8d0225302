import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { ErrorCode } from "#contract/errors.ts";
import type { Moment, Post } from "#engine/blog/posts/post.ts";
import { isPortableName } from "#engine/base/plain-name.ts";
import { places } from "./places.ts";
import { isServerName } from "./server-names.ts";

/** Why an address cannot be that of a page. */
export type AddressFault = Extract<ErrorCode, `address.${string}`>;

export type Address =
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "undated" }
  | { readonly kind: "invalid"; readonly address: string; readonly fault: AddressFault };

/**
 * Address of a post or page inside the site: the frozen `permalink` when there is one, else the pattern of its
 * section (pages: their path under `pages/`). A post without a date has no address unless it has a permalink.
 * `letters` are those of the whole blog, by blog path (`RunningLetters`).
 */
export function addressOf(post: Post, settings: BlogSettings, letters: ReadonlyMap<string, string>): Address {
  const permalink = post.properties.permalink;
  if (permalink !== undefined) return checked(completeAddress(permalink));
  if (post.kind === "page") return checked(`${stemOf(post.path.replace(/^pages\//, ""))}.html`);
  if (!post.date) return { kind: "undated" };
  const address = filledAddress(post, post.date, settings, letters.get(post.path));
  // A word in braces that means nothing is a slip of the pen in blog.yaml, not a name for files
  return /[{}]/.test(address) ? { kind: "invalid", address, fault: "address.invalid" } : checked(address);
}

/**
 * What a post's address is but for its letter, for which it has `{letter}`. Undefined for what needs none: the pattern
 * has no letter, the address is frozen, or there is no date.
 */
export function letteredPlace(post: Post, settings: BlogSettings): string | undefined {
  if (post.kind === "page" || !post.date || post.properties.permalink !== undefined) return undefined;
  if (!settings.sections[post.section]?.address.includes("{letter}")) return undefined;
  return filledAddress(post, post.date, settings, undefined);
}

function filledAddress(post: Post, date: Moment, settings: BlogSettings, letter: string | undefined): string {
  const section = settings.sections[post.section];
  const inside = fillPattern(section?.address ?? defaultPattern, post, date, letter);
  return completeAddress(section?.path ? `${section.path}/${inside}` : inside);
}

/** Section settings' default, for posts of a section that blog.yaml does not name. */
const defaultPattern = "{yyyy}{MM}{dd}-{HH}{mm}.html";

/** Writes an address as a file path: NFC, no slash at the start; a folder means the `index.html` in it. */
export function completeAddress(address: string): string {
  const path = address.normalize("NFC").trim().replace(/^\/+/, "");
  const last = path.slice(path.lastIndexOf("/") + 1);
  if (last === "") return `${path}index.html`;
  return last.includes(".") ? path : `${path}/index.html`;
}

/** Whether a path can be a file of the site on every host and computer, and stays inside the site. */
export function isValidAddress(path: string): boolean {
  if (path !== path.normalize("NFC") || !path.isWellFormed()) return false;
  return path.split("/").every(isValidSegment);
}

/** Two addresses with the same key are one file on a file system that ignores case or normalises names. */
export function collisionKey(path: string): string {
  if (isAscii(path)) return path.toLowerCase();
  return path.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}

/**
 * Why no page can have that address: servers run files with some endings, send others as they please, and the folder of counter
 * and form is theirs. Null for one that can be used.
 */
export function pageFault(address: string): AddressFault | null {
  const fault = siteFault(address);
  if (fault !== null) return fault;
  if (!isValidAddress(address)) return "address.invalid";
  return /\.html?$/i.test(address) ? null : "address.noPage";
}

/** Why no file of the site but the programs of counter and form can have that path. */
export function siteFault(path: string): AddressFault | null {
  if (isServerName(path)) return "address.serverFile";
  // A tag may be called as no author would call a file, `con`; leaving the site or hiding in it is another matter
  if (/(?:^|\/)(?:[./]|$)|[\\\0]/.test(path)) return "address.invalid";
  return path.slice(0, visitors.length).toLowerCase() === visitors ? "address.reserved" : null;
}

const visitors = `${places.visitors}/`;

function checked(address: string): Address {
  const fault = pageFault(address);
  return fault === null ? { kind: "address", address } : { kind: "invalid", address, fault };
}

/** 255 bytes are the limit of most file systems; an upload adds a suffix while it runs. */
const longestSegment = 200;

function isValidSegment(segment: string): boolean {
  return isPortableName(segment) && !segment.startsWith(".") && Buffer.byteLength(segment) <= longestSegment;
}

function fillPattern(pattern: string, post: Post, date: Moment, letter: string | undefined): string {
  // The digits as the author wrote them: in the offset that was written, not in the machine's or another zone.
  const digits = new Date(date.time + date.offsetMinutes * 60_000).toISOString();
  return partsOf(pattern)
    .map((part, at) => (at % 2 === 0 ? part : (meaningOf(part, post, digits, letter) ?? `{${part}}`)))
    .join("");
}

/** What a word in braces stands for; undefined: nothing. */
function meaningOf(word: string, post: Post, digits: string, letter: string | undefined): string | undefined {
  if (word === "letter") return letter;
  if (word === "section") return post.section;
  if (word === "slug") return post.slug?.trim() || slugOf(post.path);
  return digitsFor.get(word)?.(digits);
}

/** Patterns taken apart: there are a few, and thousands of posts. */
const knownParts = new Map<string, readonly string[]>();
const mostPatterns = 100;

/** Text and the words in braces in turn. */
function partsOf(pattern: string): readonly string[] {
  const known = knownParts.get(pattern);
  if (known) return known;
  // Somebody may be typing one
  if (knownParts.size >= mostPatterns) knownParts.clear();
  const parts = pattern.split(/\{([a-zA-Z]+)\}/);
  knownParts.set(pattern, parts);
  return parts;
}

/** Parts of `2022-05-06T00:00:00.000Z` by the words of a pattern. */
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

/** The file's name without ending and without the date that Jekyll and others put before it. */
function slugOf(path: string): string {
  const stem = stemOf(path.slice(path.lastIndexOf("/") + 1));
  return stem.replace(/^\d{4}-\d{2}-\d{2}-/, "") || stem;
}
