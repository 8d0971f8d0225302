import {
  type Answer,
  type CertificateFacts,
  linkValues,
  type PublishPlan,
  type Question,
} from "#contract/types/publish-run-types.ts";
import type { Comparison } from "#contract/types/publish-types.ts";
import { comparisonLines, planLines, planSum, reasonLines, warningLines } from "./plan-lines.ts";
import type { Report } from "./report.ts";
import { serverText } from "#engine/publish/base/server-data.ts";
import { Writable } from "node:stream";

const no: Answer = { accept: false, answers: [], remember: false };

/** Decisions that the user made with options of the command line, before there is a plan. */
export interface ShellChoices {
  /** `--yes`: accepts the plan. Still asks about deleted files and about files changed on the server. */
  readonly yes: boolean;
  /** `--delete`: accepts the deletion of files that the site no longer has. */
  readonly deletes: boolean;
  /**
   * `--repair`: accepts a plan that repairs the server.
   * A repair restores files that are missing or outdated on the server.
   */
  readonly repair: boolean;
  /** Whether to keep or replace files that someone else changed on the server. Null means to ask the user. */
  readonly theirs: "keep" | "take" | null;
  /** `--take-over`: does not ask, and takes over the lock of a client that shows no heartbeat. */
  readonly takeOver: boolean;
  /** `--diff`: prints the plan with the differences between local files and the server. */
  readonly diff: boolean;
  /** `--trust`: does not ask, and trusts a blog folder that was not made on this computer. */
  readonly trust: boolean;
}

type Compare = (path: string) => Promise<Comparison>;

/** Answers a question by the command's options, or asks the user. Without a terminal, usually answers no. */
export async function answerAtShell(
  question: Question,
  choices: ShellChoices,
  compare: Compare,
  report: Report,
): Promise<Answer> {
  switch (question.kind) {
    case "plan":
      return answerPlan(question, choices, compare, report);
    case "lock": {
      const { owner, since, watchedSeconds } = question;
      const text = report.text("question.lock.detail", { owner, since, seconds: watchedSeconds });
      if (choices.takeOver) report.say(report.text("shell.takingOver", { text }));
      const asked = `${text}\n${report.text("question.lock.accept")} [y/N]`;
      return choices.takeOver ? { ...no, accept: true } : agree(asked, report, "--take-over");
    }
    case "trust": {
      for (const line of trustLines(question, report)) report.say(line);
      if (choices.trust) return { ...no, accept: true };
      return agree(`${report.text("question.trust.title")} [y/N]`, report, "--trust");
    }
    case "moved": {
      const { from, to } = question;
      const asked = `${report.text("question.moved.detail")}\n  ${from}\n  ${to}\n${report.text("question.moved.title")} [y/N]`;
      // With `--trust`, the answer “no” means that the folder is a copy.
      // A copy of a blog folder does not get the state of the original.
      // Without `--trust`, “no” does not show whether the folder was moved or copied, so “no” is not stored.
      return { ...(await agree(asked, report)), remember: choices.trust };
    }
    case "hostKey": {
      const { host, keyType, fingerprint, certificate, jump = { name: "none", to: "" } } = question;
      if (certificate) sayCertificate(certificate, report);
      if (question.authority) report.say(report.text("question.hostKey.authority"));
      // Without a terminal, only `--host-key` can confirm the server, as the resulting error message says.
      if (!hasTerminal()) return no;
      const values = { host, jump: jump.name, to: jump.to, keyType, fingerprint };
      return agree(`${report.text("shell.hostKey", values)} [y/N]`, report);
    }
    case "secret": {
      const { secret, user, host } = question;
      sayBefore(question, report);
      return answerLines(
        [{ text: report.text("shell.secret", { secret, user, host }), echo: false }],
        report,
      );
    }
    case "prompts":
      sayBefore(question, report);
      if (question.title !== "") report.say(question.title);
      return answerLines(question.prompts, report);
  }
}

