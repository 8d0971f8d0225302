import { z } from "zod";

/** Settings that choose what pages show in addition to the texts of posts. */
export const showSchema = z
  .object({
    readingTime: z
      .boolean()
      .default(true)
      .describe("How many minutes a post takes to read, from two minutes on."),
    authorBox: z
      .boolean()
      .default(true)
      .describe("A box about the author below each post, if the author has a `bio` or a `picture`."),
    covers: z.boolean().default(true).describe("Covers of posts in lists."),
    related: z
      .boolean()
      .default(true)
      .describe("Up to three earlier posts with the same tags, below each post."),
    schemeSwitch: z
      .boolean()
      .default(true)
      .describe("A button between light and dark colours, whose choice the reader's browser remembers."),
    copyButton: z.boolean().default(true).describe("A button on each block of code that copies it."),
    lineNumbers: z.boolean().default(false).describe("Numbers beside the lines of code."),
    enlarge: z.boolean().default(true).describe("Photographs can be opened in their full size on the page."),
    replyByMail: z
      .boolean()
      .default(false)
      .describe(
        "A link below each post with which readers write to `author.email`; the subject is the post's title.",
      ),
    termIndexes: z
      .boolean()
      .default(true)
      .describe("Pages with all tags and all categories, and how many posts each has."),
    calendar: z
      .boolean()
      .default(true)
      .describe("A calendar of each year, and a page for each day with its posts of all years."),
    sharePictures: z
      .boolean()
      .default(false)
      .describe("Pictures for share cards of posts without a picture, drawn from the title and the blog."),
  })
  .strict();
