import { mkdir, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AppError } from "#contract/errors.ts";
import { atomicWrite } from "#engine/files/atomic-write.ts";
import { createSampleBlog } from "#engine/service/sample-blog.ts";
import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";
import { resources } from "./shell-blog.ts";

/** The least that a blog needs; everything else has a default. */
const firstSettings = `title: Blog
author:
  name: ""
language: en
timeZone: Asia/Tokyo
theme: fude
sections:
  posts:
    title: Posts
targets:
  practice:
    kind: practice
`;

/** `hitofude new`: makes a blog folder; one that exists must be empty. */
export async function newCommand(
  request: Extract<Request, { command: "new" }>,
  report: Report,
): Promise<number> {
  const folder = resolve(request.blog);
  const names = await readdir(folder).catch(() => [] as string[]);
  if (names.length > 0) throw new AppError("post.exists", { path: request.blog });
  if (request.sample) {
    await createSampleBlog(resources, folder);
  } else {
    await mkdir(join(folder, "posts", "posts"), { recursive: true });
    await atomicWrite(join(folder, "blog.yaml"), firstSettings);
  }
  report.result(folder);
  return 0;
}
