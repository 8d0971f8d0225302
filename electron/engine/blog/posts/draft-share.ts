import { randomBytes } from "node:crypto";
import type { PostProperties, PropertyChanges } from "#contract/types/blog-types.ts";
import { frontMatterText, momentAt } from "../dates/moment.ts";
import type { FieldReader } from "../front-matter/field-reader.ts";
import type { DraftShare, Post } from "./post.ts";

/** Matches the secret part of an address: 32 hexadecimal digits, which are 128 bits that nobody can guess. */
const keyPattern = /^[0-9a-f]{32}$/;
const dayMs = 86_400_000;

/**
 * Reads the secret address of a draft. Returns null if the draft has none.
 * Also returns null for an invalid address, and reports the reason.
 */
export function readDraftShare(
  fields: FieldReader,
  { shareKey: key, shareUntil }: PostProperties,
  zone: string,
): DraftShare | null {
  if (key === undefined) return null;
  if (!keyPattern.test(key)) {
    fields.refuse("shareKey", key);
    return null;
  }
  if (shareUntil === undefined) fields.refuse("shareUntil", null);
  const until = fields.moment("shareUntil", shareUntil, zone);
  return until && { key, until: until.time };
}

/**
 * Returns the changes that share a draft for `days` days. With null, the changes end the sharing.
 * A draft that already has a secret address keeps the address.
 */
export function draftShareChanges(
  { draftShare }: Pick<Post, "draftShare">,
  days: number | null,
  now: number,
  zone: string,
): Pick<PropertyChanges, "shareKey" | "shareUntil"> {
  if (days === null) return { shareKey: null, shareUntil: null };
  const until = frontMatterText(momentAt(now + days * dayMs, zone));
  return { shareKey: draftShare?.key ?? randomBytes(16).toString("hex"), shareUntil: until };
}
