import { BrowserWindow, dialog, ipcMain, MessageChannelMain, nativeTheme, type WebContents } from "electron";
import type { Server } from "#contract/definition.ts";
import { type MainContract, mainContract } from "#contract/main-contract.ts";
import { pagePorts } from "#contract/port-names.ts";
import { serve } from "#contract/serve.ts";
import { CloseFlow } from "./close-flow.ts";
import { appOrigin } from "./content-security.ts";
import type { EngineHost } from "./engine-host.ts";
import { builtPaths } from "./paths.ts";
import type { Speak } from "./speech.ts";
import { type WindowContext, windowCalls } from "./window-calls.ts";
import { portWire } from "./wires.ts";

const paper = { light: "#fbfaf6", dark: "#1b1c1e" };

export interface BlogWindowOptions
  extends Omit<WindowContext, "window" | "reconnectEngine" | "readyToClose"> {
  readonly engine: EngineHost;
  messages(): Speak;
  onClosed(): void;
}

/** One window on one blog: it hands ports to its page, and lets the page save before it closes. */
export class BlogWindow {
  readonly window: BrowserWindow;
  readonly #options: BlogWindowOptions;
  #server: Server<MainContract> | undefined;
  readonly #closing: CloseFlow;

  constructor(options: BlogWindowOptions) {
    this.#options = options;
    this.window = new BrowserWindow({
      width: 1280,
      height: 800,
      minWidth: 480,
      minHeight: 400,
      show: false,
      title: "Hitofude",
      backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
      webPreferences: { preload: builtPaths.preload, spellcheck: false },
    });
    this.window.once("ready-to-show", () => this.window.show());
    this.#closing = new CloseFlow(this.window, {
      mayInterrupt: () => mayInterrupt(this.window, options),
      savePage: () => this.#askPageToSave(),
      closeEngine: () => options.engine.close(),
    });
    this.window.on("closed", () => options.onClosed());
    this.#answerPage();
    void this.window.loadURL(`${appOrigin}/index.html`);
  }

  /** Runs a command of the interface, as chosen in the menu. */
  run(command: string): void {
    this.#server?.emit("command.run", { id: command });
  }

  /** After the engine was replaced: the page gets a port to the new one. */
  replaceEnginePort(): void {
    this.#server?.emit("engine.died", {});
    this.window.webContents.postMessage(pagePorts.engine, null, [this.#options.engine.openPagePort()]);
  }

  #answerPage(): void {
    const onReady = (event: Electron.IpcMainEvent): void => {
      const frame = event.senderFrame;
      if (event.sender !== this.window.webContents || !isOurPage(event.sender, frame)) return;
      this.#handOverPorts();
    };
    ipcMain.on(pagePorts.ready, onReady);
    this.window.on("closed", () => ipcMain.off(pagePorts.ready, onReady));
  }

  #handOverPorts(): void {
    const { port1, port2 } = new MessageChannelMain();
    const { preferences } = this.#options;
    const server = serve(
      mainContract,
      windowCalls({
        ...this.#options,
        window: this.window,
        reconnectEngine: () => this.replaceEnginePort(),
        readyToClose: () => this.#closing.pageSaved(),
      }),
      portWire(port1),
    );
    const stop = preferences.onChange((values) => server.emit("preferences.changed", values));
    server.onClose(stop);
    this.#server = server;
    this.window.webContents.postMessage(pagePorts.ports, null, [port2, this.#options.engine.openPagePort()]);
  }

  #askPageToSave(): void {
    if (this.#server) this.#server.emit("window.closing", {});
    else this.#closing.pageSaved();
  }
}

/** Asks before a running publish is interrupted; it would be sound either way, but it would not be finished. */
async function mayInterrupt(window: BrowserWindow, options: BlogWindowOptions): Promise<boolean> {
  const status = await options.engine.client?.call("engine.status", {}).catch(() => undefined);
  if (!status?.publishing) return true;
  const t = options.messages();
  const { response } = await dialog.showMessageBox(window, {
    type: "question",
    message: t("closing.publishing.what"),
    detail: t("closing.publishing.todo"),
    buttons: [t("closing.publishing.wait"), t("closing.publishing.stop")],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}

/** Only the main frame of our own page may ask for ports. */
function isOurPage(sender: WebContents, frame: Electron.WebFrameMain | null): boolean {
  return frame !== null && frame === sender.mainFrame && frame.origin === appOrigin;
}
