import { openJournal } from "#engine/blog/safety/journal.ts";

/**
 * Writes entries 1, 2, 3, … of one document until the process is killed.
 * Prints each number when its write has resolved.
 */
const [folder = ""] = process.argv.slice(2);
const journal = openJournal(folder);
for (let round = 1; ; round++) {
  await journal.write({ id: "new:1", path: null, frontMatter: "", body: String(round), at: round });
  process.stdout.write(`${round}\n`);
}
