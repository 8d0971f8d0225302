import type { Answer, PublishPlan, Question } from "#contract/blog-types.ts";
import type { Report } from "./report.ts";
import { askLine, hasTerminal } from "./terminal.ts";

const no: Answer = { accept: false, answers: [], remember: false };

/** Answers a publish's question at the terminal; without one, only `--yes` can agree to a plan, and all else is a no. */
export async function answerAtShell(
  question: Question,
  { yes }: { readonly yes: boolean },
  report: Report,
): Promise<Answer> {
  if (question.kind === "plan") {
    // Not on stdout, which may be asked for JSON alone
    for (const line of planLines(question.plan)) report.say(line);
    report.say(planSum(question.plan));
    if (yes) return { ...no, accept: true };
  }
  const lines = await askAll(linesFor(question), report);
  if (lines === null) return no;
  if (question.kind === "plan" || question.kind === "hostKey") {
    return { ...no, accept: /^(y|yes|はい)$/i.test(lines[0]?.trim() ?? "") };
  }
  return { ...no, accept: true, answers: lines };
}

/** A plan as lines of text: change, size and path of each file, with tabs in between. */
export function planLines({ files }: PublishPlan): string[] {
  return files.map(({ change, size, path }) => `${change}\t${size}\t${path}`);
}

/** What a plan comes to. */
export function planSum({ files, bytes, unchanged }: PublishPlan): string {
  return `${files.length} files, ${bytes} bytes to send, ${unchanged} unchanged`;
}

interface Line {
  readonly text: string;
  readonly echo: boolean;
}

function linesFor(question: Question): Line[] {
  switch (question.kind) {
    case "plan":
      return [{ text: "Publish? [y/N]", echo: true }];
    case "hostKey": {
      const { host, keyType, fingerprint } = question;
      return [
        {
          text: `${host} shows ${keyType} ${fingerprint}\nIs this the key of your server? [y/N]`,
          echo: true,
        },
      ];
    }
    case "secret":
      return [{ text: `${question.secret} for ${question.user}@${question.host}:`, echo: false }];
    case "prompts":
      return question.prompts;
  }
}

/** Null when nobody is there to answer, or somebody would rather not. */
async function askAll(lines: readonly Line[], report: Report): Promise<string[] | null> {
  const answers: string[] = [];
  for (const { text, echo } of lines) {
    if (!hasTerminal()) {
      report.say(`${text} (nobody is at a terminal to answer)`);
      return null;
    }
    const answer = await askLine(`${text} `, { echo });
    if (answer === null) return null;
    answers.push(answer);
  }
  return answers;
}
