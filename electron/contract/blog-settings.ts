import { z } from "zod";

const notice = z
  .object({
    text: z.string(),
    /** When it was written; shown after it as `[2022/7/24 19:32]`. Absent: a permanent notice. */
    at: z.string().optional(),
    /** Not shown after this time. */
    until: z.string().optional(),
  })
  .strict();

const section = z
  .object({
    title: z.string(),
    /** Address pattern: `{yyyy} {yy} {MM} {dd} {HH} {mm} {ss} {slug} {section}`. */
    address: z.string().default("{yyyy}{MM}{dd}-{HH}{mm}.html"),
    /** Folder of the section inside the site, "" for the top. */
    path: z.string().default(""),
    dateFormat: z.string().optional(),
  })
  .strict();

const target = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("practice") }).strict(),
  z.object({ kind: z.literal("folder"), directory: z.string(), url: z.string() }).strict(),
  z
    .object({
      kind: z.literal("sftp"),
      host: z.string().min(1),
      port: z.number().int().min(1).max(65535).default(22),
      user: z.string().min(1),
      /** Document root on the server. */
      directory: z.string().min(1),
      /** Public address of that directory. */
      url: z.string(),
      signIn: z.enum(["password", "key", "agent"]).default("password"),
      /** Private key file, for `key`; `~/` is the home folder. */
      key: z.string().optional(),
      fileMode: z
        .string()
        .regex(/^[0-7]{3}$/)
        .default("644"),
      directoryMode: z
        .string()
        .regex(/^[0-7]{3}$/)
        .default("755"),
    })
    .strict(),
]);

/** `blog.yaml`: everything about the blog but secrets. `npm run schema` prints it as JSON Schema. */
export const blogSettingsSchema = z
  .object({
    title: z.string().min(1),
    /** The owner's brand, before the title in the header; `INASOFT` in `INASOFT 管理人のひとこと`. */
    brand: z.string().default(""),
    description: z.string().default(""),
    author: z
      .object({ name: z.string(), email: z.string().optional(), url: z.string().optional() })
      .strict()
      .default({ name: "" }),
    language: z.string().default("ja"),
    timeZone: z.string().default("Asia/Tokyo"),
    /** Public address, for feeds and canonical links; a target's own `url` wins when publishing there. */
    url: z.string().default("http://localhost/"),
    theme: z.string().default("fude"),
    dateFormat: z.string().optional(),
    /** Markdown shown at the top of each page, and blocks at the foot. */
    header: z.string().default(""),
    footer: z.array(z.string()).default([]),
    notices: z.array(notice).default([]),
    links: z.array(z.object({ label: z.string(), url: z.string() }).strict()).default([]),
    share: z
      .array(
        z
          .object({
            service: z.enum(["x", "hatena", "line", "facebook", "bluesky"]),
            label: z.string().optional(),
          })
          .strict(),
      )
      .default([]),
    counter: z
      .object({
        format: z.string().default("{total} (+{today:04})[+{yesterday:04}]"),
        total: z.number().int().default(0),
        today: z.number().int().default(0),
        yesterday: z.number().int().default(0),
      })
      .strict()
      .optional(),
    copyright: z.object({ holder: z.string(), from: z.number().int() }).strict().optional(),
    sections: z
      .record(z.string().regex(/^[a-z0-9][a-z0-9-]*$/), section)
      .default({ posts: { title: "Posts", address: "{yyyy}{MM}{dd}-{HH}{mm}.html", path: "" } }),
    front: z
      .object({
        posts: z.number().int().min(1).default(10),
        recentUpdates: z.number().int().min(0).default(10),
      })
      .strict()
      .default({ posts: 10, recentUpdates: 10 }),
    feeds: z
      .object({
        items: z.number().int().min(1).default(20),
        content: z.enum(["full", "summary"]).default("full"),
      })
      .strict()
      .default({ items: 20, content: "full" }),
    markdown: z
      .object({
        /** A single line end in the text is a line break on the page; default: on for Japanese blogs. */
        breaks: z.boolean().optional(),
        /** `漢字《かんじ》` without a bar. */
        plainRuby: z.boolean().default(false),
      })
      .strict()
      .default({ plainRuby: false }),
    targets: z.record(z.string().min(1), target).default({ practice: { kind: "practice" } }),
    defaultTarget: z.string().default("practice"),
  })
  .strict();
export type BlogSettings = z.infer<typeof blogSettingsSchema>;
export type TargetSettings = z.infer<typeof target>;
