import { z } from "zod";

/** Settings of the feeds: RSS, Atom and JSON Feed. */
export const feedsSchema = z
  .object({
    items: z.number().int().min(1).default(20).describe("How many posts they hold."),
    content: z.enum(["full", "summary"]).default("full").describe("Whole posts, or summaries."),
    hub: z
      .string()
      .optional()
      .describe(
        "Address of a WebSub hub, which tells readers of new posts at once; the feeds name it, and a publish tells it.",
      ),
  })
  .strict();
