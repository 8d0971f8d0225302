import { resolve } from "node:path";
import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";
import { openShellBlog } from "./shell-blog.ts";

/** `hitofude build`: 1 when the blog has errors; what could be built is there all the same. */
export async function buildCommand(
  request: Extract<Request, { command: "build" }>,
  report: Report,
): Promise<number> {
  const blog = await openShellBlog(request.blog);
  try {
    const build = await blog.builder.build({
      baseUrl: request.url ?? blog.blog.settings.url,
      outDir: resolve(request.out),
    });
    await blog.builder.copyMedia(build, resolve(request.out));
    const problems = blog.builder.problems(build);
    const { written, removed } = build;
    if (request.json) report.json({ files: build.files.length, written, removed, problems });
    else report.say(`${build.files.length} files, ${written} written, ${removed} removed`);
    report.problems(problems);
    return problems.some((problem) => problem.severity === "error") ? 1 : 0;
  } finally {
    await blog.close();
  }
}
