import { z } from "zod";

/**
 * The kinds of names that group posts, apart from sections.
 * The site has a folder for the post lists of each kind. The folder has the kind's name, such as `tags`.
 */
export const termKinds = ["tags", "categories", "series"] as const;

const termKindSchema = z.enum(termKinds);
export type TermKind = z.infer<typeof termKindSchema>;

const termSchema = z.object({
  name: z.string(),
  /** Number of posts and pages with the name, in any spelling. */
  posts: z.number().int(),
  /** Number of drafts with the name, in any spelling. */
  drafts: z.number().int(),
  /** Whether the list of the posts with this name is online at any target. */
  isOnline: z.boolean(),
});
export type TermInfo = z.infer<typeof termSchema>;

/** All tags, categories and series. `moved` lists the redirects from former folders of post lists. */
export const termsSchema = z.object({
  tags: z.array(termSchema),
  categories: z.array(termSchema),
  series: z.array(termSchema),
  moved: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type Terms = z.infer<typeof termsSchema>;

export const termChangeSchema = z.object({
  kind: termKindSchema,
  /** The names that are renamed, merged into one, or deleted. */
  names: z.array(z.string()).min(1),
  /** The new name, or null if the names are deleted. */
  to: z.string().nullable(),
  /** Whether the former addresses of the post lists redirect readers to the list of the new name. */
  redirect: z.boolean(),
});
export type TermChange = z.infer<typeof termChangeSchema>;
