import { z } from "zod";

/** Settings of the form with which readers write to the author. */
export const feedbackSchema = z
  .object({
    to: z
      .email()
      .optional()
      .describe("Where messages are mailed to; they are kept on the server in any case."),
  })
  .strict();
