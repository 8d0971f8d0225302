import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";

/** A category or tag of an export, and its name in the imported posts. A blank name leaves the term out. */
const renamedTermSchema = z.object({ from: z.string(), to: z.string() });

/** The author's choices for an import. */
export const importChoicesSchema = z.object({
  /** Section of the posts. Default: the first section of the blog. */
  section: z.string().optional(),
  /**
   * Whether the import turns drafts and scheduled entries into drafts (`draft`) or omits them (`leave`).
   */
  drafts: z.enum(["draft", "leave"]).default("draft"),
  /**
   * What becomes of entries that only some readers may see: `draft` makes drafts, `leave` omits them.
   */
  hidden: z.enum(["draft", "leave"]).default("draft"),
  /** Encoding of the files, by its name in `TextDecoder`. By default, the import detects the encoding. */
  encoding: z.string().optional(),
  /** Whether escaped tags become tags. For example, `&lt;p&gt;` becomes `<p>`. */
  unescapeHtml: z.boolean().optional(),
  /**
   * If true, the pages of a site stay where they are, and the import only makes a page with links to them.
   */
  inPlace: z.boolean().optional(),
  /** Hosts from which the author allows the import to fetch pictures. Default: none. */
  pictureHosts: z.array(z.string()).optional(),
  /** Files that contain addresses of the old site: tables, feeds or saved pages. Default: none. */
  addresses: z.array(z.object({ name: z.string(), text: z.string() })).optional(),
  /** Address of the old site as the author typed it. Links without a server (`/about`) lead to this site. */
  site: z.string().optional(),
  /** The categories and tags that get other names in the imported posts. Default: none. */
  renamed: z.object({ categories: z.array(renamedTermSchema), tags: z.array(renamedTermSchema) }).optional(),
});
export type ImportChoices = z.infer<typeof importChoicesSchema>;

/** Why a picture could not be fetched. */
const pictureFaultSchema = z.enum(["gone", "unreachable", "private", "elsewhere", "tooLarge", "noPicture"]);

const countsSchema = z.record(z.string(), z.number().int());

/** A category or tag of an export, and the number of entries that have it. */
const countedTermSchema = z.object({ name: z.string(), count: z.number().int() });
export type CountedTerm = z.infer<typeof countedTermSchema>;

/**
 * A note, and the posts that have it. `count` is the number of these posts, and `posts` lists some of them.
 */
const notedPostsSchema = z.object({
  note: z.string(),
  count: z.number().int(),
  posts: z.array(
    z.object({
      path: blogPathSchema,
      title: z.string(),
      /** Details of the note: addresses of missing pictures, or tags with file and line. */
      details: z.array(z.string()),
    }),
  ),
});
export type NotedPosts = z.infer<typeof notedPostsSchema>;

/** The contents of an export, and the results of importing the export. */
export const importSummarySchema = z.object({
  /** Name of the format, such as `WordPress`. */
  format: z.string(),
  /** Id of the service that wrote the files, such as `hatena`, or null. */
  service: z.string().nullable(),
  timeZone: z.string(),
  files: z.array(
    z.object({
      name: z.string(),
      entries: z.number().int(),
      sample: z.string(),
      /** Line at which the file is damaged, or null. The readable part is imported. */
      damagedLine: z.number().int().nullable(),
    }),
  ),
  /** For each kind of item that is not a post, such as `nav_menu_item`, the number of items. */
  ignored: countsSchema,
  /** Whether the import can leave the pages of the old site where they are. */
  canStay: z.boolean(),
  /** Number of files of an old site that the import leaves where they are. */
  oldFiles: z.number().int(),
  /** Files, and links in feeds, from which the import could make no posts. */
  unused: z.array(
    z.object({
      name: z.string(),
      reason: z.enum(["tooLarge", "notAPage", "damagedFeed", "pageMissing"]),
    }),
  ),
  /** Whether the encoding of the files can be chosen. */
  hasEncoding: z.boolean(),
  /** Encoding of most entries, such as `shift_jis`, or null. */
  encoding: z.string().nullable(),
  entries: z.number().int(),
  kinds: countsSchema,
  states: countsSchema,
  years: countsSchema,
  categories: z.number().int(),
  tags: z.number().int(),
  /** The most frequent categories and tags, sorted by their number of entries in descending order. */
  frequent: z.object({ categories: z.array(countedTermSchema), tags: z.array(countedTermSchema) }),
  /** For each author, the number of entries. */
  authors: countsSchema,
  /** Number of comments and trackbacks that the import cannot keep. */
  comments: z.number().int(),
  /** Number of comments and trackbacks whose texts the import keeps in a file of the blog. */
  keptComments: z.number().int(),
  /** Blog path of the file with the comments and trackbacks. Null if no such file was written. */
  commentsFile: z.string().nullable(),
  /** Number of entries for which the files contain an old address. */
  oldAddresses: z.number().int(),
  /**
   * The number of old addresses that the author gave. Null if the author gave none.
   * `left` is the number of old addresses that belong to no entry, or to several entries.
   * `unpaired` lists some of the addresses that belong to no single entry.
   */
  addresses: z
    .object({
      paired: z.number().int(),
      left: z.number().int(),
      unpaired: z.array(z.object({ path: z.string(), title: z.string() })),
    })
    .nullable(),
  /**
   * For each host, the number of pictures that the files do not contain.
   * The key "" counts the missing pictures whose addresses have no host.
   */
  pictures: countsSchema,
  /** For each host, the number of pictures that posts of earlier imports still load from the host. */
  waiting: countsSchema,
  /** Number of pictures that the files contain. */
  included: z.number().int(),
  /** For each field that the import does not use, the number of posts that have the field. */
  fields: countsSchema,
  /** The number of entries for each action of the import, such as `add`. */
  counts: countsSchema,
  notes: z.array(notedPostsSchema),
  /**
   * The pictures that were fetched. Null if the author did not request pictures.
   * `failed` lists the pictures that stay on the old server.
   */
  fetched: z
    .object({
      count: z.number().int(),
      failed: z.array(
        z.object({ path: blogPathSchema, title: z.string(), address: z.string(), fault: pictureFaultSchema }),
      ),
    })
    .nullable(),
  /** The first post that was written, or null. */
  first: blogPathSchema.nullable(),
});
export type ImportSummary = z.infer<typeof importSummarySchema>;

export const importProgressSchema = z.object({
  stage: z.enum(["read", "plan", "convert", "pictures", "site"]),
  /** Finished share of the whole import, from 0 to 1. */
  share: z.number(),
  done: z.number().int(),
  total: z.number().int(),
});
export type ImportProgress = z.infer<typeof importProgressSchema>;

/** The addresses of an old site's pages, from its feeds and site maps. */
export const oldSiteSchema = z.object({
  /** Host of the site, with its port. */
  host: z.string(),
  /** Number of addresses in `table`. */
  addresses: z.number().int(),
  /** Number of pages that no feed contains. The program can read their titles one by one. */
  pages: z.number().int(),
  /** The addresses as a table (CSV), for `ImportChoices.addresses`. */
  table: z.string(),
});
export type OldSite = z.infer<typeof oldSiteSchema>;

export const undoneImportSchema = z.object({
  removed: z.number().int(),
  restored: z.number().int(),
  /** Posts that the undo keeps, because the author has edited them since the import. */
  kept: z.array(blogPathSchema),
  /** Number of images of the import that stay in `media`, because a file could not be read or moved. */
  picturesLeft: z.number().int(),
});
export type UndoneImportCounts = z.infer<typeof undoneImportSchema>;
