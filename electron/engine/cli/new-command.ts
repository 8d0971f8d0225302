import { resolve } from "node:path";
import { createEmptyBlog, createSampleBlog } from "#engine/app/new-blog.ts";
import type { Request } from "./command-line.ts";
import { type Report, shellLanguage } from "./report.ts";
import { resources, trustNewBlog } from "./shell-blog.ts";

/** `hitofude new`: creates a new blog. The folder must be empty or missing. */
export async function newCommand(
  request: Extract<Request, { command: "new" }>,
  report: Report,
): Promise<number> {
  const folder = resolve(request.blog);
  if (request.sample) await createSampleBlog(resources, folder, shellLanguage(process.env));
  else await createEmptyBlog(folder, shellLanguage(process.env));
  await trustNewBlog(folder);
  report.result(folder);
  return 0;
}
