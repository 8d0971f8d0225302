import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withSetting } from "#renderer/state/blog-settings/setting-schema.ts";
import type { SettingPath } from "#renderer/state/blog-settings/setting-values.ts";
import { SettingsDraft } from "#renderer/state/blog-settings/settings-draft.ts";
import { openFiles } from "../../../engine/app/open-service.ts";
import { serveEngine } from "../../support/served-engine.ts";

/**
 * A blog on disk whose settings are edited as the window does it: through the real calls of the real engine.
 * `posts` are further files of the blog.
 */
export async function editedBlog(settings: string, posts: Readonly<Record<string, string | Buffer>> = {}) {
  const blog = await openFiles({
    "blog.yaml": settings,
    "posts/hibi/rain.md": "---\ntitle: 雨\ndate: 2024-05-06 09:00:00\nstatus: ready\n---\n\n静かな雨です。\n",
    ...posts,
  });
  const service = blog.service.settings;
  const engine = serveEngine({
    "settings.read": () => service.read(),
    "settings.edit": async (input) => service.edit(input),
    "settings.looks": async (input) => service.looks(input),
    "settings.preview": async (input) => service.preview(input),
    "themes.read": ({ theme, path }) => service.themes.read(theme, path),
    "settings.moved": async (input) => service.moved(input),
    "settings.save": (input) => service.save(input),
  });
  const draft = new SettingsDraft(engine.client);
  await draft.load();
  const respond = async (paths: readonly string[]): Promise<string> => {
    const responses = paths.map((path) => blog.service.preview.respond(path, "blog.yaml"));
    return (await Promise.all(responses)).map(({ body }) => Buffer.from(body).toString()).join("\n");
  };
  const file = join(blog.folder, "blog.yaml");
  return {
    blog,
    draft,
    engine,
    text: () => readFile(file, "utf8"),
    /** Returns the two pages that the form shows with its settings, and the style sheet with the colours. */
    shown: async (): Promise<string> => {
      const { text } = service.edit({ text: settings, values: draft.store.getState().values });
      const { url: post } = await service.preview({ text, page: "post", files: {} });
      const { url: front } = await service.preview({ text, page: "front", files: {} });
      // The names of the other style sheets contain a hash of their content, and are in the pages.
      return respond([new URL(post).pathname, new URL(front).pathname, "/assets/own.css"]);
    },
    /** Returns a list, a page, the tags and the feed with the settings that `shown` has shown last. */
    alsoShown: () => respond(["/futakoto/", "/about.html", "/tags/海/", "/rss.xml"]),
    write: (text: string) => writeFile(file, text),
    set: (path: SettingPath, value: unknown) => {
      const { values } = draft.store.getState();
      if (values) draft.change(withSetting(values, draft.savedValues, path, value), path.join("."));
    },
  };
}
