import type { PostSummary } from "#contract/types/blog-types.ts";
import type { CommandId } from "#contract/commands.ts";
import type { Snippet } from "#contract/main-contract.ts";
import type { Heading } from "../../editor/outline.ts";
import { fold, postMatcher } from "../posts/match-posts.ts";
import { findSettings } from "./find-settings.ts";

/** A command as the palette offers it. */
interface PaletteCommand {
  readonly id: CommandId;
  readonly title: string;
  readonly shortcut: string | undefined;
}

/** What the palette shows for a query. */
export interface PaletteItems {
  readonly commands: readonly PaletteCommand[];
  readonly posts: readonly PostSummary[];
  readonly snippets: readonly PaletteSnippet[];
  readonly headings: readonly Heading[];
  readonly settings: readonly PaletteSetting[];
}

/** A setting as the palette offers it. */
interface PaletteSetting {
  readonly key: string;
  readonly name: string;
  readonly words: readonly string[];
}

/** A snippet, and its place among the author's: two may have one name. */
interface PaletteSnippet extends Snippet {
  readonly index: number;
}

/** What the palette chooses from. */
export interface PaletteSource {
  readonly commands: readonly PaletteCommand[];
  readonly posts: readonly PostSummary[];
  readonly snippets: readonly Snippet[];
  /** What snippets are called, so that this word finds all of them. */
  readonly snippetWord: string;
  /** Of the open post. */
  readonly headings: readonly Heading[];
  readonly settings: readonly PaletteSetting[];
}

const mostPosts = 30;
const recentPosts = 6;
const mostHeadings = 8;

/**
 * What has all the words of the query; commands also by their id, so that an author whose input method is off finds them.
 * Without a query: the newest posts and every command.
 */
export function paletteItems(
  query: string,
  { commands, posts, snippets, snippetWord, headings, settings }: PaletteSource,
): PaletteItems {
  if (query.trim() === "") {
    return { commands, posts: posts.slice(0, recentPosts), snippets: [], headings: [], settings: [] };
  }
  const words = fold(query).split(/\s+/).filter(Boolean);
  const fits = (text: string): boolean => {
    const folded = fold(text);
    return words.every((word) => folded.includes(word));
  };
  return {
    commands: commands.filter(({ id, title }) => fits(`${title} ${id}`)),
    posts: firstMatches(posts, postMatcher(query)),
    snippets: snippets
      .map((snippet, index) => ({ ...snippet, index }))
      .filter(({ name }) => fits(`${name} ${snippetWord} snippet`)),
    headings: headings.filter(({ text }) => fits(text)).slice(0, mostHeadings),
    settings: findSettings(settings, query),
  };
}

function firstMatches(posts: readonly PostSummary[], matches: (post: PostSummary) => boolean): PostSummary[] {
  const found: PostSummary[] = [];
  for (const post of posts) {
    if (matches(post)) found.push(post);
    if (found.length === mostPosts) break;
  }
  return found;
}
