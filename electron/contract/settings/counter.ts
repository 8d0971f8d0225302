import { z } from "zod";

/** Settings of the access counter. */
export const counterSchema = z
  .object({
    format: z
      .string()
      .default("{total} (+{today:04})[+{yesterday:04}]")
      .describe("How the numbers are written; `:04` pads with zeros to four digits."),
    total: z.number().int().default(0).describe("All visits."),
    today: z.number().int().default(0).describe("Visits today."),
    yesterday: z.number().int().default(0).describe("Visits yesterday."),
    live: z
      .boolean()
      .default(false)
      .describe(
        "The server counts, by a small PHP program that is published with the site; the numbers above are where it begins.",
      ),
  })
  .strict();
