import { expect, test } from "vitest";
import { convertBreaks } from "#engine/importers/conversion/convert-breaks.ts";
import { cleanServiceHtml } from "#engine/importers/conversion/service-html.ts";
import { tegalogHtml } from "#engine/importers/tegalog/tegalog-html.ts";
import { withoutShortcodes } from "#engine/importers/wordpress/shortcodes.ts";

const converters: Readonly<Record<string, (html: string) => string>> = {
  "shortcodes of WordPress": (html) => withoutShortcodes(html, { id: "1", attachments: new Map() }).html,
  "HTML of services": (html) => cleanServiceHtml(html).html,
  "plain lines": convertBreaks,
  "notation of てがろぐ": (html) => tegalogHtml(html).html,
};

/** Beginnings of markup. Converters that look for the end of each take hours for so many of them. */
const openings = [
  "[caption]",
  "<!-- wp:",
  "<code>",
  "<!--",
  "[gallery ",
  '<a href="http://d.hatena.ne.jp/keyword/x">',
  '<figure class="kg-bookmark-card">',
  "![",
  "[PICT:",
];

test.each(Object.entries(converters))("%s: markup that never ends keeps its text", (_, convert) => {
  for (const opening of openings) expect(convert(`${opening.repeat(20_000)}雨です。`)).toContain("雨です。");
});
