import { z } from "zod";

/** The feedback form for readers. */
export const feedbackSchema = z
  .object({
    to: z
      .email()
      .optional()
      .describe("Where messages are mailed to; they are kept on the server in any case."),
  })
  .strict();
