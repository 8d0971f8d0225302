import { z } from "zod";

/** Settings about the blog's author. */
export const authorSchema = z
  .object({
    name: z.string().describe("Name that readers see."),
    email: z.string().optional().describe("Public e-mail address."),
    url: z.string().optional().describe("The author's own page."),
    profiles: z
      .array(z.string())
      .optional()
      .describe("The author's pages elsewhere, such as a Mastodon account: linked with `rel=me`."),
  })
  .strict();
