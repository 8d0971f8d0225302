import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeMarkup } from "#engine/base/markup.ts";
import { factsOfHtml } from "#engine/markdown/from-html/import/html-facts.ts";
import type { ImportEntry } from "#engine/importers/importer.ts";
import { importerFor } from "#engine/importers/registry.ts";
import { entryText, fileOf, gather } from "./export-files.ts";
import { itemText, wxrText } from "./wordpress/wxr-files.ts";

/** What an entry has in every format. */
interface NeutralPost {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly tags: readonly string[];
  readonly slug: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly isPublic: boolean;
}

const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: services cannot store control characters
  .map((written) => written.replace(/[\s\u0000-\u001F\u007F-\u009F\uFEFF\uFFFE\uFFFF\u200B]+/g, " ").trim())
  .filter((written) => written !== "" && written.isWellFormed());

const post: fc.Arbitrary<NeutralPost> = fc.record({
  title: text,
  paragraphs: fc.array(text, { minLength: 1, maxLength: 4 }),
  // No format can write a quotation mark in the name of a tag.
  tags: fc.uniqueArray(
    text.filter((tag) => !/["']/.test(tag) && !tag.startsWith("#")),
    { maxLength: 3 },
  ),
  slug: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
  time: fc.integer({ min: 0, max: 4_000_000_000 }).map((minute) => (minute % 30_000_000) * 60_000),
  isPublic: fc.boolean(),
});

const bodyOf = ({ paragraphs }: NeutralPost): string =>
  paragraphs.map((paragraph) => `<p>${escapeMarkup(paragraph)}</p>`).join("\n");

/** Local time in Japan. */
const wall = (time: number): string => new Date(time + 9 * 3_600_000).toISOString();

function movableType(posts: readonly NeutralPost[]): string {
  return posts
    .map((one) => {
      const [, year, month, day, clock] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(wall(one.time)) ?? [];
      return entryText({
        meta: {
          TITLE: escapeMarkup(one.title),
          BASENAME: one.slug,
          STATUS: one.isPublic ? "Publish" : "Draft",
          DATE: `${month}/${day}/${year} ${clock}`,
          TAGS: one.tags.map((tag) => `"${escapeMarkup(tag)}"`).join(","),
        },
        body: bodyOf(one),
      });
    })
    .join("");
}

function wordPress(posts: readonly NeutralPost[]): string {
  const items = posts.map((one, index) => {
    const tags = one.tags.map(
      (tag) => `<category domain="post_tag" nicename="x">${escapeMarkup(escapeMarkup(tag))}</category>`,
    );
    const time = (iso: string): string => iso.slice(0, 19).replace("T", " ");
    return itemText({
      fields: {
        title: escapeMarkup(one.title),
        "wp:post_id": String(index),
        "wp:post_name": one.slug,
        "wp:status": one.isPublic ? "publish" : "draft",
        "wp:post_date": time(wall(one.time)),
        "wp:post_date_gmt": time(new Date(one.time).toISOString()),
      },
      content: bodyOf(one),
      more: tags.join("\n"),
    });
  });
  return wxrText(items.join(""));
}

function ghost(posts: readonly NeutralPost[]): string {
  const tags = posts.flatMap((one, index) =>
    one.tags.map((name, order) => ({ id: `${index}-${order}`, name, post: String(index), order })),
  );
  const data = {
    tags: tags.map(({ id, name }) => ({ id, name })),
    posts_tags: tags.map(({ id, post: owner, order }) => ({ post_id: owner, tag_id: id, sort_order: order })),
    posts: posts.map((one, index) => ({
      id: String(index),
      title: one.title,
      slug: one.slug,
      html: bodyOf(one),
      status: one.isPublic ? "published" : "draft",
      published_at: new Date(one.time).toISOString(),
    })),
  };
  return JSON.stringify({ db: [{ meta: { exported_on: 1, version: "5" }, data }] });
}

/** Reads an export in small pieces, so that every character is cut somewhere. */
async function read(content: string, name: string, pieceLength: number): Promise<ImportEntry[]> {
  const files = [fileOf(content, name, pieceLength)];
  const importer = await importerFor(files);
  const source = await importer.open(files, { blogTimeZone: "Asia/Tokyo", timeZone: "Asia/Tokyo" });
  return gather(source.entries());
}

for (const [format, name, write] of [
  ["Movable Type", "a.txt", movableType],
  ["WordPress", "a.xml", wordPress],
  ["Ghost", "a.json", ghost],
] as const) {
  test(`any entries that are written as ${format} are the same when they are imported`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(post, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 99 }),
        async (posts, length) => {
          const entries = await read(write(posts), name, length);
          expect(
            entries.map(({ title, date, state, body, tags, slug, category }) => ({
              title,
              time: date?.time,
              state,
              body,
              tags,
              slug,
              category,
            })),
          ).toEqual(
            posts.map((one) => ({
              title: one.title,
              time: one.time,
              state: one.isPublic ? "published" : "draft",
              body: { format: "html", text: bodyOf(one) },
              tags: one.tags,
              slug: one.slug,
              category: null,
            })),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
}

/** Returns a page as a static site generator writes it, with structured data and the template of the site. */
function htmlPage(one: NeutralPost): string {
  const data = {
    "@type": "BlogPosting",
    headline: one.title,
    datePublished: new Date(one.time).toISOString(),
    url: "",
  };
  const tags = one.tags.map((tag) => `<a rel="tag" href="/tags/">${escapeMarkup(tag)}</a>`);
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${escapeMarkup(one.title)} | 庭</title>
<script type="application/ld+json">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script></head>
<body><div><a href="/">庭</a></div><article><h1>${escapeMarkup(one.title)}</h1>
<div class="entry-content">${bodyOf(one)}</div><p>${tags.join(" ")}</p></article><p>© 庭</p></body></html>`;
}

test("any entries that are written as pages of a site are the same when they are imported", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(post, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 99 }),
      async (posts, length) => {
        const files = posts.map((one, at) => fileOf(htmlPage(one), `x${one.slug}-${at}.html`, length));
        const importer = await importerFor(files);
        const source = await importer.open(files, { blogTimeZone: "Asia/Tokyo" });
        const entries = await gather(source.entries());
        expect(
          entries.map(({ title, date, body, tags, slug, oldPath }) => {
            const text = factsOfHtml(body.text);
            return { title, time: date?.time, text, tags, slug, oldPath };
          }),
        ).toEqual(
          posts.map((one, at) => ({
            title: one.title,
            time: one.time,
            text: factsOfHtml(bodyOf(one)),
            tags: one.tags,
            slug: `x${one.slug}-${at}`,
            oldPath: `/x${one.slug}-${at}.html`,
          })),
        );
      },
    ),
    { numRuns: 100 },
  );
});
