import { buildCommand } from "./build-command.ts";
import { checkCommand } from "./check-command.ts";
import { type Request, readCommandLine, UsageError } from "./command-line.ts";
import { demoCommand } from "./demo-command.ts";
import { newCommand } from "./new-command.ts";
import { publishCommand } from "./publish-command.ts";
import { testCommand } from "./test-command.ts";
import { renderCommand } from "./render-command.ts";
import { Report, shellLanguage } from "./report.ts";
import { version } from "./shell-blog.ts";
import { undoCommand } from "./undo-command.ts";
import { usage } from "./usage.ts";

/**
 * The engine as a command line program. Exit codes: 0 success, 1 a problem in the blog or at the target, 2
 * wrong use.
 */
const language = shellLanguage(process.env);
const report = new Report(language);
// A program that reads our output, such as `head`, may close the pipe early.
process.stdout.on("error", () => process.exit());
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  try {
    return await run(readCommandLine(argv));
  } catch (error) {
    if (error instanceof UsageError) {
      report.say(`${error.message}\n\n${usage(language)}`);
      return 2;
    }
    report.error(error);
    return 1;
  }
}

async function run(request: Request): Promise<number> {
  switch (request.command) {
    case "help":
      report.result(usage(language));
      return 0;
    case "version":
      report.result(version);
      return 0;
    case "build":
      return buildCommand(request, report);
    case "publish":
      return publishCommand(request, report);
    case "undo":
      return undoCommand(request, report);
    case "test":
      return testCommand(request, report);
    case "check":
      return checkCommand(request, report);
    case "new":
      return newCommand(request, report);
    case "render":
      return renderCommand(request, report);
    case "demo":
      return demoCommand(request, report);
    case "import": {
      // Loaded only here, because the converters take longer to load than most commands take to run.
      const { importCommand } = await import("./import-command.ts");
      return importCommand(request, report);
    }
  }
}
