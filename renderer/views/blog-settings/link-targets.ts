import { useStore } from "zustand";
import { fold } from "#contract/site-search/fold.ts";
import { type SitePlace, sitePlaces } from "#contract/settings/menu.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { isRecord } from "#contract/objects.ts";
import { useApp } from "../../state/app.ts";
import { type Messages, useTranslate } from "../../state/language.ts";
import { linkTarget, linkTargetsIn } from "../../writing/post-links.ts";
import { findPosts } from "../posts/find-posts.ts";
import { postTitle } from "../shared/texts.ts";
import { useSettings } from "./use-settings.ts";

/** A possible target of a link in the settings. */
export interface LinkTarget {
  /** The link as `blog.yaml` contains it. */
  readonly url: string;
  readonly title: string;
  readonly group: "posts" | "pages" | "sections" | "tags" | "categories" | "site";
  /** Set for a post or page that is not on the site yet. The site leaves out links to unpublished pages. */
  readonly waiting?: "draft" | "scheduled";
}

const mostPosts = 20;
/** Links in the settings are relative to this file. */
const settingsPath = "blog.yaml";

/** Returns the pages, sections, tags, lists and posts whose titles contain the words of a query. */
export function useLinkTargets(query: string): LinkTarget[] {
  const { others, posts } = useAllTargets();
  const t = useTranslate();
  const places = useSitePlaces().map((place) => `site:${place}`);
  const words = fold(query).split(/\s+/).filter(Boolean);
  const offered = others.filter(({ group, url }) => group !== "site" || places.includes(url));
  const found = offered.filter(({ title, url }) =>
    words.every((word) => fold(`${title} ${url}`).includes(word)),
  );
  const written = posts.filter(({ kind }) => kind === "post");
  return [...found, ...findPosts(written, query, mostPosts).map((post) => postTarget(t, post))];
}

/** Returns a function that finds the target of a link, or returns undefined. */
export function useTargetOf(): (url: string) => LinkTarget | undefined {
  const { others, posts } = useAllTargets();
  const t = useTranslate();
  return (url) => {
    const post = posts.find(({ path }) => linkTarget(settingsPath, path) === url || path === url);
    return post ? postTarget(t, post) : others.find((target) => target.url === url);
  };
}

/** Returns a function that makes a note for each link to a post that is not on the site yet. */
export function useWaitingLinks(): (markdown: string) => string[] {
  const t = useTranslate();
  const targetOf = useTargetOf();
  return (markdown) => {
    const targets = linkTargetsIn(markdown).flatMap((url) => targetOf(url) ?? []);
    const waiting = targets.filter(({ waiting: state }) => state !== undefined);
    return distinct(waiting.map((target) => targetText(t, target)));
  };
}

/** Returns the sentence that describes the target of a link. A field shows the sentence below the link. */
export function targetText(t: Messages, { title, group, waiting }: LinkTarget): string {
  return t(waiting === undefined ? `linkTarget.is.${group}` : `linkTarget.waiting.${waiting}`, { title });
}

/** Returns the pages that the site makes by itself with its current posts and settings. */
export function useSitePlaces(): SitePlace[] {
  const posts = useStore(useApp().blog.store, (state) => state.posts);
  const { effective, written } = useSettings();
  const hasIndexes = effective(["show", "termIndexes"]) !== false;
  const isMade: Partial<Record<SitePlace, boolean>> = {
    latest: posts.some(({ kind, state }) => kind === "post" && state !== "draft" && state !== "scheduled"),
    calendar: effective(["show", "calendar"]) === true,
    tags: hasIndexes && posts.some(({ tags }) => tags.length > 0),
    categories: hasIndexes && posts.some(({ category }) => category !== undefined),
    search: effective(["search"]) !== false,
    feedback: written(["feedback"]) !== undefined,
  };
  return sitePlaces.filter((place) => isMade[place] !== false);
}

function useAllTargets(): { readonly others: LinkTarget[]; readonly posts: readonly PostSummary[] } {
  const { blog } = useApp();
  const t = useTranslate();
  const { effective } = useSettings();
  const posts = useStore(blog.store, (state) => state.posts);
  const sections = effective(["sections"]);
  const pages = posts.filter(({ kind }) => kind === "page").map((post) => postTarget(t, post));
  const others = [
    ...pages,
    ...Object.entries(isRecord(sections) ? sections : {}).map(([name, section]) =>
      named("sections", "section", name, isRecord(section) ? String(section.title ?? name) : name),
    ),
    ...sitePlaces.map((place) => named("site", "site", place, t(`linkTarget.site.${place}`))),
    ...distinct(posts.flatMap(({ tags }) => tags)).map((tag) => named("tags", "tag", tag, tag)),
    ...distinct(posts.flatMap(({ category }) => category ?? [])).map((category) =>
      named("categories", "category", category, category),
    ),
  ];
  return { others, posts };
}

function postTarget(t: Messages, post: PostSummary): LinkTarget {
  const group = post.kind === "page" ? "pages" : "posts";
  const target = { url: linkTarget(settingsPath, post.path), title: postTitle(t, post), group } as const;
  const { state } = post;
  return state === "draft" || state === "scheduled" ? { ...target, waiting: state } : target;
}

function named(group: LinkTarget["group"], kind: string, name: string, title: string): LinkTarget {
  return { url: `${kind}:${name}`, title, group };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted((a, b) => (a < b ? -1 : 1));
}
