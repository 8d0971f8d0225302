import { parentPort } from "node:worker_threads";
import dictionary from "dictionary-en";
import nspell from "nspell";

// This program runs in a thread, because loading the dictionary can take most of a second.

/** A question to the thread. The answer has the same `id`. */
export type SpellQuestion =
  | { readonly id: number; readonly kind: "check"; readonly words: readonly string[] }
  | { readonly id: number; readonly kind: "suggest"; readonly word: string }
  | { readonly id: number; readonly kind: "learn"; readonly words: readonly string[] };

/** Answer to a question: the misspelled words (`check`), suggestions (`suggest`), or none (`learn`). */
export interface SpellAnswer {
  readonly id: number;
  readonly words: readonly string[];
}

const maxSuggestions = 6;
const checker = nspell(Buffer.from(dictionary.aff), Buffer.from(dictionary.dic));

function answer(question: SpellQuestion): readonly string[] {
  if (question.kind === "check") return question.words.filter((word) => !checker.correct(plain(word)));
  if (question.kind === "suggest") return checker.suggest(plain(question.word)).slice(0, maxSuggestions);
  for (const word of question.words) checker.add(plain(word));
  return [];
}

/** Replaces the typographic apostrophe, which the dictionary lacks, with the ASCII apostrophe. */
function plain(word: string): string {
  return word.replaceAll("’", "'");
}

parentPort?.on("message", (question: SpellQuestion) => {
  const reply: SpellAnswer = { id: question.id, words: answer(question) };
  parentPort?.postMessage(reply);
});
