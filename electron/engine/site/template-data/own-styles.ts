import { escapeMarkup } from "#engine/base/markup.ts";
import { places } from "../addresses/places.ts";
import { fromRoot } from "../addresses/urls.ts";
import type { Site } from "../model/site.ts";
import { ownStyleSheet } from "../theme/theme-assets.ts";
import { joinLines, trimStyleSheet, withClosedEnd, withRulesFirst } from "../theme/style-sheet.ts";
import { ownColours } from "../theme/theme-options.ts";

type StyledSite = Pick<Site, "theme" | "themeOptions">;

/**
 * Whether pages load the author's own style sheet: if the author chose colours or wrote `theme/own.css`.
 * If a script inserts the parts, pages always load it, because adding the link later would change all pages.
 */
export function hasOwnStyles({ theme, themeOptions, include }: StyledSite & Pick<Site, "include">): boolean {
  return include === "script" || theme.ownCss !== "" || ownColours({ theme, themeOptions }).length > 0;
}

/**
 * Returns the author's own style sheet: the colours that the author chose, followed by `theme/own.css`.
 * One style sheet for both needs only one request.
 */
export function ownStyles({ theme, themeOptions }: StyledSite): string {
  return withRulesFirst(ownStyleSheet(theme), coloursOf({ theme, themeOptions })) || "/* empty */\n";
}

/** Returns the author's colours as `--option-<name>`, followed by the theme's rules for own colours. */
function coloursOf(site: StyledSite): string {
  const colours = ownColours(site);
  if (colours.length === 0) return "";
  const lines = colours.map(([name, value]) => `  --option-${name.replaceAll("_", "-")}: ${value};\n`);
  const rules = withClosedEnd(joinLines(trimStyleSheet(site.theme.colourRules)));
  return `:root {\n${lines.join("")}}\n${rules}`;
}

/** Returns the link to the author's own style sheet. `root` is the path from the page to the site's root. */
export function ownStylesLink(site: Parameters<typeof hasOwnStyles>[0], root: string): string {
  if (!hasOwnStyles(site)) return "";
  return `<link rel="stylesheet" href="${escapeMarkup(fromRoot(root, places.ownStyles))}">\n`;
}
