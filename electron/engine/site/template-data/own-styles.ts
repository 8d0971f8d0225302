import { escapeMarkup } from "#engine/base/markup.ts";
import { places } from "../addresses/places.ts";
import { fromRoot } from "../addresses/urls.ts";
import type { Site } from "../model/site.ts";
import { ownStyleSheet } from "../theme/theme-assets.ts";
import { joinLines, trimStyleSheet } from "../theme/style-sheet.ts";
import { ownColours } from "../theme/theme-options.ts";

type StyledSite = Pick<Site, "theme" | "themeOptions">;

/**
 * Returns the site paths of the author's own style sheets, in the order in which pages load them.
 * A sheet exists if the author chose colours or wrote `theme/own.css`.
 */
export function ownStylePaths({ theme, themeOptions }: StyledSite): string[] {
  const hasColours = ownColours({ theme, themeOptions }).length > 0;
  return [...(hasColours ? [places.colours] : []), ...(theme.ownCss === "" ? [] : [places.ownCss])];
}

/** Returns the text of one of the author's own style sheets. `path` is a result of `ownStylePaths`. */
export function ownStyleText({ theme, themeOptions }: StyledSite, path: string): string {
  return path === places.colours ? colourSheet({ theme, themeOptions }) : ownStyleSheet(theme);
}

/** Returns the author's colours as `--option-<name>`, followed by the theme's rules for own colours. */
function colourSheet(site: StyledSite): string {
  const lines = ownColours(site).map(
    ([name, value]) => `  --option-${name.replaceAll("_", "-")}: ${value};\n`,
  );
  const rules = joinLines(trimStyleSheet(site.theme.colourRules));
  return `:root {\n${lines.join("")}}\n${rules}`;
}

/**
 * Returns the links to the author's own style sheets, one per line.
 * `root` is the path from the page to the site's root.
 */
export function ownStyleLinks(site: StyledSite, root: string): string {
  return ownStylePaths(site)
    .map((path) => `<link rel="stylesheet" href="${escapeMarkup(fromRoot(root, path))}">\n`)
    .join("");
}
