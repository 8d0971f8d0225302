import { resolve } from "node:path";
import { AppError } from "#contract/errors.ts";
import { readError } from "#engine/base/file-errors.ts";
import { entryIfThere } from "#engine/base/files/read-files.ts";
import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";
import { openShellBlog } from "./shell-blog.ts";

/** `hitofude export`: writes posts into one file. Returns 3 if the file lacks pictures. */
export async function exportCommand(
  request: Extract<Request, { command: "export" }>,
  report: Report,
): Promise<number> {
  const { as, scope, vertical, drafts, force } = request;
  const file = resolve(request.out);
  if (!force && (await isTaken(file, request.out)))
    throw new AppError("export.exists", { path: request.out });
  const blog = await openShellBlog(request.blog);
  try {
    const paths = scope.kind === "posts" ? scope.paths : [];
    const missing = paths.find((path) => !blog.blog.posts.has(path.normalize("NFC")));
    if (missing !== undefined) throw new AppError("file.notFound", { path: missing });
    const result = await blog.exporting.write({ as, scope, vertical, drafts }, file, {
      onProgress: ({ done, total }) => report.progress("shell.progress.export", { done, total }),
    });
    const { count, bytes, leftOut } = result;
    if (request.json) report.json("export", { file, count, bytes, leftOut });
    else report.say(report.text("shell.exported", { as, count, bytes, file: request.out }));
    for (const { path, target } of leftOut) report.say(report.text("shell.exportLeft", { path, target }));
    return leftOut.length > 0 ? 3 : 0;
  } finally {
    await blog.close();
  }
}

/** Whether the path of the new file already exists. Rejects with `file.*` if the path cannot be looked up. */
async function isTaken(file: string, shown: string): Promise<boolean> {
  const entry = await entryIfThere(file).catch((error: unknown) => {
    throw readError(error, shown);
  });
  return entry !== null;
}
