import { z } from "zod";
import { isPlainPath } from "#engine/base/plain-name.ts";

/**
 * A path inside the document root, as stored in the files of the state directory. Anyone may have written to
 * the server: a path with `..` must not lead a publish outside the site, nor may a drive letter or an
 * alternate data stream, when the site is a folder on a Windows computer.
 */
export const sitePathSchema = z.string().refine((path) => isPlainPath(path) && !path.includes(":"));
