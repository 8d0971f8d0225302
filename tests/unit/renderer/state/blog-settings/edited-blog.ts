import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withSetting } from "#renderer/state/blog-settings/setting-schema.ts";
import type { SettingPath } from "#renderer/state/blog-settings/setting-values.ts";
import { SettingsDraft } from "#renderer/state/blog-settings/settings-draft.ts";
import { openFiles } from "../../../engine/app/open-service.ts";
import { serveEngine } from "../../support/served-engine.ts";

/** A blog on disk whose settings are edited as the window does it: through the real calls of the real engine. */
export async function editedBlog(settings: string) {
  const blog = await openFiles({
    "blog.yaml": settings,
    "posts/hibi/rain.md": "---\ntitle: 雨\ndate: 2024-05-06 09:00:00\nstatus: ready\n---\n\n静かな雨です。\n",
  });
  const service = blog.service.settings;
  const engine = serveEngine({
    "settings.read": () => service.read(),
    "settings.edit": async (input) => service.edit(input),
    "settings.preview": async (input) => service.preview(input),
    "themes.read": ({ theme, path }) => service.themes.read(theme, path),
    "settings.moved": async (input) => service.moved(input),
    "settings.save": (input) => service.save(input),
  });
  const draft = new SettingsDraft(engine.client);
  await draft.load();
  const file = join(blog.folder, "blog.yaml");
  return {
    blog,
    draft,
    engine,
    text: () => readFile(file, "utf8"),
    write: (text: string) => writeFile(file, text),
    set: (path: SettingPath, value: unknown) => {
      const { values } = draft.store.getState();
      if (values) draft.change(withSetting(values, draft.savedValues, path, value), path.join("."));
    },
  };
}
