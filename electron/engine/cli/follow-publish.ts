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

/** Options of all commands that publish. */
export interface PublishingRequest extends ShellChoices {
  readonly blog: string;
  readonly json: boolean;
  /** Accepted fingerprints of the server's key. */
  readonly hostKeys: readonly string[];
}

/** Errors that a decision of the user would have prevented. */
const openCodes: readonly string[] = ["publish.conflicts", "publish.manyDeletes"];

type Work = (blog: BlogService, signal: Cancellation) => Promise<void>;

/**
 * Opens a blog and runs work that publishes: Ctrl+C cancels it cleanly; problems that block publishing are
 * listed.
 */
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
    // Every byte passes through the same few loops of the connection
    await optimized(() => work(blog, stop));
    return 0;
  } catch (error) {
    if (error instanceof AppError && error.code === "publish.blocked") {
      const problems = await blog.check();
      report.problems(problems.filter(({ severity }) => severity === "error"));
    }
    // Programs that read the JSON output receive the open decisions
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

/** Reports each stage once, and answers questions; the result holds the last plan asked about. */
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
