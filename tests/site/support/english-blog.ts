import { tinyPng } from "#tests/unit/engine/site/site-fixture.ts";
import { type BlogFiles, markdownFile } from "./blog-files.ts";

/**
 * Returns a blog in English with enough posts for lists of two pages.
 * One post contains everything that Markdown supports. `more` is appended to `blog.yaml`.
 */
export function englishBlog(mostDays = 24, more = ""): BlogFiles {
  const days = Array.from({ length: mostDays }, (_, index) => index + 1);
  return {
    "blog.yaml": settings + more,
    "media/2025/desk.png": tinyPng,
    "pages/about.md": markdownFile(
      ["title: About this site", "aliases: [/who/]"],
      `${words}\n\n## Contact\n\nWrite to me.`,
    ),
    "posts/notes/everything.md": markdownFile(
      [
        "title: Everything at once",
        "date: 2025-03-01 09:30",
        "updated: 2025-03-04 10:00",
        "category: Tools",
        "tags: [writing, tools]",
        "source: { name: An older blog, url: 'https://example.org/old' }",
        "relations: [{ kind: reply, to: posts/notes/day-3.md }]",
        "revisions: [{ date: 2025-03-04, note: Mended a *sentence*. }]",
        "aliases: [/old/everything.html]",
      ],
      everything,
    ),
    ...Object.fromEntries(
      days.map((day) => [
        `posts/notes/day-${day}.md`,
        markdownFile(
          [
            `title: The notes of day ${day}`,
            `date: 2025-02-${String(day).padStart(2, "0")} 08:00`,
            "tags: [writing]",
            ...(day <= 3 ? ["series: Three mornings"] : []),
          ],
          `${words}\n\n## A second part\n\n${words}`,
        ),
      ]),
    ),
    "posts/essays/on-paper.md": markdownFile(["title: On paper", "date: 2025-01-15 20:00"], words),
  };
}

const words =
  "Most of what I write begins on paper, because paper asks nothing of me. It does not want a file name, it has no battery, and it never tells me that somebody else has written something newer.";

const everything = `${words}

[[toc]]

## Lists and tables

- one
- two
  1. nested
  2. again

- [x] done
- [ ] not yet

| Left | Right |
| :--- | ----: |
| a    |     1 |

Term
: Its explanation.

## Code and quotes

\`\`\`ts
/** Adds. */
export const add = (a: number, b: number): number => a + b; // a comment with "text" in it
\`\`\`

\`\`\`diff
- old
+ new
\`\`\`

> A quotation, with a [link](day-3.md), \`code\` and a note[^1].

::: note Mind this
A box.
:::

::: warning
A warning.
:::

::: details More
Hidden at first.
:::

### Pictures

![A desk](../../media/2025/desk.png)

![A desk](../../media/2025/desk.png "The desk, in the morning")

![A desk](../../media/2025/desk.png "One")
![The same desk](../../media/2025/desk.png)

![A desk](../../media/2025/desk.png "At the side"){.half .right}

https://youtu.be/abcdefghijk

[![A desk](../../media/2025/desk.png) **A film**](https://vimeo.com/123456)

[![](../../media/2025/desk.png) **A page** with words](https://example.org/page)

《《dots》》, ~~struck~~, <kbd>Ctrl</kbd>, <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>, **bold** and *italic*.

[^1]: The note itself.`;

const settings = `title: Notes from the desk
brand: Fumizukue
description: Short notes on tools, tea and writing.
author:
  name: A. Writer
  email: writer@example.com
  url: https://example.com/
language: en
timeZone: Europe/London
url: https://example.com/notes/
header: What I write before the tea is cold. Longer texts are [essays](posts/essays/on-paper.md).
notices:
  - text: Moved here in January 2025.
  - text: Fewer notes in autumn.
    at: 2025-02-20 19:32
links:
  - label: A friend
    url: https://example.org/
shareImage: media/2025/desk.png
menu:
  - url: pages/about.md
  - label: Topics
    items:
      - url: section:essays
      - url: tag:writing
      - url: site:tags
  - url: section:notes
    items:
      - label: The newest
        url: site:latest
  - url: site:search
footer:
  - There are no comments; letters are welcome.
share:
  - service: x
  - service: bluesky
counter:
  total: 1234
copyright:
  holder: A. Writer
  from: 2024
sections:
  notes:
    title: Notes
  essays:
    title: Essays
    path: essays
    address: "{slug}.html"
`;
