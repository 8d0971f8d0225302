import { z } from "zod";

// The descriptions travel with the schema: `npm run schema` prints them for editors that know JSON Schema.

const notice = z
  .object({
    text: z.string().describe("The notice, in Markdown."),
    at: z
      .string()
      .optional()
      .describe("When it was written; shown after it as `[2022/7/24 19:32]`. Absent: a permanent notice."),
    until: z.string().optional().describe("Not shown after this time."),
  })
  .strict();

/** The words between braces are filled in by `headTitle` of the site. */
const titles = z
  .object({
    post: z
      .string()
      .optional()
      .describe("Of a post's page: `{title}`, `{section}`, `{site}`, `{brand}`, `{blog}`."),
    page: z.string().optional().describe("Of a page that is no post."),
    list: z.string().optional().describe("Of lists and contents."),
  })
  .strict();

const section = z
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
    titles: titles.optional().describe("Titles of its pages' windows, when they differ from the blog's."),
    charset: z
      .enum(["Shift_JIS", "EUC-JP"])
      .optional()
      .describe("Encoding of its pages, where an old corner of the site has another one than UTF-8."),
  })
  .strict();

const octalMode = z.string().regex(/^[0-7]{3}$/);

const practiceTarget = z
  .object({ kind: z.literal("practice").describe("A site on this computer, to try out publishing.") })
  .strict();

const folderTarget = z
  .object({
    kind: z.literal("folder").describe("A folder on this computer."),
    directory: z.string().describe("The folder to write the site into."),
    url: z.string().describe("Public address of that folder."),
  })
  .strict();

const sftpTarget = z
  .object({
    kind: z.literal("sftp").describe("Web space that is reached over SFTP."),
    host: z.string().min(1).describe("Name or address of the server."),
    port: z.number().int().min(1).max(65535).default(22).describe("Port of its SSH service."),
    user: z.string().min(1).describe("Account on the server."),
    directory: z.string().min(1).describe("Document root on the server."),
    url: z.string().describe("Public address of that directory."),
    signIn: z
      .enum(["password", "key", "agent"])
      .default("password")
      .describe("How to sign in. The password itself is never written here."),
    key: z.string().optional().describe("Private key file, for `key`; `~/` is the home folder."),
    fileMode: octalMode.default("644").describe("Permissions of files on the server, octal."),
    directoryMode: octalMode.default("755").describe("Permissions of folders on the server, octal."),
  })
  .strict();

const rcloneTarget = z
  .object({
    kind: z.literal("rclone").describe("A place that the program rclone reaches, such as S3 or WebDAV."),
    remote: z
      .string()
      .regex(/^[^:\s-][^:]*:/)
      .describe("Its remote and folder as rclone writes them: `my-bucket:blog`; rclone keeps the secrets."),
    url: z.string().describe("Public address of that folder."),
  })
  .strict();

/** One place where the blog can be published. */
export const targetSchema = z.discriminatedUnion("kind", [
  practiceTarget,
  folderTarget,
  sftpTarget,
  rcloneTarget,
]);
export type TargetSettings = z.infer<typeof targetSchema>;

