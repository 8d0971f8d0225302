import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";
import { openShellBlog } from "./shell-blog.ts";

/** `hitofude check`: lists the problems of a blog; returns 1 if at least one is an error. */
export async function checkCommand(
  request: Extract<Request, { command: "check" }>,
  report: Report,
): Promise<number> {
  const blog = await openShellBlog(request.blog);
  try {
    const problems = await blog.check((done, total) =>
      report.progress("shell.progress.media", { done, total }),
    );
    if (request.json) report.json(problems);
    else if (problems.length === 0) report.say(report.text("checks.none.title"));
    else report.problems(problems);
    return problems.some((problem) => problem.severity === "error") ? 1 : 0;
  } finally {
    await blog.close();
  }
}
