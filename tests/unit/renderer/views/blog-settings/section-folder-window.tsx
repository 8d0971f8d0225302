import { createRoot } from "react-dom/client";
import { AppContext, createApp } from "#renderer/state/app.ts";
import { settingAt } from "#renderer/state/blog-settings/setting-schema.ts";
import { ReplaceableClient } from "#renderer/state/replaceable-client.ts";
import type { Services } from "#renderer/state/services.ts";
import { SectionFolder } from "#renderer/views/blog-settings/section-folder.tsx";
import { info, preferences } from "../../support/app-start.ts";

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

/** A client that counts the moved pages when the test says so. */
const client = {
  call: async (name: string, input: { readonly to: string }) => {
    if (name === "sections.moved") {
      const pages = await new Promise<number>((resolve) => {
        globalThis.answers[input.to] = resolve;
      });
      return { pages };
    }
    if (name === "sections.rename") globalThis.renames.push(input);
    return name === "settings.read" ? settings : { changed: [], unchanged: 0, skipped: [], problems: [] };
  },
  on: () => () => undefined,
  onClose: () => undefined,
  close: () => undefined,
};

const app = createApp(
  {
    engine: new ReplaceableClient(client as never),
    main: client,
    connectPreview: () => undefined,
    dropExports: () => undefined,
  } as unknown as Services,
  info,
  preferences,
);

/** Replaces the program's window in tests: the folder of a section in the settings of a blog. */
void app.settings.load().then(() => {
  const root = document.createElement("div");
  document.body.append(root);
  createRoot(root).render(
    <AppContext value={app}>
      <SectionFolder
        name="notes"
        setting={settingAt(["sections"])}
        names={["notes"]}
        isNew={false}
        onRenamed={() => undefined}
      />
    </AppContext>,
  );
});
