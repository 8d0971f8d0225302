import { z } from "zod";

/** Patterns of the browser window's title. The function `headTitle` replaces the placeholders in braces. */
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
