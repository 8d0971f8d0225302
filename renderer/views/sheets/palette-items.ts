import type { PostSummary } from "#contract/blog-types.ts";
import type { CommandId } from "#contract/commands.ts";
import type { Snippet } from "#contract/main-contract.ts";
import { fold, postMatcher } from "../posts/match-posts.ts";

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
}

const mostPosts = 30;
const recentPosts = 6;

/**
 * Commands, posts and snippets that have all the words of the query; commands also by their id, so that an author whose input
 * method is off finds them. Without a query: the newest posts and every command.
 */
export function paletteItems(
  query: string,
  { commands, posts, snippets, snippetWord }: PaletteSource,
): PaletteItems {
  if (query.trim() === "") return { commands, posts: posts.slice(0, recentPosts), snippets: [] };
  const words = fold(query).split(/\s+/).filter(Boolean);
  return {
    commands: commands.filter(({ id, title }) =>
      words.every((word) => fold(`${title} ${id}`).includes(word)),
    ),
    posts: firstMatches(posts, postMatcher(query)),
    snippets: snippets
      .map((snippet, index) => ({ ...snippet, index }))
      .filter(({ name }) => words.every((word) => fold(`${name} ${snippetWord} snippet`).includes(word))),
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
