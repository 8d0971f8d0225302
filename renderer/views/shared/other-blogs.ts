import { useStore } from "zustand";
import { attempt } from "../../commands/run-command.ts";
import { type App, useApp } from "../../state/app.ts";

/** Another blog that was opened recently. */
export interface OtherBlog {
  readonly folder: string;
  readonly name: string;
  /** Name of the folder that contains the blog's folder. */
  readonly place: string;
}

const mostRecent = 5;

/** Returns the other blogs that were opened recently, the most recent blog first. */
export function useOtherBlogs(): OtherBlog[] {
  const app = useApp();
  const folders = useStore(app.preferences.store, ({ recentBlogs }) => recentBlogs);
  const others = folders.filter((folder) => folder !== app.info.folder).slice(0, mostRecent);
  return others.map((folder) => ({ folder, ...folderWords(folder) }));
}

/** Opens a blog in another window. */
export function openRecent(app: App, folder: string): void {
  void attempt(app, async () => {
    await app.services.main.call("blog.open", { folder });
  });
}

/** Returns the name of a folder, and the name of its parent folder (`place`). */
function folderWords(folder: string): { name: string; place: string } {
  const parts = folder.split(/[\\/]/);
  const name = parts.pop() || folder;
  return { name, place: parts.at(-1) ?? "" };
}
