/** Usual reading speeds: Japanese in characters per minute, and Latin script in words per minute. */
const charactersPerMinute = 500;
const wordsPerMinute = 200;

/**
 * Estimates the time to read a text, in minutes, at least 1.
 * `words` is the number of words in Latin script. `characters` counts the characters outside these words.
 */
export function readingMinutes(characters: number, words: number): number {
  return Math.max(1, Math.round(characters / charactersPerMinute + words / wordsPerMinute));
}
