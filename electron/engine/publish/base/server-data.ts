import { z } from "zod";
import { isPlainPath } from "#engine/base/plain-name.ts";

const longest = 1000;

/** Limits the length of a server's message, and removes control characters that move a terminal's cursor. */
export function serverText(text: string): string {
  return text.slice(0, longest).replace(/[^\P{Cc}\n]/gu, "");
}

/**
 * A path inside the document root, as stored in Hitofude's files on the server.
 * Anyone may have written to these files, so `..` must not make a publish write outside the site.
 * Colons are refused, because they mark drives and alternate data streams on Windows.
 */
export const sitePathSchema = z.string().refine((path) => isPlainPath(path) && !path.includes(":"));
