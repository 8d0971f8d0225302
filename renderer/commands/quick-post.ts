import type { InsertedImage } from "../state/current-editor.ts";
import type { App } from "../state/app.ts";
import { dateIn } from "../writing/dates.ts";
import { imageMarkdown } from "./add-image.ts";

/** Returns the section of quick posts: the author's last choice, the blog's first section, or "". */
export function quickSection({ blog, preferences, info }: App): string {
  const sections = blog.store.getState().summary?.sections ?? [];
  const chosen = preferences.values.quickSection[info.folder];
  return (sections.find(({ name }) => name === chosen) ?? sections[0])?.name ?? "";
}

/** Stores the section that the author chose for quick posts. */
export async function chooseQuickSection({ preferences, info }: App, section: string): Promise<void> {
  await preferences.setForBlog("quickSection", info.folder, section);
}

/**
 * Returns the Markdown that shows an image in the quick post. Stores a new image first.
 * Rejects with the same errors as `addImage`.
 */
export async function quickImageMarkdown(app: App, image: InsertedImage): Promise<string> {
  const timeZone = app.blog.store.getState().summary?.timeZone ?? "UTC";
  const [, day = "", time = ""] = /^([\d-]+) (\d\d:\d\d)/.exec(dateIn(timeZone, Date.now())) ?? [];
  // The relative path of the image is the same in every section, because no section has subfolders.
  const post = `posts/${quickSection(app)}/${day.replaceAll("-", "")}-${time.replace(":", "")}.md`;
  return imageMarkdown(app, post, image);
}

/**
 * Creates a post from the quick post sheet's text and a template's properties. Publishes the blog.
 * Rejects with an `AppError`.
 * Resolves when the post is saved, before the publish ends.
 * Text that is typed during saving stays in the sheet.
 */
export async function publishQuickPost(app: App, template: string | null): Promise<void> {
  const { text } = app.quickPost;
  const body = `${text.trimEnd()}\n`;
  const section = quickSection(app);
  const post = { status: "ready", body, ...(section === "" ? {} : { section }) } as const;
  const { engine } = app.services;
  if (template === null) await engine.call("post.create", { kind: "post", ...post });
  else await engine.call("templates.use", { name: template, ...post });
  await app.quickPost.clear(text);
  void app.publishing.runNext();
}
