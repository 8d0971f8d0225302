import { atomicWrite } from "#engine/base/atomic-write.ts";

/**
 * Replaces the given file again and again until the process is killed.
 * The content is all `a`, then all `b`, and so on. Prints a line when it begins.
 */
const [path = ""] = process.argv.slice(2);
for (let round = 0; ; round++) {
  await atomicWrite(path, (round % 2 === 0 ? "a" : "b").repeat(2_000_000));
  if (round === 0) process.stdout.write("begun\n");
}
