import "./state/without-eval.ts";

import { createRoot } from "react-dom/client";
import { connect } from "#contract/connect.ts";
import { engineContract } from "#contract/engine-contract.ts";
import { mainContract } from "#contract/main-contract.ts";
import { guardCompositions } from "./commands/composition-guard.ts";
import { type App, AppContext, createApp } from "./state/app.ts";
import { receivePorts } from "./state/ports.ts";
import { ReplaceableClient } from "./state/replaceable-client.ts";
import type { Services } from "./state/services.ts";
import { startApp } from "./state/start.ts";
import { portWire } from "./state/wires.ts";
import "./styles/buttons.css";
import "./styles/menus.css";
import "./styles/fields.css";
import "./styles/notices.css";
import "./styles/frame.css";
import "./styles/posts.css";
import "./styles/text.css";
import "./styles/publishing.css";
import "./styles/targets.css";
import "./styles/checks.css";
import "./styles/sheets.css";
import "./styles/writing.css";
import "./styles/search.css";
import "./styles/history.css";
import "./styles/keys.css";
import "./styles/table.css";
import "./styles/help.css";
import { followDesktop } from "./views/frame/follow-desktop.ts";
import { Root } from "./views/root.tsx";

/** Composition root of the page: ports, state, and then the interface on top of them. */
async function boot(): Promise<void> {
  const ports = await receivePorts(window, (port) => engine.replace(connect(engineContract, portWire(port))));
  const engine = new ReplaceableClient(connect(engineContract, portWire(ports.engine)));
  const services: Services = { engine, main: connect(mainContract, portWire(ports.main)) };
  const [info, preferences] = await Promise.all([
    services.main.call("app.info", {}),
    services.main.call("preferences.get", {}),
  ]);
  const app = createApp(services, info, preferences);
  guardCompositions(window);
  followDesktop(app);
  show(app);
  await startApp(app);
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

void boot();
