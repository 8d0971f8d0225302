import type { Problem } from "#contract/errors.ts";
import type { PostFacts } from "#engine/blog/posts/post.ts";
import type { Site } from "../model/site.ts";

/**
 * Returns the name of the template for an entry's own page.
 * A post's template is the first that exists: `post-<template>`, `post-<section>` or `post`.
 */
export function templateOf({ settings, theme }: Pick<Site, "settings" | "theme">, post: PostFacts): string {
  if (post.kind === "page") return "page";
  const chosen = settings.sections[post.section]?.template;
  const names = [...(chosen === undefined ? [] : [`post-${chosen}`]), `post-${post.section}`];
  return names.find((name) => theme.templates.has(fileOf(name))) ?? "post";
}

/** Returns the problem `theme.noTemplate` for each section with a `template` that the theme lacks. */
export function templateProblems({ settings, theme }: Pick<Site, "settings" | "theme">): Problem[] {
  return Object.entries(settings.sections).flatMap(([section, { template }]): Problem[] => {
    if (template === undefined || theme.templates.has(fileOf(`post-${template}`))) return [];
    const values = { theme: theme.name, section, template: fileOf(`post-${template}`) };
    return [{ code: "theme.noTemplate", severity: "warning", file: "blog.yaml", values }];
  });
}

function fileOf(name: string): string {
  return `templates/${name}.liquid`;
}
