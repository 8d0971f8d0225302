import { Cancellation } from "#contract/rpc/cancellation.ts";
import { AppError, type Problem } from "#contract/errors.ts";
import type { PublishPlan, PublishProgress, Question } from "#contract/types/publish-run-types.ts";
import type { BlogService } from "#engine/app/blog-service.ts";
import { followEvents } from "../app/blog-events.ts";
import { targetFaults } from "../app/publish/renamed-targets.ts";
import { promptUnanswered } from "../app/publish/unattended.ts";
import type { Report } from "./report.ts";
import { answerAtShell, hasTerminal, type ShellChoices } from "./shell-answers.ts";
import { openShellBlog } from "./shell-blog.ts";
import { takeShellSecrets } from "./shell-secrets.ts";

/** The options that all publishing commands have. */
export interface PublishingRequest extends ShellChoices {
  readonly command: "publish" | "undo";
  readonly blog: string;
  readonly json: boolean;
  /** `--quiet`: prints only problems, questions and errors. */
  readonly quiet: boolean;
  /** Fingerprints of accepted host keys. If the list has entries, all other keys are refused. */
  readonly hostKeys: readonly string[];
}

/** Codes of errors after which the user must decide something. */
const openCodes: readonly string[] = [
  "publish.conflicts",
  "publish.links",
  "publish.manyDeletes",
  "publish.removals",
  "publish.lost",
  "publish.clockBehind",
  "publish.clockAhead",
  "publish.unconfirmed",
  "call.cancelled",
];

/** Signals that end a command: Ctrl+C, `kill`, a closed terminal, and Ctrl+Break on Windows. */
const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"] as const;

/**
 * Calls `stop` at the first stop signal, so that the command can end its servers and child processes.
 * A second signal ends the process immediately. Returns a function that stops listening.
 */
export function onStopSignal(stop: () => void): () => void {
  for (const signal of stopSignals) process.once(signal, stop);
  return () => {
    for (const signal of stopSignals) process.off(signal, stop);
  };
}

type Work = (blog: BlogService, signal: Cancellation) => Promise<number>;

/** Opens a blog, runs `work`, and returns the exit code of `work`. Ctrl+C cancels `work` cleanly. */
export async function whilePublishing(
  request: PublishingRequest,
  report: Report,
  work: Work,
): Promise<number> {
  if (request.quiet) report.beQuiet();
  const blog = await openShellBlog(request.blog, takeShellSecrets(process.env), request.hostKeys);
  const stop = new Cancellation();
  const stopListening = onStopSignal(() => stop.cancel());
  const followed = followPublish(blog, request, report);
  try {
    return await work(blog, stop);
  } catch (failure) {
    const error = stop.aborted ? failure : withoutTerminal(failure, followed.unanswered);
    if (error instanceof AppError && error.code === "publish.blocked") {
      const problems = await blog.builder.check();
      report.problems(problems.filter(({ severity }) => severity === "error"));
    }
    const faults = targetFaults(blog.blog);
    const cause = causeInSettings(error, faults);
    if (cause !== error) {
      report.problems(faults);
      throw cause;
    }
    // With `--json`, prints the plan of a publish that stopped because the user must decide something.
    const isOpen = error instanceof AppError && openCodes.includes(error.code);
    if (request.json && followed.plan && isOpen) {
      report.failure(request.command, error, { plan: followed.plan });
    }
    throw error;
  } finally {
    stopListening();
    await blog.close();
  }
}

/**
 * If a target is missing because of a faulty line in blog.yaml, returns an error about that line.
 * The user sees the target in the file. Returns every other error unchanged.
 */
export function causeInSettings(error: unknown, faults: readonly Problem[]): unknown {
  if (!(error instanceof AppError) || error.code !== "publish.noTarget") return error;
  // A faulty value in one target makes all targets unusable. An unknown key is only ignored.
  const faulty = faults.filter(({ values }) => values.kind !== "unknown");
  const ofTarget = faulty.find(({ values }) => values.target === error.values.name);
  const first = ofTarget ?? faulty.find(({ values }) => `${values.key}.`.startsWith("targets.")) ?? faulty[0];
  const misspelt = faults.find(({ values }) => values.near === "targets");
  const cause = first ? (misspeltFor(first, faults) ?? first) : misspelt;
  return cause ? new AppError(cause.code, cause.values, error) : error;
}

/** Returns the misspelt key because of which a required key is missing. */
function misspeltFor({ values: { kind, key } }: Problem, faults: readonly Problem[]): Problem | undefined {
  if (kind !== "missing") return undefined;
  return faults.find(({ values }) => String(values.key).replace(/[^.]*$/, String(values.near)) === key);
}

interface Followed {
  /** The last plan of the publish. */
  plan?: PublishPlan;
  /** The last question that was declined because there is no terminal. */
  unanswered?: Question;
}

/** The stages of a publish that count their files. The build counts the images that it makes. */
const countedStages: readonly PublishProgress["stage"][] = ["build", "upload", "commit", "delete"];

/** Shows at a terminal how many files and bytes of a stage are done. */
function showCounts({ stage, files, totalFiles, bytes, totalBytes }: PublishProgress, report: Report): void {
  if (totalFiles === 0 || !countedStages.includes(stage)) return;
  const counts = { done: files, total: totalFiles };
  if (stage === "build") report.progress("publish.stage.images", counts);
  else {
    const sizes = { bytes: totalBytes, sent: report.size(bytes), size: report.size(totalBytes) };
    report.progress("shell.progress.files", { ...counts, ...sizes });
  }
}

/** Reports each stage of a publish once, with its counts at a terminal, and answers the publish's questions. */
function followPublish(
  { events, publishing }: BlogService,
  request: PublishingRequest,
  report: Report,
): Followed {
  const followed: Followed = {};
  let last = "";
  followEvents(events, {
    "publish.progress": (progress) => {
      const { stage, holder } = progress;
      const { owner = "", since = "" } = holder ?? {};
      const waiting = report.text("publish.waitingFor", { owner, since });
      if (stage !== last) report.info(holder ? waiting : report.text(`publish.stage.${stage}`));
      last = stage;
      if (!request.json) showCounts(progress, report);
    },
    "publish.question": ({ id, question }) => {
      if (question.kind === "plan") followed.plan = question.plan;
      const compare = (path: string) => publishing.compare(path);
      void answerAtShell(question, request, compare, report).then((answer) => {
        if (!answer.accept && !hasTerminal()) followed.unanswered = question;
        return publishing.answer(id, answer);
      });
    },
  });
  return followed;
}

/**
 * Replaces `call.cancelled` with an error that names the question, if nobody could answer without a terminal.
 */
export function withoutTerminal(error: unknown, question: Question | undefined): unknown {
  if (!(error instanceof AppError) || error.code !== "call.cancelled") return error;
  switch (question?.kind) {
    case "plan":
      return new AppError("publish.unconfirmed", {}, error);
    case "secret": {
      const { host, user, secret, retry } = question;
      const isRefused = retry && secret === "password";
      return new AppError(isRefused ? "test.passwordRefused" : "publish.secretNeeded", { host, user }, error);
    }
    case "prompts":
      return promptUnanswered(question, error);
    default:
      return error;
  }
}
