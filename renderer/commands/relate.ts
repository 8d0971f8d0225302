import type { PostSummary } from "#contract/types/blog-types.ts";
import type { RelationKind } from "#contract/types/relation-kinds.ts";
import type { App } from "../state/app.ts";
import type { NewRelation } from "../state/workspace.ts";

/** Relates the open post to another post, and offers an undo. Rejects with an `AppError`. */
export async function relateTo(app: App, kind: RelationKind, other: PostSummary): Promise<void> {
  const { documents, workspace, panes } = app;
  const path = documents.current?.path;
  await documents.saveAll();
  const before = documents.current;
  if (!before || before.path !== path) return;
  documents.editProperties({}, [{ list: "relations", kind, to: other.path }]);
  await documents.saveAll();
  const now = documents.current;
  panes.focus("editor");
  // If the front matter is unchanged, it is invalid, and the author has already seen an error.
  if (now?.path !== path || now?.frontMatter === before.frontMatter) return;
  const title = other.title.trim() || other.excerpt;
  workspace.notify({
    kind: "related",
    relation: { kind, title, path: before.path, before: before.frontMatter, after: now.frontMatter },
  });
}

/** Removes a new relation. If the front matter has changed since, shows it and removes nothing. */
export async function undoRelate(app: App, { path, before, after }: NewRelation): Promise<void> {
  const { documents, workspace, panes } = app;
  workspace.dismissNotice();
  workspace.showPane("editor");
  await documents.open(path);
  if (documents.current?.path !== path) return;
  if (documents.current.frontMatter === after) {
    documents.setFrontMatter(before);
    panes.focus("editor");
  } else workspace.showRawLine(0);
}
