import { z } from "zod";

/** Settings of what pages show readers besides the texts. */
export const showSchema = z
  .object({
    readingTime: z
      .boolean()
      .default(true)
      .describe("How many minutes a post takes to read, from two minutes on."),
  })
  .strict();
