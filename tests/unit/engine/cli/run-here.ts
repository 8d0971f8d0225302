import { buildCommand } from "#engine/cli/build-command.ts";
import { checkCommand } from "#engine/cli/check-command.ts";
import { commandOf, readCommandLine } from "#engine/cli/command-line.ts";
import { exportCommand } from "#engine/cli/export-command.ts";
import { isJsonCommand } from "#engine/cli/command-table.ts";
import { publishCommand } from "#engine/cli/publish-command.ts";
import { Report } from "#engine/cli/report.ts";
import { shareCommand } from "#engine/cli/share-command.ts";
import { undoCommand } from "#engine/cli/undo-command.ts";
import type { CliResult } from "./run-cli.ts";

/** Records everything that would be printed at the terminal. */
class RecordedReport extends Report {
  stdout = "";
  stderr = "";

  override say(line: string): void {
    this.stderr += `${line}\n`;
  }

  override result(line: string): void {
    this.stdout += `${line}\n`;
  }

  override data(text: string): void {
    this.stdout += `${text}\n`;
  }
}

/** Runs a command in this process: a separate process takes seconds to start. */
export async function runHere(args: readonly string[]): Promise<CliResult> {
  const report = new RecordedReport("en");
  const code = await run(args, report).catch((error: unknown) => {
    const command = commandOf(args);
    if (isJsonCommand(command) && args.includes("--json")) report.failure(command, error);
    report.error(error);
    return 1;
  });
  return { code, stdout: report.stdout, stderr: report.stderr };
}

function run(args: readonly string[], report: Report): Promise<number> {
  const request = readCommandLine(args);
  if (request.command === "publish") return publishCommand(request, report);
  if (request.command === "undo") return undoCommand(request, report);
  if (request.command === "share") return shareCommand(request, report);
  if (request.command === "check") return checkCommand(request, report);
  if (request.command === "export") return exportCommand(request, report);
  if (request.command === "build") return buildCommand(request, report);
  throw new Error(`not for ${request.command}`);
}
