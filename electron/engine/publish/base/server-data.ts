import { z } from "zod";
import { isPlainPath } from "#engine/base/plain-name.ts";

const longest = 1000;

/** Limits the length of a server's message, and removes control characters that move a terminal's cursor. */
export function serverText(text: string): string {
  return text.slice(0, longest).replace(/[^\P{Cc}\n]/gu, "");
}

/**
 * Checks a path that was read from a file on the server, because anyone may have changed the file.
 * A path with `..`, or with a drive letter on Windows, would make a publish write outside the site.
 */
export const sitePathSchema = z.string().refine((path) => isPlainPath(path) && !path.includes(":"));
