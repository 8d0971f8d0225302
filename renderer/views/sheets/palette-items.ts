import { fold } from "#contract/site-search/fold.ts";
import type { CommandId } from "#contract/commands.ts";
import type { Snippet } from "#contract/main-contract.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";
import type { Heading } from "../../editor/outline.ts";
import { postMatcher } from "../posts/match-posts.ts";
import type { OtherBlog } from "../shared/other-blogs.ts";
import { findSettings, wordMatcher } from "./find-settings.ts";

interface PaletteCommand {
  readonly id: CommandId;
  readonly title: string;
  readonly shortcut: string | undefined;
  /** Other words that find the command. */
  readonly words: string;
}

/** The items that the palette shows for a query. */
export interface PaletteItems {
  readonly commands: readonly PaletteCommand[];
  readonly posts: readonly PostSummary[];
  readonly snippets: readonly PaletteSnippet[];
  readonly headings: readonly Heading[];
  readonly settings: readonly PaletteSetting[];
  readonly blogs: readonly OtherBlog[];
}

interface PaletteSetting {
  readonly key: string;
  readonly name: string;
  readonly words: readonly string[];
}

/** A snippet and its index in the author's list, which identifies the snippet. Names may occur twice. */
interface PaletteSnippet extends Snippet {
  readonly index: number;
}

/** Everything that the palette searches. */
export interface PaletteSource {
  readonly commands: readonly PaletteCommand[];
  readonly posts: readonly PostSummary[];
  readonly snippets: readonly Snippet[];
  /** The word "snippet" in the author's language. A query with this word finds all snippets. */
  readonly snippetWord: string;
  readonly headings: readonly Heading[];
  readonly settings: readonly PaletteSetting[];
  readonly blogs: readonly OtherBlog[];
}

const maxPosts = 30;
const recentPosts = 6;
const maxHeadings = 8;

/**
 * Returns the items that contain all words of a query.
 * If the query is empty, returns the newest posts and all commands.
 */
export function paletteItems(
  query: string,
  { commands, posts, snippets, snippetWord, headings, settings, blogs }: PaletteSource,
): PaletteItems {
  if (query.trim() === "") {
    const newest = posts.slice(0, recentPosts);
    return { commands, posts: newest, snippets: [], headings: [], settings: [], blogs };
  }
  const fits = wordMatcher(query);
  const name = fold(query.trim());
  // If the title of a command is exactly the query, the command comes first.
  // For example, the query "Trash" finds the command "Trash" before the command that moves a post there.
  const whole = commands.filter(({ title }) => fold(title.replace(/…$/, "")) === name);
  const named = commands.filter(({ title }) => fits(title));
  const others = commands.filter(({ id, title, words: more }) => fits(`${title} ${id} ${more}`));
  return {
    commands: [...new Set([...whole, ...named, ...others])],
    posts: firstMatches(posts, postMatcher(query)),
    snippets: snippets
      .map((snippet, index) => ({ ...snippet, index }))
      .filter(({ name }) => fits(`${name} ${snippetWord} snippet`)),
    headings: headings.filter(({ text }) => fits(text)).slice(0, maxHeadings),
    settings: findSettings(settings, query),
    blogs: blogs.filter(({ name }) => fits(name)),
  };
}

function firstMatches(posts: readonly PostSummary[], matches: (post: PostSummary) => boolean): PostSummary[] {
  const found: PostSummary[] = [];
  for (const post of posts) {
    if (matches(post)) found.push(post);
    if (found.length === maxPosts) break;
  }
  return found;
}
