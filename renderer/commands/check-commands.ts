import type { Problem } from "#contract/errors.ts";
import type { FixKind } from "../state/current-editor.ts";
import type { App } from "../state/app.ts";
import { problemPosition } from "../state/problem-position.ts";
import type { Command } from "../state/command.ts";

/** Commands that check the blog for problems. */
export const checkCommands: readonly Command[] = [
  { id: "check", enabled: canCheck, run: (app) => checkBlog(app) },
];

/** A check and a publish cannot run at the same time, because both write to the same output folder. */
function canCheck(app: App): boolean {
  return app.blog.store.getState().summary !== null && !app.publishing.store.getState().running;
}

async function checkBlog({ workspace, documents, checks }: App): Promise<void> {
  workspace.openSheet("checks");
  await documents.saveAll();
  await checks.run();
}

/** Opens the post that contains a problem, with the caret at the problem. Never rejects. */
export async function showProblem(app: App, problem: Problem): Promise<void> {
  if (problem.file === undefined) return;
  app.workspace.closeSheet();
  app.workspace.showPane("editor");
  await app.documents.open(problem.file);
  const document = app.documents.current;
  if (document?.path !== problem.file) return;
  const position = problemPosition(problem, document.frontMatter);
  if (position.kind === "body") (await app.editor.loaded()).goTo(position.line, "", "");
  else if (position.kind === "frontMatter") app.workspace.showRawLine(position.line);
  else app.workspace.showForm();
}

/** Opens the post that contains a problem and fixes the problem as one undo step. Never rejects. */
export async function fixProblem(app: App, problem: Problem, kind: FixKind): Promise<void> {
  await showProblem(app, problem);
  const document = app.documents.current;
  if (!document || document.path !== problem.file) return;
  const position = problemPosition(problem, document.frontMatter);
  if (position.kind === "body") (await app.editor.loaded()).fix(problem, position.line, kind);
}
