import type { NewImage } from "../editor/current-editor.ts";
import type { App } from "../state/app.ts";
import { dateIn } from "../writing/date-text.ts";
import { addImage } from "./add-image.ts";

/** The section that quick posts go to: the one that was chosen last, else the blog's first; "" while there is none. */
export function quickSection({ blog, preferences, info }: App): string {
  const sections = blog.store.getState().summary?.sections ?? [];
  const chosen = preferences.values.quickSection[info.folder];
  return (sections.find(({ name }) => name === chosen) ?? sections[0])?.name ?? "";
}

/** Remembers where quick posts go. */
export async function chooseQuickSection({ preferences, info }: App, section: string): Promise<void> {
  await preferences.set({ quickSection: { ...preferences.values.quickSection, [info.folder]: section } });
}

/** Stores an image for the post that is yet to be made, and gives its Markdown. Rejects with an `AppError`. */
export async function storeQuickImage(app: App, image: NewImage): Promise<string> {
  const timeZone = app.blog.store.getState().summary?.timeZone ?? "UTC";
  const [, day = "", time = ""] = /^([\d-]+) (\d\d:\d\d)/.exec(dateIn(timeZone, Date.now())) ?? [];
  // Every section's posts lie in a folder of one depth, so the path is right in any of them
  const post = `posts/${quickSection(app)}/${day.replaceAll("-", "")}-${time.replace(":", "")}.md`;
  return addImage(app, post, image);
}

/**
 * Makes a post of the held words and publishes. Resolves when the words are in their file; the publish then shows itself
 * where every publish does. Rejects with an `AppError`; the words are still held then.
 */
export async function publishQuickPost(app: App): Promise<void> {
  const body = `${app.quickPost.text.trimEnd()}\n`;
  const section = quickSection(app);
  await app.services.engine.call("post.create", {
    kind: "post",
    status: "ready",
    body,
    ...(section === "" ? {} : { section }),
  });
  await app.quickPost.clear();
  void app.publishing.runNext();
}
