import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "#contract/errors.ts";
import { settingsFile } from "#engine/blog/settings/load-settings.ts";
import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";
import { openShellBlog } from "./shell-blog.ts";

/**
 * `hitofude check`: lists the problems of a blog. Returns 1 if at least one is an error.
 * With `--report`, groups the problems of a blog by kind, and accepts another program's folder: the command
 * then reports what an import of the folder would do.
 */
export async function checkCommand(
  request: Extract<Request, { command: "check" }>,
  report: Report,
): Promise<number> {
  if (request.report && !isBlog(request.blog)) {
    // Loads the importers only here, because no other part of this command needs them.
    const { openingReport } = await import("./import/opening-report.ts");
    return openingReport(request.blog, request.json, report);
  }
  const blog = await openShellBlog(request.blog);
  try {
    const problems = await blog.builder.check((done, total) =>
      report.progress("shell.progress.media", { done, total }),
    );
    const isClean = !problems.some((problem) => problem.severity === "error");
    if (request.json) report.json("check", { problems }, isClean);
    else if (problems.length === 0) report.say(report.text("checks.none.title"));
    else if (request.report) sayByKind(problems, report);
    else report.problems(problems);
    return isClean ? 0 : 1;
  } finally {
    await blog.close();
  }
}

/** Whether a folder is a blog of Hitofude. Folders of other programs have no `blog.yaml`. */
function isBlog(folder: string): boolean {
  return existsSync(join(folder, settingsFile));
}

/** Maximum number of printed problems of each kind. */
const mostOfKind = 3;

/** Prints the problems by kind. Errors come before warnings, and rare kinds before frequent kinds. */
function sayByKind(problems: readonly Problem[], report: Report): void {
  const kinds = [...Map.groupBy(problems, ({ code, severity }) => `${severity} ${code}`).values()];
  const rank = ([first]: readonly Problem[]): number => (first?.severity === "error" ? 0 : 1);
  for (const kind of kinds.sort((one, other) => rank(one) - rank(other) || one.length - other.length)) {
    report.say(report.text("shell.checkKind", { code: kind[0]?.code ?? "", count: kind.length }));
    report.problems(kind.slice(0, mostOfKind));
  }
}
