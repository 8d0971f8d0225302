import { places } from "../addresses/places.ts";
import { textsIn } from "#engine/base/languages.ts";
import { escapeMarkup } from "#engine/base/markup.ts";
import type { Site } from "../model/site.ts";
import { hasFormTemplate } from "../theme/theme.ts";
import { counterText } from "./site-texts.ts";

/** Alternative texts of the image that shows the numbers. Screen readers read these texts aloud. */
const visits: Readonly<Record<string, string>> = {
  ja: "これまでの訪問",
  en: "Visits so far",
  "zh-Hant": "累計造訪次數",
  "zh-Hans": "累计访问次数",
  ko: "지금까지의 방문",
  fr: "Visites à ce jour",
  de: "Besuche bisher",
  es: "Visitas hasta ahora",
  pt: "Visitas até agora",
  it: "Visite finora",
};

/**
 * Returns the HTML of the counter: fixed numbers, or a script and an image for the live counter.
 * If a script inserts the counter into pages, returns only the image, because inserted scripts do not run.
 */
export function counterHtml(site: Site, root: string): string {
  const { counter } = site.settings;
  const text = escapeMarkup(counterText(counter));
  if (!counter?.live || site.isPreview) return text;
  const program = `${root}${places.visitors}/counter`;
  const label = textsIn(visits, site.settings.language);
  const image = `<img src="${program}.php?image" alt="${label}">`;
  if (site.include === "script") return image;
  return `<span data-counter></span><script src="${program}.js" async></script><noscript>${image}</noscript>`;
}

/** Whether the site has a feedback form. The author must enable it, and the theme needs a page for it. */
export function hasFeedback({ settings, theme }: Pick<Site, "settings" | "theme">): boolean {
  return settings.feedback !== undefined && hasFormTemplate(theme);
}
