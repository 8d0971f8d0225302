import type { GuideTopic } from "virtual:guide";
import { fold } from "#contract/site-search/fold.ts";

/**
 * The topics that have all the words of a query, those with a word of it in their title first. Width, case, and the two
 * kinds of kana make no difference.
 */
export function findTopics(topics: readonly GuideTopic[], query: string): GuideTopic[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const found = topics.filter(({ title, text }) => {
    const all = fold(`${title}\n${text}`);
    return words.every((word) => all.includes(word));
  });
  const isInTitle = ({ title }: GuideTopic): boolean => words.some((word) => fold(title).includes(word));
  return [...found.filter(isInTitle), ...found.filter((topic) => !isInTitle(topic))];
}
