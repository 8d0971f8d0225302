import { z } from "zod";

/** Settings of the Markdown parser. */
export const markdownSchema = z
  .object({
    breaks: z
      .boolean()
      .optional()
      .describe("A single line end in the text is a line break on the page; default: on for Japanese blogs."),
    cjkEmphasis: z
      .boolean()
      .default(true)
      .describe("`**「強調」**です` is bold, though a bracket stands beside the stars."),
    cjkLineJoin: z
      .boolean()
      .default(true)
      .describe("Without `breaks`: a line end between two full-width characters leaves no space."),
    bareLinks: z
      .boolean()
      .default(true)
      .describe("Addresses in the text are links, and end where Japanese begins."),
    strictDefinitions: z
      .boolean()
      .default(true)
      .describe("`[追記]: これは…` stays text; a definition needs an address behind it."),
    strictListNumbers: z
      .boolean()
      .default(true)
      .describe("`2022. 5月の話` stays text; lists start at 999 at most."),
    ruby: z.boolean().default(true).describe("`{漢字|かんじ}` and `｜漢字《かんじ》` are ruby."),
    plainRuby: z.boolean().default(false).describe("`漢字《かんじ》` without a bar is ruby, too."),
    emphasisDots: z.boolean().default(true).describe("`《《強調》》` has a dot at each character."),
    uprightDigits: z
      .boolean()
      .optional()
      .describe(
        "Numbers of one or two digits stand upright in vertical text; default: on when the theme's option `vertical` is.",
      ),
    callouts: z
      .boolean()
      .default(true)
      .describe(
        "A quotation that begins with `[!NOTE]` (`TIP`, `IMPORTANT`, `WARNING`, `CAUTION`) is a box with a title.",
      ),
    galleries: z
      .boolean()
      .default(true)
      .describe("A paragraph of images, each on a line of its own, is a gallery: they stand side by side."),
    embeds: z
      .boolean()
      .default(true)
      .describe(
        "A link alone in its paragraph is a player if it leads to a video or a sound (YouTube, Vimeo, niconico, SoundCloud), and a card if it contains an image and words.",
      ),
    headingLinks: z.boolean().default(true).describe("Each heading ends with a link to itself."),
    contentsFrom: z
      .number()
      .int()
      .min(0)
      .default(6)
      .describe(
        "From how many headings on a text gets a table of contents by itself, before its first heading; 0: never. A text with `[[toc]]` has it there.",
      ),
    excerptLength: z
      .number()
      .int()
      .min(20)
      .max(400)
      .optional()
      .describe(
        "How many characters of a post without `summary` and `<!--more-->` lists, summaries in feeds and share cards show; default: 100 for Chinese, Japanese and Korean blogs, 160 for others.",
      ),
    emoji: z
      .boolean()
      .default(false)
      .describe("`:tea:` is an emoji; the names are those of GitHub, without flags."),
    maths: z.boolean().default(true).describe("Formulas in TeX: `$x^2$`, `$$ … $$`."),
    diagrams: z.boolean().default(true).describe("Code blocks of the language `mermaid` are drawn."),
  })
  .strict();
