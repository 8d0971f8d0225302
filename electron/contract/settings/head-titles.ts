import { z } from "zod";

/** The words between braces are filled in by `headTitle` of the site. */
export const headTitlesSchema = z
  .object({
    post: z
      .string()
      .optional()
      .describe("Of a post's page: `{title}`, `{section}`, `{site}`, `{brand}`, `{blog}`."),
    page: z.string().optional().describe("Of a page that is no post."),
    list: z.string().optional().describe("Of lists and contents."),
  })
  .strict();
