import { z } from "zod";
import {
  authorSchema,
  counterSchema,
  feedbackSchema,
  feedsSchema,
  headTitlesSchema,
  imagesSchema,
  logoSchema,
  noticeSchema,
  robotsSchema,
  sectionSchema,
} from "./blog-settings-parts.ts";
import { markdownSchema } from "./markdown.ts";
import { menuSchema } from "./menu.ts";
import { showSchema } from "./show.ts";
import { targetSchema } from "./target.ts";

// Editors that support JSON Schema show the descriptions in this schema. `npm run schema` prints it for them.

/** The time zone of a blog that has no time zone in `blog.yaml`. */
export const defaultZone = "Asia/Tokyo";

/** `blog.yaml`: all settings of the blog except secrets. */
export const blogSettingsSchema = z
  .object({
    title: z.string().min(1).describe("Name of the blog."),
    brand: z
      .string()
      .default("")
      .describe("The owner's brand, before the title in the header; `文机` in `文机 ひとこと日記`."),
    description: z.string().default("").describe("What the blog is about, in a sentence."),
    author: authorSchema.default({ name: "" }).describe("Who writes."),
    language: z.string().default("ja").describe("Language of the blog, such as `ja` or `en`."),
    timeZone: z
      .string()
      .default(defaultZone)
      .describe("IANA time zone in which all times are read and written."),
    url: z
      .string()
      .default("http://localhost/")
      .describe(
        "Public address, for feeds and canonical links; a target's own `url` wins when publishing there.",
      ),
    icon: z
      .string()
      .optional()
      .describe(
        "Picture from which the icons for tabs and home screens are made, such as `media/icon.png`; absent: the theme's icon.",
      ),
    logo: logoSchema.optional().describe("Picture in the head of each page; absent: only the title."),
    shareImage: z
      .string()
      .optional()
      .describe("Picture for share cards of pages that have no picture of their own: `media/share.png`."),
    theme: z.string().default("fude").describe("Name of the theme."),
    themeOptions: z
      .record(z.string(), z.union([z.string(), z.boolean()]))
      .default({})
      .describe("Choices that the theme offers, such as `typeface: sans`; `docs/themes.md` lists them."),
    dateFormat: z
      .string()
      .optional()
      .describe("How dates are written, such as `{yyyy}-{MM}-{dd}`; absent: as the theme wants them."),
    titles: headTitlesSchema
      .optional()
      .describe("Titles of the browser's window; absent: `{title} - {site}` on every page."),
    header: z.string().default("").describe("Markdown shown at the top of each page."),
    footer: z.array(z.string()).default([]).describe("Blocks of Markdown shown at the foot of each page."),
    notices: z.array(noticeSchema).default([]).describe("Notices to the readers."),
    menu: menuSchema
      .default([])
      .describe("The blog's menu, on two levels; empty: the theme chooses the entries."),
    links: z
      .array(
        z
          .object({
            label: z.string().describe("Text of the link."),
            url: z.string().describe("Where it leads."),
          })
          .strict(),
      )
      .default([])
      .describe("Links to other places."),
    share: z
      .array(
        z
          .object({
            service: z
              .enum(["x", "hatena", "line", "facebook", "bluesky", "mastodon"])
              .describe("Where to share."),
            label: z.string().optional().describe("Text of the link; absent: the service's name."),
          })
          .strict(),
      )
      .default([])
      .describe("Plain links for sharing a post; no script of the service is loaded."),
    counter: counterSchema
      .optional()
      .describe("The access counter's numbers, as they are shown; absent: no counter."),
    feedback: feedbackSchema
      .optional()
      .describe(
        "A form by which readers write, a small PHP program that is published with the site; absent: none.",
      ),
    copyright: z
      .object({
        holder: z.string().describe("Who holds it."),
        from: z.number().int().describe("First year; the last one is filled in."),
      })
      .strict()
      .optional()
      .describe("The copyright line at the foot."),
    sections: z
      .record(z.string().regex(/^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9-]*$/), sectionSchema)
      .default({ posts: { title: "Posts", address: "{yyyy}{MM}{dd}-{HH}{mm}.html", path: "" } })
      .describe(
        "The blog's sections, by the name of their folder under `posts/`; names of devices on Windows, such as `con`, are not allowed.",
      ),
    front: z
      .object({
        posts: z.number().int().min(1).default(10).describe("How many posts it shows."),
        recentUpdates: z.number().int().min(0).default(10).describe("How many recent updates it lists."),
        texts: z
          .enum(["auto", "full", "excerpt"])
          .default("auto")
          .describe(
            "How much of each post it shows. `auto`: the newest three as a whole unless they are long, the others by their beginning; `full`: all as a whole; `excerpt`: all by their beginning. `<!--more-->` always ends the shown text, and the theme `kami` always shows cards.",
          ),
      })
      .strict()
      .default({ posts: 10, texts: "auto", recentUpdates: 10 })
      .describe("The front page."),
    feeds: feedsSchema
      .default({ items: 20, content: "full", tags: "auto" })
      .describe("RSS, Atom and JSON Feed."),
    parts: z
      .object({
        include: z
          .enum(["auto", "none", "ssi", "php", "script"])
          .default("auto")
          .describe(
            "What all pages show alike (notices, menu, footer, recent updates) is in files of its own, which the server (`ssi`, `php`) or a small script (`script`) puts into the pages, so that a new post changes few files. `auto` takes what the connection test found for the target, otherwise the script. `none` puts everything into every page: each new post and each notice then changes all pages, which at 1,000 posts is about 15 MB to upload.",
          ),
      })
      .strict()
      .default({ include: "auto" })
      .describe("The parts that all pages share."),
    serverCode: z
      .boolean()
      .default(false)
      .describe(
        "`<?`, `<%` and `<!--#` in posts, settings and the theme are left as they are, so that a server which looks for PHP or server-side includes in pages runs what stands there. Off, they are words for readers.",
      ),
    search: z
      .boolean()
      .default(true)
      .describe("A page on the site on which readers search it; it needs no service."),
    show: showSchema.prefault({}).describe("What pages show readers besides the texts."),
    robots: robotsSchema.prefault({}).describe("What search engines and other crawlers are asked."),
    redirects: z
      .object({
        htaccess: z
          .boolean()
          .default(false)
          .describe(
            "Writes a `.htaccess` by which an Apache server answers old addresses (`aliases`) with 301; only where you have none of your own.",
          ),
        lists: z
          .record(z.string(), z.string())
          .default({})
          .describe(
            "Former folders of lists and their present ones, such as `tags/trip: tags/travel`; written when a published tag, category or series gets another name.",
          ),
      })
      .strict()
      .default({ htaccess: false, lists: {} })
      .describe("How readers get from old addresses to new ones; a page that leads on is always there."),
    markdown: markdownSchema.prefault({}).describe("How Markdown is read."),
    images: imagesSchema
      .default({ variants: true, widths: [480, 960, 1600], quality: 80 })
      .describe("Photographs in the posts."),
    checks: z
      .object({
        muted: z
          .array(z.string().min(1))
          .default([])
          .describe(
            "Kinds of findings that a check does not list, such as `image.noAlt`; what stops a publish is always listed.",
          ),
      })
      .strict()
      .default({ muted: [] })
      .describe("What a check of the blog lists."),
    targets: z
      .record(z.string().min(1), targetSchema)
      .default({ practice: { kind: "practice" } })
      .describe("Where the blog can be published, by names of your own."),
    schedule: z
      .object({
        publish: z
          .boolean()
          .default(true)
          .describe(
            "Posts with a date to come are published by themselves when it has come and the program runs, else at its next start; with them goes whatever else waits to be published.",
          ),
      })
      .strict()
      .default({ publish: true })
      .describe("Scheduled posts."),
    defaultTarget: z.string().default("practice").describe("The target that Publish uses."),
  })
  .strict();
export type BlogSettings = z.infer<typeof blogSettingsSchema>;
