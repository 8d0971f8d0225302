import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";

/** Which posts and pages are exported. */
const exportScopeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("posts"), paths: z.array(blogPathSchema) }),
  z.object({ kind: z.literal("year"), year: z.string().regex(/^\d{4}$/) }),
  z.object({ kind: z.literal("blog") }),
]);

/** Formats of exported files that the engine writes itself. */
export const exportFormats = ["epub", "html", "markdown", "backup"] as const;

/** Which posts are exported, and how. */
export const exportChoicesSchema = z.object({
  scope: exportScopeSchema,
  /** Whether the text of a book is set vertically. */
  vertical: z.boolean(),
  /**
   * Whether the export of a year or of all posts includes drafts and scheduled posts.
   * Posts that the author has chosen are always included.
   */
  drafts: z.boolean(),
});
export type ExportChoices = z.infer<typeof exportChoicesSchema>;

export const exportRequestSchema = exportChoicesSchema.extend({ as: z.enum(exportFormats) });
export type ExportRequest = z.infer<typeof exportRequestSchema>;

/**
 * A picture that an exported file does not contain. `path` is the post's path, `target` the picture's path.
 */
const leftOutSchema = z.object({ path: z.string(), target: z.string() });
export type LeftOut = z.infer<typeof leftOutSchema>;

export const exportResultSchema = z.object({
  /** Number of exported posts and pages. A backup counts files instead. */
  count: z.number().int(),
  bytes: z.number(),
  leftOut: z.array(leftOutSchema),
});
export type ExportResult = z.infer<typeof exportResultSchema>;

export const exportProgressSchema = z.object({ done: z.number().int(), total: z.number().int() });
export type ExportProgress = z.infer<typeof exportProgressSchema>;

/**
 * An export that the author requests in the window. It can be a PDF, which the main process makes.
 */
export const windowExportSchema = exportChoicesSchema.extend({ as: z.enum([...exportFormats, "pdf"]) });
export type WindowExport = z.infer<typeof windowExportSchema>;

/** The author's choices about backups before each publish, for one blog on this computer. */
export const backupSettingsSchema = z.object({
  isOn: z.boolean(),
  /** Absolute path of the folder for the backups. */
  folder: z.string(),
  /** Whether the author has chosen no folder. The backups are then in the state folder. */
  isUsualFolder: z.boolean(),
  /** Number of backups that are kept. */
  keep: z.number().int().min(1).max(1000),
});
export type BackupSettings = z.infer<typeof backupSettingsSchema>;
