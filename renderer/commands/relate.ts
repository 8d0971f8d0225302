import type { PostSummary } from "#contract/types/blog-types.ts";
import type { RelationKind } from "#contract/types/relation-kinds.ts";
import type { App } from "../state/app.ts";
import type { NewRelation } from "../state/workspace.ts";

/**
 * Adds a relation to another post to the open one, so that the pages of both link to each other, and offers
 * to undo it. Rejects with an `AppError`.
 */
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
  // Front matter that cannot be read has already shown an error
  if (now?.path !== path || now?.frontMatter === before.frontMatter) return;
  const title = other.title.trim() || other.excerpt;
  workspace.notify({
    kind: "related",
    relation: { kind, title, path: before.path, before: before.frontMatter, after: now.frontMatter },
  });
}

/** Removes the relation. If the properties have changed since, it shows them instead. */
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
