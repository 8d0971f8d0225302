import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { type App, AppContext, createApp } from "#renderer/state/app.ts";
import { ReplaceableClient } from "#renderer/state/replaceable-client.ts";
import type { Services } from "#renderer/state/services.ts";
import { info, preferences } from "./app-start.ts";

/** Creates the app of a test page. `call` answers the calls to the engine and to the main process. */
export function windowApp(call: (name: string, input: never) => Promise<unknown>): App {
  const client = { call, on: () => () => undefined, onClose: () => undefined, close: () => undefined };
  const services = {
    engine: new ReplaceableClient(client as never),
    main: client,
    connectPreview: () => undefined,
    dropExports: () => undefined,
  };
  return createApp(services as unknown as Services, info, preferences);
}

/** Shows a part of the interface instead of the program's window. */
export function showInWindow(app: App, children: ReactNode): void {
  const root = document.createElement("div");
  document.body.append(root);
  createRoot(root).render(<AppContext value={app}>{children}</AppContext>);
}