function sayCertificate(certificate: CertificateFacts, report: Report): void {
  const { subject, issuer, until, problem, isChanged } = certificate;
  if (isChanged) report.say(report.text("question.certificate.changed"));
  report.say(report.text("question.certificate.detail", { problem }));
  report.say(`  ${report.text("question.certificate.subject")}: ${subject}`);
  report.say(`  ${report.text("question.certificate.issuer")}: ${issuer}`);
  report.say(`  ${report.text("question.certificate.until")}: ${until.slice(0, 10)}`);
}

/** Formats the question whether to trust a folder. Shows the folder, and each target in its settings. */
function trustLines({ folder, targets }: Extract<Question, { kind: "trust" }>, report: Report): string[] {
  const lines = targets.map(({ name, kind, host, user, directory, url }) => {
    const at = user === "" ? host : `${user}@${host}`;
    const reached = kind === "practice" ? [report.text("question.trust.practice")] : [at, directory, url];
    return `  ${name}: ${reached.filter((part) => part !== "").join(" ")}`;
  });
  return [report.text("question.trust.detail"), `  ${folder}`, ...lines];
}

async function answerPlan(
  { plan, backTo }: Extract<Question, { kind: "plan" }>,
  choices: ShellChoices,
  compare: Compare,
  report: Report,
): Promise<Answer> {
  const isUndo = backTo !== undefined;
  // Prints the plan to stderr: with `--json`, stdout must contain only the JSON.
  // At a terminal, the plan is part of a question, so `--quiet` does not suppress it.
  const show = (line: string): void => (hasTerminal() ? report.say(line) : report.info(line));
  for (const line of planLines(plan)) show(line);
  if (choices.diff) await showDifferences(plan, compare, report);
  show(planSum(plan, report));
  for (const line of reasonLines(plan, report)) show(line);
  for (const line of warningLines(plan, report)) report.say(line);
  const decided = await decide(plan, choices, compare, report);
  if (!decided) return no;
  const removed = isUndo || choices.deletes ? 0 : removedIn(plan);
  // Declines the plan, because the resulting error message names the option that accepts such a plan.
  if (removed > 0 && !hasTerminal()) return no;
  // At a terminal, every plan needs a confirmation.
  // Without a terminal, only an undo, a first publish, a doubtful clock or a repair needs a confirmation.
  const needsYes =
    isUndo ||
    plan.questions.some((question) => /^(?:first|clock|clockAhead)$/.test(question)) ||
    (plan.questions.includes("lost") && !choices.repair);
  const isAgreed = choices.yes || (!needsYes && !hasTerminal());
  if (isAgreed && removed === 0) return { ...no, ...decided, accept: true };
  const asked = report.text("shell.publish", { removed });
  return { ...(await agree(`${asked} [y/N]`, report, "--yes")), ...decided };
}

/** Returns how many files a plan deletes without a replacement. */
function removedIn({ questions, files }: PublishPlan): number {
  if (!questions.some((question) => question === "removals" || question === "deletes")) return 0;
  return files.filter(({ change }) => change === "removed").length;
}

/** Decides whether to replace each file that was changed on the server. Returns null if undecided. */
async function decide(
  { files }: PublishPlan,
  { theirs, repair }: ShellChoices,
  compare: Compare,
  report: Report,
): Promise<{ take: string[]; keep: string[] } | null> {
  const isRepaired = ({ because }: PublishPlan["files"][number]): boolean => repair && because === "restored";
  const repaired = files.filter(isRepaired).map(({ path }) => path);
  const open = files.filter((file) => file.because !== undefined && !isRepaired(file));
  const paths = open.map(({ path }) => path);
  if (theirs === "take") return { take: [...repaired, ...paths], keep: [] };
  if (theirs === "keep" || open.length === 0) return { take: repaired, keep: paths };
  if (!hasTerminal()) {
    report.say(report.text("shell.undecided", { paths: paths.map(serverText).join(", ") }));
    return null;
  }
  const [take, keep]: [string[], string[]] = [repaired, []];
  for (const [index, { path, because, change, link }] of open.entries()) {
    const leftover = String(change === "leftover");
    const reason = because ? report.text(`plan.because.${because}`) : "";
    const values = { path: serverText(path), because: reason, leftover };
    const target = serverText(link?.target ?? "");
    const text = link
      ? report.text("shell.chooseLink", { path: values.path, ...linkValues(target), count: link.files })
      : report.text("shell.choose", values);
    const answer = await askAboutFile(text, compare, path, report);
    if (answer === null) return null;
    const chosen = answer.isForAll ? paths.slice(index) : [path];
    (answer.isMine ? take : keep).push(...chosen);
    if (answer.isForAll) break;
  }
  return { take, keep };
}

