import { z } from "zod";
import { isPlainPath } from "#engine/base/plain-name.ts";

/**
 * A path inside the document root, as it stands in the files of the state directory. What lies on a server may have been
 * written by anyone: a path with `..` in it must not lead a publish to files outside the site, nor one with a drive letter or
 * an alternate stream, when the site is a folder of a Windows computer.
 */
export const sitePathSchema = z.string().refine((path) => isPlainPath(path) && !path.includes(":"));
