import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Cancellation } from "#contract/cancellation.ts";
import { createSampleBlog } from "#engine/service/sample-blog.ts";
import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";
import { openShellBlog, resources } from "./shell-blog.ts";

/**
 * `hitofude demo`: the program's main job without a window. The sample blog is built, published over SFTP to the practice
 * site, and served until Ctrl+C.
 */
export async function demoCommand(
  request: Extract<Request, { command: "demo" }>,
  report: Report,
): Promise<number> {
  const folder =
    request.blog === null
      ? join(await mkdtemp(join(tmpdir(), "hitofude-")), "sample-blog")
      : resolve(request.blog);
  if (!existsSync(folder)) await createSampleBlog(resources, folder);
  const interrupted = new Promise<void>((done) => {
    process.once("SIGINT", () => done());
    process.once("SIGTERM", () => done());
  });
  const blog = await openShellBlog(folder);
  try {
    const result = await blog.publishing.run({
      target: "practice",
      review: false,
      signal: new Cancellation(),
    });
    report.say(`${folder}: ${result.uploaded} files published over SFTP, ${result.bytes} bytes`);
    report.result(result.siteUrl);
    report.say("Serving until Ctrl+C.");
    await interrupted;
    return 0;
  } finally {
    await blog.close();
  }
}
