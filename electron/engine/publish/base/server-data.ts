import { z } from "zod";
import { isPlainPath } from "#engine/base/plain-name.ts";

const longest = 1000;

/**
 * Makes a server's message safe to show: limits its length, and removes control characters, which could move
 * a terminal's cursor.
 */
export function serverText(text: string): string {
  return text.slice(0, longest).replace(/[^\P{Cc}\n]/gu, "");
}

/**
 * A path inside the document root, as stored in Hitofude's files on the server. Anyone may have written to
 * these files, so the path is checked: `..` must not make a publish write outside the site. If the site is a
 * folder on a Windows computer, a drive letter or an alternate data stream must not do so either.
 */
export const sitePathSchema = z.string().refine((path) => isPlainPath(path) && !path.includes(":"));
