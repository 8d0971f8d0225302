import { createRoot } from "react-dom/client";
import type { Client, Contract } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { MainContract } from "#contract/main-contract.ts";
import { AppContext, createApp } from "#renderer/state/app.ts";
import { ReplaceableClient } from "#renderer/state/replaceable-client.ts";
import type { SettingsDraft } from "#renderer/state/blog-settings/settings-draft.ts";
import { ThemeGallery } from "#renderer/views/blog-settings/theme-gallery.tsx";
import { useSettings } from "#renderer/views/blog-settings/use-settings.ts";
import { info, preferences } from "../support/app-start.ts";

declare global {
  // The declaration of a global variable needs `var`.
  /** Calls the engine of the test. */
  var callEngine: (name: string, input: unknown) => Promise<unknown>;
  var settingsDraft: SettingsDraft;
  /** The title that the field showed at each rendering. */
  var renderedTitles: unknown[];
}

/** Returns a client without events that makes its calls with `call`. */
function clientOf<C extends Contract>(call: (name: string, input: unknown) => Promise<unknown>): Client<C> {
  const never = (): (() => void) => () => undefined;
  return { call, on: never, onClose: never, close: never } as unknown as Client<C>;
}

const app = createApp(
  {
    engine: new ReplaceableClient(clientOf<EngineContract>((name, input) => callEngine(name, input))),
    main: clientOf<MainContract>(async () => ({})),
    connectPreview: () => undefined,
    dropExports: () => undefined,
  },
  info,
  { ...preferences, language: "system" },
);

globalThis.settingsDraft = app.settings;
globalThis.renderedTitles = [];

/** A field that reads a single setting. */
function Title() {
  const { effective } = useSettings();
  renderedTitles.push(effective(["title"]));
  return null;
}

/** Replaces the program's window in tests: the gallery of themes in the settings of a blog. */
function Gallery() {
  return (
    <AppContext value={app}>
      <Title />
      <ThemeGallery onChoose={() => undefined} />
    </AppContext>
  );
}

void app.settings.load().then(() => {
  const root = document.createElement("div");
  document.body.append(root);
  createRoot(root).render(<Gallery />);
});
