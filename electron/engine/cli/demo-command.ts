import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { rm } from "#engine/base/files/change-files.ts";
import { createSampleBlog } from "#engine/app/new-blog.ts";
import type { Request } from "./command-line.ts";
import { onStopSignal } from "./follow-publish.ts";
import { shellLanguage, type Report } from "./report.ts";
import { openShellBlog, resources, trustNewBlog } from "./shell-blog.ts";

/** `hitofude demo`: publishes the sample blog to the practice site, and serves the site until Ctrl+C. */
export async function demoCommand(
  { blog }: Extract<Request, { command: "demo" }>,
  report: Report,
): Promise<number> {
  if (blog !== null) return demonstrate(resolve(blog), report);
  const folder = await mkdtemp(join(tmpdir(), "hitofude-"));
  try {
    return await demonstrate(join(folder, "sample-blog"), report);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function demonstrate(folder: string, report: Report): Promise<number> {
  if (!existsSync(folder)) {
    await createSampleBlog(resources, folder, shellLanguage(process.env));
    await trustNewBlog(folder);
  }
  const stop = new Cancellation();
  const stopped = new Promise<void>((done) => stop.addEventListener("abort", done));
  onStopSignal(() => stop.cancel());
  const blog = await openShellBlog(folder);
  try {
    const result = await blog.publishing.run({ target: "practice", review: false, signal: stop });
    report.say(report.text("shell.demo", { folder, uploaded: result.uploaded, bytes: result.bytes }));
    report.result(result.siteUrl);
    report.say(report.text("shell.serving"));
    await stopped;
    return 0;
  } finally {
    await blog.close();
  }
}
