import { z } from "zod";

/** A form by which readers write. */
export const feedbackSchema = z
  .object({
    to: z
      .email()
      .optional()
      .describe("Where messages are mailed to; they are kept on the server in any case."),
  })
  .strict();
