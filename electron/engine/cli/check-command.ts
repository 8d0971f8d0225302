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
    const isClean = !problems.some((problem) => problem.severity === "error");
    if (request.json) report.json("check", { problems }, isClean);
    else if (problems.length === 0) report.say(report.text("checks.none.title"));
    else report.problems(problems);
    return isClean ? 0 : 1;
  } finally {
    await blog.close();
  }
}
