import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { javaEnvironment, javaOptions } from "./outside-programs.ts";

const jar = fileURLToPath(new URL("../../../node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));

const output = z.object({
  messages: z.array(
    z.object({
      url: z.string().optional(),
      type: z.string(),
      message: z.string(),
      lastLine: z.number().optional(),
      extract: z.string().optional(),
    }),
  ),
});

interface NuFinding {
  /** Absolute path. */
  readonly file: string;
  readonly message: string;
  readonly line: number;
  readonly extract: string;
}

export interface NuReport {
  /** Absolute paths of all files that the checker has checked. */
  readonly checked: readonly string[];
  /** Errors, warnings and hints. */
  readonly findings: readonly NuFinding[];
}

/**
 * Runs the Nu HTML checker once for pages, style sheets and SVG files (absolute paths).
 * Returns all its messages.
 */
export function checkWithNu(files: readonly string[]): NuReport {
  const options = ["--also-check-css", "--also-check-svg", "--verbose", "--stdout", "--format", "json"];
  const result = spawnSync("java", [...javaOptions, "-jar", jar, ...options, ...files], {
    encoding: "utf8",
    env: javaEnvironment,
    maxBuffer: 1 << 28,
  });
  if (result.error)
    throw new Error("The Nu HTML checker needs Java (Debian: default-jre-headless).", {
      cause: result.error,
    });
  const { messages } = output.parse(JSON.parse(result.stdout));
  return {
    checked: result.stderr.split("\n").filter((line) => line.startsWith("/")),
    findings: messages.map(({ url = "", message, lastLine = 0, extract = "" }) => ({
      file: decodeURIComponent(url.replace(/^file:/, "")),
      message,
      line: lastLine,
      extract,
    })),
  };
}
