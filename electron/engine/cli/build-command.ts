import { resolve } from "node:path";
import { copyMedia } from "#engine/app/media/copied-media.ts";
import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";
import { expectOutFolder } from "./out-folder.ts";
import { openShellBlog } from "./shell-blog.ts";

/** `hitofude build`: builds the site except files with errors. Returns 1 if there are errors. */
export async function buildCommand(
  request: Extract<Request, { command: "build" }>,
  report: Report,
): Promise<number> {
  const outDir = resolve(request.out);
  expectOutFolder(outDir, request.blog, request.force);
  const blog = await openShellBlog(request.blog);
  try {
    const onMedia = (done: number, total: number): void =>
      report.progress("shell.progress.media", { done, total });
    const baseUrl = request.url ?? blog.blog.settings.url;
    const build = await blog.builder.build({ baseUrl, outDir, unhashed: true, onMedia });
    const copied = await copyMedia(build, outDir, (done, total) =>
      report.progress("shell.progress.copies", { done, total }),
    );
    const problems = [...blog.builder.problems(build), ...copied.problems];
    const written = build.written + copied.copied;
    const removed = build.removed + copied.removed;
    const isWhole = !problems.some((problem) => problem.severity === "error");
    if (request.json)
      report.json("build", { files: build.files.length, written, removed, problems }, isWhole);
    else report.say(report.text("shell.built", { files: build.files.length, written, removed }));
    report.problems(problems);
    return isWhole ? 0 : 1;
  } finally {
    await blog.close();
  }
}
