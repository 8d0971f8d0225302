import type { Request } from "./command-line.ts";
import { whilePublishing } from "./follow-publish.ts";
import { stateLine } from "./plan-lines.ts";
import { planDetailsFor, reportPlan, reportResult } from "./publish-command.ts";
import type { Report } from "./report.ts";

type UndoRequest = Extract<Request, { command: "undo" }>;

/** `hitofude undo`: makes an earlier publish live again. With `--list`, lists the earlier publishes. */
export function undoCommand(request: UndoRequest, report: Report): Promise<number> {
  const [target, number] = [request.target ?? undefined, request.to ?? undefined];
  const reopens = request.theirs === "take";
  return whilePublishing(request, report, async ({ publishing }, signal) => {
    if (request.list) {
      const states = await publishing.states(target, signal);
      if (request.json) report.json("undo", { states });
      else for (const state of states) report.result(stateLine(state, report));
    } else if (request.dryRun) {
      const look = planDetailsFor(request, report);
      reportPlan(await publishing.planUndo({ target, number, reopens, signal, look }), request, report);
    } else {
      reportResult(await publishing.undo({ target, number, reopens, signal }), request, report);
    }
    return 0;
  });
}
