import type { PublishPlan, PublishResult } from "#contract/types/publish-run-types.ts";
import { doneWords } from "#contract/types/publish-words.ts";
import type { LookAtPlan } from "#engine/app/publish/publish-service.ts";
import type { Request } from "./command-line.ts";
import { whilePublishing } from "./follow-publish.ts";
import { planLines, planSum } from "./plan-lines.ts";
import type { Report } from "./report.ts";
import { showDifferences } from "./shell-answers.ts";

type PublishRequest = Extract<Request, { command: "publish" }>;

/** `hitofude publish`; with `--dry-run` reports what it would do. */
export function publishCommand(request: PublishRequest, report: Report): Promise<number> {
  const target = request.target ?? undefined;
  return whilePublishing(request, report, async ({ publishing, overview }, signal) => {
    if (!request.dryRun) {
      reportResult(await publishing.run({ target, review: false, signal }), request, report);
      const drafts = overview.list().filter(({ state }) => state === "draft").length;
      if (drafts > 0) report.say(report.text("publish.done.drafts", { count: drafts }));
      return;
    }
    reportPlan(
      await publishing.plan({ target, signal, look: themeContextFor(request, report) }),
      request,
      report,
    );
  });
}

/** Returns a callback that shows differences while the plan is open; undefined without `--diff`. */
export function themeContextFor(
  { diff }: { readonly diff: boolean },
  report: Report,
): LookAtPlan | undefined {
  return diff ? (plan, compare) => showDifferences(plan, compare, report) : undefined;
}

/** Reports a plan that is not carried out. */
export function reportPlan(plan: PublishPlan, { json }: { readonly json: boolean }, report: Report): void {
  if (json) report.json(plan);
  else for (const line of planLines(plan)) report.result(line);
  report.say(planSum(plan));
}

/** Reports the result of a publish; notes are written to stderr and into the JSON. */
export function reportResult(
  result: PublishResult,
  { json }: { readonly json: boolean },
  report: Report,
): void {
  const notes = result.notes.map((note) => ({
    ...note,
    sentence: report.text(`publish.note.${note.code}`, note.values),
  }));
  if (json) report.json({ ...result, notes });
  else report.result(result.postUrl ?? result.siteUrl);
  const { title, more } = doneWords((key, values) => report.text(key, values), result, null);
  for (const sentence of [title, ...more]) report.say(sentence);
  const kept = result.kept ? `, ${result.kept} of others kept` : "";
  report.say(`${result.uploaded} files sent, ${result.removed} removed${kept}, ${result.bytes} bytes`);
  for (const { sentence } of notes) report.say(`note: ${sentence}`);
}