async function askAboutFile(
  text: string,
  compare: Compare,
  path: string,
  report: Report,
): Promise<{ isMine: boolean; isForAll: boolean } | null> {
  for (;;) {
    const line = await askLine(text, { echo: true });
    if (line === null) return null;
    const key = line.trim();
    if (key === "d") for (const shown of comparisonLines(await compare(path), report)) report.say(shown);
    if (/^[kp]$/i.test(key)) return { isMine: /p/i.test(key), isForAll: key === key.toUpperCase() };
  }
}

/** Prints the differences of each file that needs a decision of the user. */
export async function showDifferences(
  { files }: PublishPlan,
  compare: Compare,
  report: Report,
): Promise<void> {
  for (const { path, because } of files) {
    if (because === undefined) continue;
    const shown = serverText(path);
    report.say(`--- theirs: ${shown}\n+++ mine: ${shown}`);
    for (const line of comparisonLines(await compare(path), report)) report.say(line);
  }
}

/** Prints whether the server refused the previous answer, and the server's message if there is one. */
function sayBefore(
  question: {
    readonly retry: boolean;
    readonly withMore?: boolean | undefined;
    readonly words?: string | undefined;
  },
  report: Report,
): void {
  if (question.retry)
    report.say(report.text(question.withMore ? "question.secret.retryMore" : "question.secret.retry"));
  if (question.words !== undefined) report.say(question.words);
}

interface Line {
  readonly text: string;
  readonly echo: boolean;
}

/** `option` is the name of the command line option that answers the question with yes. */
async function agree(text: string, report: Report, option?: string): Promise<Answer> {
  return { ...no, accept: await confirms(text, report, option) };
}

/** Asks a question at the terminal. Resolves with true if the answer is yes. */
export async function confirms(text: string, report: Report, option = "none"): Promise<boolean> {
  const [line] = (await askAll([{ text, echo: true }], report, option)) ?? [];
  return /^(y|yes|はい)$/i.test(line?.trim() ?? "");
}

async function answerLines(lines: readonly Line[], report: Report): Promise<Answer> {
  const answers = await askAll(lines, report);
  return answers === null ? no : { ...no, accept: true, answers };
}

/**
 * Asks several questions. Returns null if there is no terminal, or if the user cancels.
 * `option` is the name of the command line option that answers the questions with yes, or `none`.
 */
async function askAll(lines: readonly Line[], report: Report, option = "none"): Promise<string[] | null> {
  const answers: string[] = [];
  for (const { text, echo } of lines) {
    if (!hasTerminal()) {
      report.say(report.text("shell.noTerminal", { text, option }));
      return null;
    }
    const answer = await askLine(`${text} `, { echo });
    if (answer === null) return null;
    answers.push(answer);
  }
  return answers;
}

/** Whether the program runs at a terminal where a user can answer. */
export function hasTerminal(): boolean {
  return process.stdin.isTTY === true;
}

/** Asks for one line at the terminal. Returns null if the user presses Ctrl+C or Ctrl+D. */
async function askLine(question: string, options: { echo: boolean }): Promise<string | null> {
  // readline writes typed letters to `output`, which discards the letters of secrets.
  const output = options.echo ? process.stderr : new Writable({ write: (_chunk, _encoding, done) => done() });
  // Loads `readline` only here: loading takes a millisecond or two, and most commands ask nothing.
  const { createInterface } = await import("node:readline");
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  lines.setPrompt(options.echo ? question : "");
  // Prints the question after readline has turned the terminal's echo off, so that a password is never shown.
  process.stderr.write(question);
  const line = await new Promise<string | null>((resolve) => {
    lines.once("line", resolve);
    lines.once("close", () => resolve(null));
  });
  lines.close();
  if (!options.echo) process.stderr.write("\n");
  return line;
}
