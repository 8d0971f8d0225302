import { z } from "zod";

export const authorSchema = z
  .object({
    name: z.string().describe("Name that readers see."),
    email: z.string().optional().describe("Public e-mail address."),
    url: z.string().optional().describe("The author's own page."),
    bio: z.string().optional().describe("A few words about the author in Markdown, below each post."),
    picture: z
      .string()
      .optional()
      .describe("Picture of the author, below each post: a file such as `media/me.jpg`, or an address."),
    profiles: z
      .array(z.string())
      .optional()
      .describe("The author's pages elsewhere, such as a Mastodon account: linked with `rel=me`."),
    fediverse: z
      .string()
      .regex(/^@?[\w.-]+@[\w-]+(\.[\w-]+)+$/)
      .optional()
      .describe(
        "The author's account in the Fediverse, such as `@me@mastodon.example`; Mastodon names it below links to the blog (`fediverse:creator`).",
      ),
  })
  .strict();

/** Patterns of the browser window's title. The function `headTitle` replaces the placeholders in braces. */
export const headTitlesSchema = z
  .object({
    post: z
      .string()
      .optional()
      .describe("Of a post's page: `{title}`, `{section}`, `{site}`, `{brand}`, `{blog}`."),
    page: z.string().optional().describe("Of a page that is no post."),
    list: z.string().optional().describe("Of lists and contents."),
  })
  .strict();

/** The password of a section. `blog.yaml` and the server have only its hash. */
const sectionPasswordSchema = z
  .object({
    user: z
      .string()
      .regex(/^[\x21-\x39\x3b-\x7e]+$/)
      .default("reader")
      .describe("User name that readers type; letters and digits, no colon."),
    // Accepts any text, because an error here would make all sections invalid and perhaps public.
    hash: z
      .string()
      .default("")
      .describe("Hash of the password, as `htpasswd` writes it (`apr1` or bcrypt); the window makes it."),
  })
  .strict();

/** Settings of a section: its title, and the addresses and layout of its posts. */
export const sectionSchema = z
  .object({
    title: z.string().describe("Name of the section, as readers see it."),
    address: z
      .string()
      .default("{yyyy}{MM}{dd}-{HH}{mm}.html")
      .describe(
        "Address pattern: `{yyyy} {yy} {MM} {M} {dd} {d} {HH} {H} {mm} {ss} {slug} {filename} {section}`; `{letter}` is a, b, c … for posts whose address is else the same.",
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
    password: sectionPasswordSchema
      .optional()
      .describe(
        "Readers need a password, on a server with Apache (`.htaccess`). The section needs a `path`; its posts are in no other list, no feed and not in the search.",
      ),
  })
  .strict();

export const noticeSchema = z
  .object({
    text: z.string().describe("The notice, in Markdown."),
    at: z
      .string()
      .optional()
      .describe(
        "When it was written; shown after it, such as `[2022/7/24 19:32]`. Absent: no date is shown.",
      ),
    until: z
      .string()
      .optional()
      .describe("Not shown after this time; a day without a time of day is shown to its end."),
  })
  .strict();

export const feedsSchema = z
  .object({
    items: z
      .number()
      .int()
      .min(1)
      .default(20)
      .describe("How many posts they hold; those of tags and categories hold half as many."),
    content: z.enum(["full", "summary"]).default("full").describe("Whole posts, or summaries."),
    tags: z
      .enum(["auto", "all", "none"])
      .default("auto")
      .describe(
        "Which tags and categories have an RSS feed of their own: those with ten posts or more (`auto`), all, or none. A feed that was published once stays.",
      ),
    hub: z
      .string()
      .optional()
      .describe(
        "Address of a WebSub hub, which tells readers of new posts at once; the feeds name it, and a publish tells it.",
      ),
  })
  .strict();

/** Settings of the smaller copies that the program makes of images. */
export const imagesSchema = z
  .object({
    variants: z
      .boolean()
      .default(true)
      .describe("Smaller copies of photographs are made, from which browsers choose the one that they need."),
    widths: z
      .array(z.number().int().min(16).max(4096))
      .min(1)
      .max(8)
      .default([480, 960, 1600])
      .describe("Their widths in pixels; no copy is wider than its original."),
    quality: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(80)
      .describe("Of the copies; lower is smaller and coarser."),
  })
  .strict();

/** Settings of the picture in the head of each page. */
export const logoSchema = z
  .object({
    picture: z.string().describe("The picture, such as `media/logo.svg`."),
    dark: z.string().optional().describe("Another picture for readers whose system has dark colours."),
    alt: z
      .string()
      .optional()
      .describe(
        "What the picture says, for readers who do not see it; absent: the title, if it is not shown.",
      ),
    withTitle: z.boolean().default(true).describe("The title is shown beside the picture."),
  })
  .strict();

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

/** Settings of the form in which readers write messages to the author. */
export const feedbackSchema = z
  .object({
    to: z
      .email()
      .optional()
      .describe("Where messages are mailed to; they are kept on the server in any case."),
  })
  .strict();

/** Settings for search engines and other crawlers. */
export const robotsSchema = z
  .object({
    noindex: z
      .boolean()
      .default(false)
      .describe(
        'Every page asks search engines not to list it (`<meta name="robots" content="noindex">`), and there is no site map.',
      ),
    disallow: z
      .array(z.string().regex(/^[A-Za-z0-9][\w ./-]*$/))
      .default([])
      .describe(
        "User agents of crawlers that `robots.txt` asks to stay away, such as `GPTBot`; it is a request and no lock.",
      ),
  })
  .strict();
