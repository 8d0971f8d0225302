import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";
import { openShellBlog } from "./shell-blog.ts";

/** `hitofude check`: lists problems; returns 1 if one of them is an error. */
export async function checkCommand(
  request: Extract<Request, { command: "check" }>,
  report: Report,
): Promise<number> {
  const blog = await openShellBlog(request.blog);
  try {
    const problems = await blog.check();
    if (request.json) report.json(problems);
    else report.problems(problems);
    return problems.some((problem) => problem.severity === "error") ? 1 : 0;
  } finally {
    await blog.close();
  }
}
