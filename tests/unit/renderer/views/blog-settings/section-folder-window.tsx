import { settingAt } from "#renderer/state/blog-settings/setting-schema.ts";
import { SectionFolder } from "#renderer/views/blog-settings/section-folder.tsx";
import { showInWindow, windowApp } from "../../support/window-app.tsx";

declare global {
  // The declaration of a global variable needs `var`.
  /** For each new name of a section, answers how many published pages would move. */
  var answers: Record<string, (pages: number) => void>;
  /** The renames that the page has asked for. */
  var renames: unknown[];
}
globalThis.answers = {};
globalThis.renames = [];

const settings = {
  text: "",
  values: { sections: { notes: {} } },
  problems: [],
  addresses: {},
  hash: "1",
  themes: [],
};

/** Counts the moved pages when the test says so. */
const app = windowApp(async (name: string, input: { readonly to: string }) => {
  if (name === "sections.moved") {
    const pages = await new Promise<number>((resolve) => {
      globalThis.answers[input.to] = resolve;
    });
    return { pages };
  }
  if (name === "sections.rename") globalThis.renames.push(input);
  return name === "settings.read" ? settings : { changed: [], unchanged: 0, skipped: [], problems: [] };
});

/** Replaces the program's window in tests: the folder of a section in the settings of a blog. */
void app.settings.load().then(() => {
  showInWindow(
    app,
    <SectionFolder
      name="notes"
      setting={settingAt(["sections"])}
      names={["notes"]}
      isNew={false}
      onRenamed={() => undefined}
    />,
  );
});
