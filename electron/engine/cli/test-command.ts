import { Cancellation } from "#contract/rpc/cancellation.ts";
import { AppError, toWireError } from "#contract/errors.ts";
import type { TestReport } from "#contract/types/connection-test-types.ts";
import type { Question } from "#contract/types/publish-run-types.ts";
import { followEvents } from "../app/blog-events.ts";
import { targetFaults } from "../app/publish/renamed-targets.ts";
import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";
import { answerAtShell, hasTerminal } from "./shell-answers.ts";
import { openShellBlog } from "./shell-blog.ts";
import { takeShellSecrets } from "./shell-secrets.ts";
import { causeInSettings, onStopSignal, withoutTerminal } from "./follow-publish.ts";

const marks: Readonly<Record<TestReport["state"], string>> = {
  running: "…",
  passed: "✓",
  warned: "!",
  failed: "✗",
  skipped: "–",
};

/**
 * Choices about plans and locks, which a test does not need: it asks only about host keys, secrets and trust.
 */
const nothingDecided = { theirs: null, takeOver: false, diff: false, deletes: false, repair: false } as const;
const noComparison = async () => ({ kind: "noText" }) as const;

/** `hitofude test`: tests the connection to a target step by step. Returns 1 if a step fails. */
export async function testCommand(
  request: Extract<Request, { command: "test" }>,
  report: Report,
): Promise<number> {
  const blog = await openShellBlog(request.blog, takeShellSecrets(process.env), request.hostKeys);
  const stop = new Cancellation();
  const stopListening = onStopSignal(() => stop.cancel());
  let unanswered: Question | undefined;
  const explained = (step: TestReport): TestReport => {
    if (step.finding?.code !== "call.cancelled" || stop.aborted) return step;
    return { ...step, finding: toWireError(withoutTerminal(new AppError("call.cancelled"), unanswered)) };
  };
  followEvents(blog.events, {
    "target.tested": (step) => {
      if (step.state !== "running" && !request.json) report.result(lineOf(explained(step), report));
    },
    "publish.question": ({ id, question }) => {
      const choices = { ...nothingDecided, yes: request.yes, trust: request.trust };
      void answerAtShell(question, choices, noComparison, report).then((answer) => {
        if (!answer.accept && !hasTerminal()) unanswered = question;
        return blog.publishing.answer(id, answer);
      });
    },
  });
  try {
    const faults = targetFaults(blog.blog);
    report.problems(faults);
    const name = request.target ?? blog.blog.settings.defaultTarget;
    const steps = await blog.targets.test({ name }, stop).catch((error: unknown) => {
      throw causeInSettings(error, faults);
    });
    const isPassed = !steps.some(({ state }) => state === "failed");
    if (request.json)
      report.json("test", { steps: steps.map((step) => withSentence(explained(step), report)) }, isPassed);
    return isPassed ? 0 : 1;
  } finally {
    stopListening();
    await blog.close();
  }
}

/** Formats a step of a test: `✗ sign-in: what happened; what to do`. */
function lineOf(step: TestReport, report: Report): string {
  const { finding, state, values } = step;
  const title = report.text(`test.step.${step.step}`);
  const found =
    state === "passed" || state === "warned" ? report.text(`test.found.${step.step}`, values) : "";
  const sentence = finding ? report.sentence(finding.code, finding.values) : "";
  const rest = [found, sentence].filter((part) => part !== "").join(" ");
  return `${marks[state]} ${title}${rest === "" ? "" : `: ${rest}`}`;
}

function withSentence(step: TestReport, report: Report): object {
  const { finding } = step;
  return finding ? { ...step, sentence: report.sentence(finding.code, finding.values) } : step;
}
