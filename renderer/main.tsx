import "./state/without-eval.ts";

import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { connect } from "#contract/rpc/connect.ts";
import type { Client } from "#contract/rpc/definition.ts";
import { type EngineContract, engineContract } from "#contract/engine-contract.ts";
import { mainContract } from "#contract/main-contract.ts";
import { resolveLanguage } from "#contract/messages.ts";
import type { PreviewPortMessage } from "#contract/preview-port.ts";
import { guardCompositions, guardHeldEnter } from "./ui/keys.ts";
import { followGivenFiles } from "./commands/given-files.ts";
import { followExports } from "./commands/move-in.ts";
import { loadEditor } from "./editor/load-editor.ts";
import { type App, AppContext, createApp } from "./state/app.ts";
import { useLanguage } from "./state/language.ts";
import { portWire, receivePorts } from "./state/ports.ts";
import { ReplaceableClient } from "./state/replaceable-client.ts";
import type { Services } from "./state/services.ts";
import { startApp } from "./state/start.ts";
import "./styles/buttons.css";
import "./styles/menus.css";
import "./styles/fields.css";
import "./styles/date-picker.css";
import "./styles/notices.css";
import "./styles/frame.css";
import "./styles/posts.css";
import "./styles/progress-bar.css";
import "./styles/posts-filter.css";
import "./styles/text.css";
import "./styles/publishing.css";
import "./styles/plan.css";
import "./styles/targets.css";
import "./styles/checks.css";
import "./styles/sheets.css";
import "./styles/writing.css";
import "./styles/search.css";
import "./styles/history.css";
import "./styles/keys.css";
import "./styles/table.css";
import "./styles/help.css";
import "./styles/media.css";
import "./styles/crop.css";
import "./styles/move-in.css";
import "./styles/export.css";
import "./styles/terms.css";
import "./styles/blog-settings-look.css";
import "./styles/blog-settings-page.css";
import "./styles/blog-settings.css";
import "./styles/menu-editor.css";
import "./styles/small-window.css";
import { followDesktop } from "./views/frame/follow-desktop.ts";
import { Frame } from "./views/frame/frame.tsx";

async function boot(): Promise<void> {
  let enginePort: MessagePort;
  const connectEngine = (port: MessagePort): Client<EngineContract> => {
    enginePort = port;
    return connect(engineContract, portWire(port));
  };
  const ports = await receivePorts(window, (port) => engine.replace(connectEngine(port)));
  const engine = new ReplaceableClient(connectEngine(ports.engine));
  const services: Services = {
    engine,
    main: connect(mainContract, portWire(ports.main)),
    connectPreview: (path, port) => {
      const message: PreviewPortMessage = { type: "hitofude:preview-page", path };
      enginePort.postMessage(message, [port]);
    },
    dropExports: ports.dropExports,
  };
  const [info, preferences, { post }] = await Promise.all([
    services.main.call("app.info", {}),
    services.main.call("preferences.get", {}),
    services.main.call("post.last", {}),
  ]);
  const app = createApp(services, info, preferences);
  if (post) app.documents.showKnown(post);
  guardCompositions(window);
  guardHeldEnter(window);
  followDesktop(app);
  followGivenFiles(window, app);
  followExports(app);
  show(app);
  // Loads Monaco's code while the blog is being opened. The editor is created after the text is painted.
  void loadEditor(resolveLanguage(preferences.language, navigator.language)).catch(() => undefined);
  await startApp(app, async (isThere) => {
    services.main.call("window.ready-to-show", {}).catch(() => undefined);
    if (isThere) await app.editor.firstPainted;
    services.main.call("engine.start", {}).catch(() => undefined);
  });
}

function show(app: App): void {
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no root");
  createRoot(root).render(
    <AppContext value={app}>
      <Root />
    </AppContext>,
  );
}

/** The whole interface, in the language that the author chose. */
function Root() {
  const language = useLanguage();
  return (
    <I18nProvider locale={language}>
      <Frame />
    </I18nProvider>
  );
}

void boot();
