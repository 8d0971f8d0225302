import type { GuideTopic } from "virtual:guide";
import { fold } from "#contract/site-search/fold.ts";

/**
 * Returns the topics that contain all terms of a query, those with one of them in the title first. Ignores
 * width, case, and the kind of kana.
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
