import { Cancellation } from "#contract/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import type { BlogService } from "#engine/service/blog-service.ts";
import type { Request } from "./command-line.ts";
import { followEvents } from "./follow-events.ts";
import type { Report } from "./report.ts";
import { answerAtShell, planLines, planSum } from "./shell-answers.ts";
import { openShellBlog } from "./shell-blog.ts";
import { shellSecrets } from "./shell-secrets.ts";

type PublishRequest = Extract<Request, { command: "publish" }>;

/** `hitofude publish`: Ctrl+C stops it soundly; what keeps a blog from being published is listed. */
export async function publishCommand(request: PublishRequest, report: Report): Promise<number> {
  const blog = await openShellBlog(request.blog, shellSecrets(process.env));
  const stop = new Cancellation();
  const onInterrupt = (): void => stop.cancel();
  process.once("SIGINT", onInterrupt);
  followPublish(blog, request, report);
  try {
    if (request.dryRun) await plan(blog, request, report, stop);
    else await publish(blog, request, report, stop);
    return 0;
  } catch (error) {
    if (error instanceof AppError && error.code === "publish.blocked") {
      const problems = await blog.check();
      report.problems(problems.filter(({ severity }) => severity === "error"));
    }
    throw error;
  } finally {
    process.off("SIGINT", onInterrupt);
    await blog.close();
  }
}

async function plan(
  { publishing }: BlogService,
  request: PublishRequest,
  report: Report,
  signal: Cancellation,
): Promise<void> {
  const found = await publishing.plan({ target: request.target ?? undefined, signal });
  if (request.json) report.json(found);
  else for (const line of planLines(found)) report.result(line);
  report.say(planSum(found));
}

async function publish(
  { publishing }: BlogService,
  request: PublishRequest,
  report: Report,
  signal: Cancellation,
): Promise<void> {
  const result = await publishing.run({ target: request.target ?? undefined, review: false, signal });
  if (request.json) report.json(result);
  else report.result(result.postUrl ?? result.siteUrl);
  report.say(`${result.uploaded} files sent, ${result.removed} removed, ${result.bytes} bytes`);
}

/** Tells each stage once, and answers questions. */
function followPublish({ events, publishing }: BlogService, request: PublishRequest, report: Report): void {
  let last = "";
  followEvents(events, {
    "publish.progress": ({ stage }) => {
      if (stage !== last) report.say(`${stage} …`);
      last = stage;
    },
    "publish.question": ({ id, question }) => {
      void answerAtShell(question, request, report).then((answer) => publishing.answer(id, answer));
    },
  });
}
