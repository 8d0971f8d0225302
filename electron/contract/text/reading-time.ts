/** Usual reading speeds per minute: of Japanese in characters, and of Latin script in words. */
const charactersPerMinute = 500;
const wordsPerMinute = 200;

/**
 * Estimates the time to read a text, in minutes, at least 1.
 * `words` counts the words in Latin script. `characters` counts all characters except those words' letters.
 */
export function readingMinutes(characters: number, words: number): number {
  return Math.max(1, Math.round(characters / charactersPerMinute + words / wordsPerMinute));
}
