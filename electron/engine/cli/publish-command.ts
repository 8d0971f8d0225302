import { createInterface } from "node:readline/promises";
import type { Answer, PublishPlan, PublishProgress, Question } from "#contract/blog-types.ts";
import { Cancellation } from "#contract/cancellation.ts";
import type { EventName, EventPayload } from "#contract/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { BlogService } from "#engine/service/blog-service.ts";
import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";
import { openShellBlog } from "./shell-blog.ts";

type PublishCommand = Extract<Request, { command: "publish" }>;

/** `hitofude publish`: Ctrl+C stops it soundly. */
export async function publishCommand(request: PublishCommand, report: Report): Promise<number> {
  const blog = await openShellBlog(request.blog, secretsOf(process.env));
  const stop = new Cancellation();
  const onInterrupt = (): void => stop.cancel();
  process.once("SIGINT", onInterrupt);
  blog.events.forwardTo({ emit: listener(blog, request, report) });
  const target = request.target ?? undefined;
  try {
    if (request.dryRun) {
      const plan = await blog.publishing.plan({ target, signal: stop });
      if (request.json) report.json(plan);
      else describePlan(plan, report);
      return 0;
    }
    const result = await blog.publishing.run({ target, review: false, signal: stop });
    if (request.json) report.json(result);
    else report.result(result.postUrl ?? result.siteUrl);
    report.say(`${result.uploaded} files sent, ${result.removed} removed, ${result.bytes} bytes`);
    return 0;
  } finally {
    process.off("SIGINT", onInterrupt);
    await blog.close();
  }
}

/** Secrets for unattended runs come from the environment; they are never stored. */
function secretsOf(environment: NodeJS.ProcessEnv) {
  return {
    get: async ({ kind }: { kind: "password" | "passphrase" }) =>
      environment[kind === "password" ? "HITOFUDE_PASSWORD" : "HITOFUDE_PASSPHRASE"] ?? null,
    set: async () => undefined,
    remove: async () => undefined,
  };
}

function listener(blog: BlogService, request: PublishCommand, report: Report) {
  let stage = "";
  return <N extends EventName<EngineContract>>(name: N, payload: EventPayload<EngineContract, N>): void => {
    if (name === "publish.progress") {
      const progress = payload as PublishProgress;
      if (progress.stage !== stage) report.say(`${progress.stage} …`);
      stage = progress.stage;
    } else if (name === "publish.question") {
      const { id, question } = payload as { id: number; question: Question };
      void answer(question, request, report).then((given) => blog.publishing.answer(id, given));
    }
  };
}

const no: Answer = { accept: false, answers: [], remember: false };

/** Asks at the terminal. Without one, only `--yes` can agree to a plan, and nothing else can be answered. */
async function answer(question: Question, request: PublishCommand, report: Report): Promise<Answer> {
  if (question.kind === "plan") {
    describePlan(question.plan, report);
    if (request.yes) return { ...no, accept: true };
  }
  if (!process.stdin.isTTY) return no;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    switch (question.kind) {
      case "plan":
        return { ...no, accept: isYes(await terminal.question("Publish? [y/N] ")) };
      case "hostKey": {
        report.say(`${question.host} ${question.keyType} ${question.fingerprint}`);
        return { ...no, accept: isYes(await terminal.question("Is this the key of your server? [y/N] ")) };
      }
      case "secret": {
        const secret = await terminal.question(`${question.secret} for ${question.user}@${question.host}: `);
        return { ...no, accept: true, answers: [secret] };
      }
      case "prompts": {
        const answers: string[] = [];
        for (const { text } of question.prompts) answers.push(await terminal.question(`${text} `));
        return { ...no, accept: true, answers };
      }
    }
  } finally {
    terminal.close();
  }
}

function isYes(text: string): boolean {
  return /^(y|yes|はい)$/i.test(text.trim());
}

function describePlan(plan: PublishPlan, report: Report): void {
  for (const { change, path, size } of plan.files) report.result(`${change}\t${size}\t${path}`);
  report.say(`${plan.files.length} files, ${plan.bytes} bytes to send, ${plan.unchanged} unchanged`);
}
