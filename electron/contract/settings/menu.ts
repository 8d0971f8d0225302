import { z } from "zod";

/** Prefixes of links in `blog.yaml`, such as `site` in `site:contents`. */
export const namedTargets = ["section", "tag", "category", "site"] as const;

/** Names of the pages that Hitofude generates. Links contain these names: `site:contents`. */
export const sitePlaces = [
  "home",
  "latest",
  "contents",
  "archive",
  "calendar",
  "tags",
  "categories",
  "series",
  "search",
  "feed",
  "feedback",
] as const;
export type SitePlace = (typeof sitePlaces)[number];

const linkDescription =
  "Where it leads: a file such as `pages/about.md`, an address, or a name such as `section:diary`, `tag:rain`, `category:food` or `site:contents`.";
const label = z.string().optional().describe("Text of the entry; absent: the title of its target.");

/** The menu of the blog, on two levels. */
export const menuSchema = z.array(
  z
    .object({
      label,
      url: z.string().optional().describe(`${linkDescription} Absent: only a heading of its entries.`),
      items: z
        .array(z.object({ label, url: z.string().describe(linkDescription) }).strict())
        .optional()
        .describe("Entries of the second level."),
    })
    .strict(),
);
