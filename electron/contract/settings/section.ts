import { z } from "zod";
import { headTitlesSchema } from "./head-titles.ts";

/** Settings of a section: its title, and the addresses and layout of its posts. */
export const sectionSchema = z
  .object({
    title: z.string().describe("Name of the section, as readers see it."),
    address: z
      .string()
      .default("{yyyy}{MM}{dd}-{HH}{mm}.html")
      .describe(
        "Address pattern: `{yyyy} {yy} {MM} {M} {dd} {d} {HH} {H} {mm} {ss} {slug} {section}`; `{letter}` is a, b, c … for posts whose address is else the same.",
      ),
    path: z.string().default("").describe('Folder of the section inside the site, "" for the top.'),
    template: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/)
      .optional()
      .describe(
        "Which of the theme's templates its posts get: `long` is `post-long`; absent: `post-<section>` when the theme has it, else `post`.",
      ),
    dateFormat: z.string().optional().describe("How dates are written in this section."),
    titles: headTitlesSchema
      .optional()
      .describe("Titles of its pages' windows, when they differ from the blog's."),
    charset: z
      .enum(["Shift_JIS", "EUC-JP"])
      .optional()
      .describe("Encoding of its pages, where an old corner of the site has another one than UTF-8."),
  })
  .strict();
