import type { Site } from "../model/site.ts";

/**
 * Whether the site has a feedback form: the author must have enabled it, and the theme must have a page for
 * it.
 */
export function hasFeedback({ settings, theme }: Pick<Site, "settings" | "theme">): boolean {
  return settings.feedback !== undefined && theme.templates.has("templates/feedback.liquid");
}
