import { openJournal } from "#engine/blog/safety/journal.ts";

// Writes two entries, and ends within the same turn of the event loop, before anything can be flushed.
const journal = openJournal(process.argv[2] ?? "");
const entry = { id: "new:1", path: null, frontMatter: "", at: 1 };
void journal.write({ ...entry, body: "first words" });
void journal.write({ ...entry, body: "last words", at: 2 });
process.kill(process.pid, "SIGKILL");
