import type { PropertyChanges } from "#contract/types/blog-types.ts";
import type { App } from "../state/app.ts";
import { interfaceMessages } from "../state/language.ts";
import { type Command, hasDocument, isEditable } from "../state/command.ts";

type Mark = "pinned" | "unlisted" | "noindex";

/** Commands on the open post, except those for writing. */
export const postActions: readonly Command[] = [
  { id: "duplicate-post", enabled: hasDocument, run: duplicate },
  { id: "pin-post", enabled: isPost, run: (app) => toggle(app, "pinned") },
  { id: "unlist-post", enabled: isEditable, run: (app) => toggle(app, "unlisted") },
  { id: "noindex-post", enabled: isEditable, run: (app) => toggle(app, "noindex") },
];

function isPost(app: App): boolean {
  return app.documents.current?.kind === "post" && isEditable(app);
}

/** Makes a draft with a copy of the open post's text, and opens the draft. */
async function duplicate(app: App): Promise<void> {
  await app.documents.saveAll();
  const { current } = app.documents;
  if (!current) return;
  const title = current.properties.title ?? "";
  const copied = title === "" ? "" : interfaceMessages(app)("post.copy", { title });
  const copy = await app.services.engine.call("post.duplicate", { path: current.path, title: copied });
  app.workspace.showPane("editor");
  await app.documents.open(copy.path);
  app.panes.focus("title");
}

async function toggle(app: App, mark: Mark): Promise<void> {
  const { current } = app.documents;
  if (!current) return;
  const changes: PropertyChanges = { [mark]: current.properties[mark] ? null : true };
  app.documents.editProperties(changes);
  await app.documents.saveAll();
}
