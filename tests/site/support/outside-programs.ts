import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/**
 * Options with which Java programs that run for a few seconds use half the CPU time.
 * Without the second compiler, methods need more of the stack.
 */
export const javaOptions = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss4m"];

/** Environment of Java programs. Without a locale with UTF-8, Java finds no files with Japanese names. */
export const javaEnvironment = { ...process.env, LC_ALL: "C.UTF-8" };

const text = z.string().nullable();

const readEntry = z.object({
  id: text,
  link: text,
  title: text,
  summary: text,
  content: text,
  published: text,
  updated: text,
  author: text,
  tags: z.array(z.string()),
  enclosures: z.number(),
});
export type ReadEntry = z.infer<typeof readEntry>;

const readFeed = z.object({
  bozo: z.boolean(),
  reason: z.string(),
  version: z.string(),
  encoding: z.string(),
  title: text,
  link: text,
  id: text,
  language: text,
  updated: text,
  entries: z.array(readEntry),
});
export type ReadFeed = z.infer<typeof readFeed>;

/** Parses RSS and Atom files (absolute paths) with Python's feedparser. */
export function readWithFeedparser(files: readonly string[]): ReadFeed[] {
  const script = fileURLToPath(new URL("read-feeds.py", import.meta.url));
  // Debian's own Python, which has Debian's package of feedparser
  const result = spawnSync("/usr/bin/python3", [script], {
    input: files.map((file) => `${file}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (result.status !== 0) {
    throw new Error(`feedparser is needed (Debian: python3-feedparser): ${result.stderr ?? result.error}`);
  }
  return z.array(readFeed).parse(JSON.parse(result.stdout));
}

/**
 * Returns xmllint's complaints about XML files (absolute paths), optionally with a schema.
 * Returns "" if there are no complaints.
 */
export function xmlFaults(files: readonly string[], ...schema: readonly string[]): string {
  const result = spawnSync("xmllint", ["--noout", "--nonet", ...schema, ...files], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (result.error) throw new Error("xmllint is needed (Debian: libxml2-utils).", { cause: result.error });
  const valid = files.map((file) => `${file} validates`);
  const said = result.stderr.split("\n").filter((line) => line !== "" && !valid.includes(line));
  return result.status === 0 ? said.join("\n") : [`exit code ${result.status}`, ...said].join("\n");
}
