import type { PublishPlan, PublishResult } from "#contract/types/publish-run-types.ts";
import { doneWords } from "#contract/types/publish-words.ts";
import type { LookAtPlan } from "#engine/app/publish/publish-requests.ts";
import type { Request } from "./command-line.ts";
import { type PublishingRequest, whilePublishing } from "./follow-publish.ts";
import { planLines, planSum, reasonLines, warningLines } from "./plan-lines.ts";
import type { Report } from "./report.ts";
import { showDifferences } from "./shell-answers.ts";

type PublishRequest = Extract<Request, { command: "publish" }>;

/** `hitofude publish`: builds and publishes a blog. With `--dry-run`, only reports the plan. */
export function publishCommand(request: PublishRequest, report: Report): Promise<number> {
  const { review, publisher } = request;
  const reopens = request.theirs === "take";
  const target = request.target ?? undefined;
  return whilePublishing(request, report, async ({ publishing, overview }, signal) => {
    if (!request.dryRun) {
      const result = await publishing.run({ target, review, reopens, publisher, signal });
      reportResult(result, request, report);
      const drafts = overview.list().filter(({ state }) => state === "draft").length;
      if (drafts > 0) report.info(report.text("publish.done.drafts", { count: drafts }));
      return result.leftOut?.length ? someLeftOut : 0;
    }
    reportPlan(
      await publishing.plan({ target, reopens, signal, look: planDetailsFor(request, report) }),
      request,
      report,
    );
    return 0;
  });
}

/** The exit code of a publish that left out files with unreadable contents or unusable names. */
const someLeftOut = 3;

/** Returns a callback that prints the differences from the server. Undefined without `--diff`. */
export function planDetailsFor({ diff }: { readonly diff: boolean }, report: Report): LookAtPlan | undefined {
  return diff ? (plan, compare) => showDifferences(plan, compare, report) : undefined;
}

/** Prints a plan that will not be carried out. */
export function reportPlan(
  plan: PublishPlan,
  { command, json }: Pick<PublishingRequest, "command" | "json">,
  report: Report,
): void {
  if (json) report.json(command, plan);
  else for (const line of planLines(plan)) report.result(line);
  report.info(planSum(plan, report));
  for (const line of reasonLines(plan, report)) report.info(line);
  for (const line of warningLines(plan, report)) report.say(line);
}

/**
 * Prints the result of a publish. Notes go to stderr. With `json`, the JSON on stdout also has the notes.
 */
export function reportResult(
  result: PublishResult,
  { command, json }: Pick<PublishingRequest, "command" | "json">,
  report: Report,
): void {
  const notes = result.notes.map((note) => ({
    ...note,
    sentence: report.note(note.code, note.values),
  }));
  if (json) report.json(command, { ...result, notes });
  else report.result(result.postUrl ?? result.siteUrl);
  const { title, more } = doneWords((key, values) => report.text(key, values), result, null);
  for (const sentence of [title, ...more]) report.info(sentence);
  const { uploaded, removed, kept = 0, bytes } = result;
  report.info(report.text("shell.sent", { uploaded, removed, kept, bytes }));
  for (const { sentence } of notes) report.say(report.text("shell.note", { sentence }));
}
