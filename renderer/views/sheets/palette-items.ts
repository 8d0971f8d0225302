import type { PostSummary } from "#contract/blog-types.ts";
import type { CommandId } from "#contract/commands.ts";
import { fold, postMatcher } from "../posts/match-posts.ts";

/** A command as the palette offers it. */
export interface PaletteCommand {
  readonly id: CommandId;
  readonly title: string;
  readonly shortcut: string | undefined;
}

/** What the palette shows for a query. */
export interface PaletteItems {
  readonly commands: readonly PaletteCommand[];
  readonly posts: readonly PostSummary[];
}

const mostPosts = 30;
const recentPosts = 6;

/**
 * Commands and posts that have all the words of the query; commands also by their id, so that an author whose input
 * method is off finds them. Without a query: the newest posts and every command.
 */
export function paletteItems(
  query: string,
  commands: readonly PaletteCommand[],
  posts: readonly PostSummary[],
): PaletteItems {
  if (query.trim() === "") return { commands, posts: posts.slice(0, recentPosts) };
  const words = fold(query).split(/\s+/).filter(Boolean);
  return {
    commands: commands.filter(({ id, title }) =>
      words.every((word) => fold(`${title} ${id}`).includes(word)),
    ),
    posts: firstMatches(posts, postMatcher(query)),
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
