import { systemCode } from "#contract/file-retries.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { commandOf, type Request, readCommandLine } from "./command-line.ts";
import { isJsonCommand } from "./command-table.ts";
import { Report, shellLanguage } from "./report.ts";
import { version } from "./shell-data.ts";
import { commandUsage, UsageError, usage, usageHint } from "./help/usage.ts";

/**
 * The engine as a command line program.
 * Exit codes: 0 success, 1 a problem, 2 wrong use, 3 published without some files, 141 a closed pipe.
 */
const language = shellLanguage(process.env);
const report = new Report(language);
/** The exit code if the output is a closed pipe: 128 plus the number of the signal SIGPIPE. */
const closedPipe = 141;
process.stdout.once("error", onLostOutput).on("error", () => undefined);
// If messages cannot be written, the command continues without them.
process.stderr.on("error", () => undefined);
process.on("uncaughtException", (error) => {
  reportJson(process.argv.slice(2), error);
  report.error(error);
  process.exit(1);
});
const code = await main(process.argv.slice(2));
process.exitCode ??= code;

/** Ends the command as Ctrl+C does. Called when the output can no longer be written. */
function onLostOutput(error: Error): void {
  const isClosed = systemCode(error) === "EPIPE";
  if (!isClosed) report.error(fileError(error, report.text("shell.output")));
  process.exitCode = isClosed ? closedPipe : 1;
  process.emit("SIGINT");
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    return await run(readCommandLine(argv));
  } catch (error) {
    // Prints nothing if `onLostOutput` has already ended the command.
    if (process.exitCode !== undefined) return 1;
    reportJson(argv, error);
    if (error instanceof UsageError) {
      const text = report.text(`shell.usage.${error.fault}`, error.values);
      report.say(`${text}\n\n${usageHint(commandOf(argv), language)}`);
      return 2;
    }
    report.error(error);
    return 1;
  }
}

/** Prints one JSON object for a failed command with `--json`. */
function reportJson(argv: readonly string[], error: unknown): void {
  const command = commandOf(argv);
  if (isJsonCommand(command) && argv.includes("--json")) report.failure(command, error);
}

/** Loads only the code of the requested command, because loading all code takes longer than most commands. */
async function run(request: Request): Promise<number> {
  switch (request.command) {
    case "help":
      report.result(request.of === null ? usage(language) : commandUsage(request.of, language));
      return 0;
    case "version":
      report.result(version);
      return 0;
    case "schema": {
      const { outputSchema } = await import("./json-output.ts");
      report.data(JSON.stringify(outputSchema(request.of), null, 2));
      return 0;
    }
    case "build":
      return (await import("./build-command.ts")).buildCommand(request, report);
    case "publish":
      return (await import("./publish-command.ts")).publishCommand(request, report);
    case "undo":
      return (await import("./undo-command.ts")).undoCommand(request, report);
    case "test":
      return (await import("./test-command.ts")).testCommand(request, report);
    case "check":
      return (await import("./check-command.ts")).checkCommand(request, report);
    case "export":
      return (await import("./export-command.ts")).exportCommand(request, report);
    case "share":
      return (await import("./share-command.ts")).shareCommand(request, report);
    case "new":
      return (await import("./new-command.ts")).newCommand(request, report);
    case "render":
      return (await import("./render-command.ts")).renderCommand(request, report);
    case "demo":
      return (await import("./demo-command.ts")).demoCommand(request, report);
    case "import":
      return (await import("./import/import-command.ts")).importCommand(request, report);
  }
}
