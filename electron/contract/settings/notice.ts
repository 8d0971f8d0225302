import { z } from "zod";

/** A notice of the author to the readers. */
export const noticeSchema = z
  .object({
    text: z.string().describe("The notice, in Markdown."),
    at: z
      .string()
      .optional()
      .describe("When it was written; shown after it as `[2022/7/24 19:32]`. Absent: a permanent notice."),
    until: z.string().optional().describe("Not shown after this time."),
  })
  .strict();
