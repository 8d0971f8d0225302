import { Cancellation } from "#contract/rpc/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import { optimized } from "#engine/speed/flags/optimizing-compiler.ts";
import type { BlogService } from "#engine/app/blog-service.ts";
import { followEvents } from "./follow-events.ts";
import type { Report } from "./report.ts";
import { answerAtShell, type ShellChoices } from "./shell-answers.ts";
import { openShellBlog } from "./shell-blog.ts";
import { takeShellSecrets } from "./shell-secrets.ts";

/** What every command needs that publishes. */
export interface PublishingRequest extends ShellChoices {
  readonly blog: string;
  readonly json: boolean;
  /** Fingerprints of the server's key. */
  readonly hostKeys: readonly string[];
}

/** Stops that somebody's decision would have prevented. */
const openCodes: readonly string[] = ["publish.conflicts", "publish.manyDeletes"];

type Work = (blog: BlogService, signal: Cancellation) => Promise<void>;

/** Opens a blog and does work that publishes: Ctrl+C stops it soundly; what keeps a blog from being published is listed. */
export async function whilePublishing(
  request: PublishingRequest,
  report: Report,
  work: Work,
): Promise<number> {
  const blog = await openShellBlog(request.blog, takeShellSecrets(process.env), request.hostKeys);
  const stop = new Cancellation();
  const onInterrupt = (): void => stop.cancel();
  process.once("SIGINT", onInterrupt);
  const followed = followPublish(blog, request, report);
  try {
    // Every byte goes through the same few loops of the connection
    await optimized(() => work(blog, stop));
    return 0;
  } catch (error) {
    if (error instanceof AppError && error.code === "publish.blocked") {
      const problems = await blog.check();
      report.problems(problems.filter(({ severity }) => severity === "error"));
    }
    // Whatever reads our output learns what would have to be decided
    const isOpen = error instanceof AppError && openCodes.includes(error.code);
    if (request.json && followed.plan && isOpen) {
      report.json({ stopped: error.code, plan: followed.plan });
    }
    throw error;
  } finally {
    process.off("SIGINT", onInterrupt);
    await blog.close();
  }
}

/** Tells each stage once, and answers questions; returns what was asked about last. */
function followPublish(
  { events, publishing }: BlogService,
  request: PublishingRequest,
  report: Report,
): { plan?: PublishPlan } {
  const followed: { plan?: PublishPlan } = {};
  let last = "";
  followEvents(events, {
    "publish.progress": ({ stage, holder }) => {
      const who = holder ? `: ${holder.owner} has been publishing since ${holder.since}` : "";
      if (stage !== last) report.say(`${stage}${who} …`);
      last = stage;
    },
    "publish.question": ({ id, question }) => {
      if (question.kind === "plan") followed.plan = question.plan;
      const compare = (path: string) => publishing.compare(path);
      void answerAtShell(question, request, compare, report).then((answer) => publishing.answer(id, answer));
    },
  });
  return followed;
}
