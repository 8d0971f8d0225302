import { z } from "zod";

const nameRulesSchema = z.object({
  /** Whether the server treats names that differ only in case as equal. */
  foldsCase: z.boolean(),
  /** Whether the server treats names that differ only in their Unicode form (NFC or NFD) as equal. */
  foldsForms: z.boolean(),
  /** Present if the server accepted only ASCII names. */
  onlyAscii: z.literal(true).optional(),
});
/** Rules about which file names a server treats as equal. */
export type NameRules = z.infer<typeof nameRulesSchema>;

/** How a web host inserts shared parts into pages. `script`: a script in the page fetches the parts. */
export const hostIncludeSchema = z.enum(["ssi", "php", "script"]);
export type HostInclude = z.infer<typeof hostIncludeSchema>;

/** Traits of a server, as detected by earlier publishes. */
export const traitsSchema = z.object({
  /** How the server replaces a file in one step: by the POSIX rename, by the plain rename, or not at all. */
  replace: z.enum(["posix", "plain", "none"]),
  /** Whether a new file gets the mode that was requested. */
  keepsModes: z.boolean(),
  /** Which names the server treats as equal. Missing if this was not tested yet, or if the test failed. */
  names: nameRulesSchema.optional(),
  /** Names with a leading dot that the server has refused for files or folders of the site. */
  refused: z.array(z.string()).optional(),
  /** How the web host inserts shared parts into pages. Missing if no publishing computer knew this. */
  include: hostIncludeSchema.optional(),
});
export type ServerTraits = z.infer<typeof traitsSchema>;

/** Thrown if the manifest has an `include` that this computer did not know. The site is then built again. */
export class HostIncludeFound extends Error {
  readonly include: HostInclude;

  constructor(include: HostInclude) {
    super(`the web host includes parts by ${include}`);
    this.include = include;
  }
}