/** `blog.yaml`: everything about the blog but secrets. `npm run schema` prints it as JSON Schema. */
export const blogSettingsSchema = z
  .object({
    title: z.string().min(1).describe("Name of the blog."),
    brand: z
      .string()
      .default("")
      .describe("The owner's brand, before the title in the header; `文机` in `文机 ひとこと日記`."),
    description: z.string().default("").describe("What the blog is about, in a sentence."),
    author: z
      .object({
        name: z.string().describe("Name that readers see."),
        email: z.string().optional().describe("Public e-mail address."),
        url: z.string().optional().describe("The author's own page."),
        profiles: z
          .array(z.string())
          .optional()
          .describe("The author's pages elsewhere, such as a Mastodon account: linked with `rel=me`."),
      })
      .strict()
      .default({ name: "" })
      .describe("Who writes."),
    language: z.string().default("ja").describe("Language of the blog, such as `ja` or `en`."),
    timeZone: z
      .string()
      .default("Asia/Tokyo")
      .describe("IANA time zone in which all times are read and written."),
    url: z
      .string()
      .default("http://localhost/")
      .describe(
        "Public address, for feeds and canonical links; a target's own `url` wins when publishing there.",
      ),
    theme: z.string().default("fude").describe("Name of the theme."),
    themeOptions: z
      .record(z.string(), z.union([z.string(), z.boolean()]))
      .default({})
      .describe("Choices that the theme offers, such as `typeface: sans`; `docs/themes.md` lists them."),
    dateFormat: z
      .string()
      .optional()
      .describe("How dates are written, such as `{yyyy}-{MM}-{dd}`; absent: as the theme wants them."),
    titles: titles
      .optional()
      .describe("Titles of the browser's window; absent: `{title} - {site}` on every page."),
    header: z.string().default("").describe("Markdown shown at the top of each page."),
    footer: z.array(z.string()).default([]).describe("Blocks of Markdown shown at the foot of each page."),
    notices: z.array(notice).default([]).describe("Notices to the readers."),
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
            service: z.enum(["x", "hatena", "line", "facebook", "bluesky"]).describe("Where to share."),
            label: z.string().optional().describe("Text of the link; absent: the service's name."),
          })
          .strict(),
      )
      .default([])
      .describe("Plain links for sharing a post; no script of the service is loaded."),
    counter: z
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
      .strict()
      .optional()
      .describe("The access counter's numbers, as they are shown; absent: no counter."),
    feedback: z
      .object({
        to: z
          .email()
          .optional()
          .describe("Where messages are mailed to; they are kept on the server in any case."),
      })
      .strict()
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
      .record(z.string().regex(/^[a-z0-9][a-z0-9-]*$/), section)
      .default({ posts: { title: "Posts", address: "{yyyy}{MM}{dd}-{HH}{mm}.html", path: "" } })
      .describe("The blog's sections, by the name of their folder under `posts/`."),
    front: z
      .object({
        posts: z.number().int().min(1).default(10).describe("How many posts it shows."),
        recentUpdates: z.number().int().min(0).default(10).describe("How many recent updates it lists."),
      })
      .strict()
      .default({ posts: 10, recentUpdates: 10 })
      .describe("The front page."),
    feeds: z
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
      .strict()
      .default({ items: 20, content: "full" })
      .describe("RSS, Atom and JSON Feed."),
    parts: z
      .object({
        include: z
          .enum(["none", "ssi", "php", "script"])
          .default("none")
          .describe(
            "What all pages show alike (notices, header, footer, recent updates) stands in every page (`none`), or in files of its own, which the server (`ssi`, `php`) or a small script (`script`) puts into the pages: a new notice is then one file to upload. `docs/include-mode.md` says what the web host must allow.",
          ),
      })
      .strict()
      .default({ include: "none" })
      .describe("The parts that all pages share."),
    search: z
      .boolean()
      .default(true)
      .describe("A page on the site on which readers search it; it needs no service."),
    redirects: z
      .object({
        htaccess: z
          .boolean()
          .default(false)
          .describe(
            "Writes a `.htaccess` by which an Apache server answers old addresses (`aliases`) with 301; only where you have none of your own.",
          ),
      })
      .strict()
      .default({ htaccess: false })
      .describe("How readers get from old addresses to new ones; a page that leads on is always there."),
    markdown: z
      .object({
        breaks: z
          .boolean()
          .optional()
          .describe(
            "A single line end in the text is a line break on the page; default: on for Japanese blogs.",
          ),
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
        maths: z.boolean().default(true).describe("Formulas in TeX: `$x^2$`, `$$ … $$`."),
        diagrams: z.boolean().default(true).describe("Code blocks of the language `mermaid` are drawn."),
      })
      .strict()
      .prefault({})
      .describe("How Markdown is read."),
    images: z
      .object({
        variants: z
          .boolean()
          .default(true)
          .describe(
            "Smaller copies of photographs are made, from which browsers choose the one that they need.",
          ),
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
      .strict()
      .default({ variants: true, widths: [480, 960, 1600], quality: 80 })
      .describe("Photographs in the posts."),
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
