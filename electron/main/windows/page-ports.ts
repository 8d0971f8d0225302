import { type BrowserWindow, ipcMain, MessageChannelMain } from "electron";
import type { EventName, EventPayload, Handlers, Server } from "#contract/rpc/definition.ts";
import { type MainContract, mainContract } from "#contract/main-contract.ts";
import { pagePorts, portWire } from "#contract/rpc/ports.ts";
import { serve } from "#contract/rpc/serve.ts";
import { appOrigin } from "../security/content-security.ts";
import type { EngineHost } from "../engine-host.ts";
import type { ChosenExports } from "../files/chosen-exports.ts";
import type { PreferencesStore } from "../preferences.ts";

export interface PagePortsOptions {
  readonly window: BrowserWindow;
  readonly engine: EngineHost;
  readonly preferences: PreferencesStore;
  readonly exports: ChosenExports;
  readonly calls: Handlers<MainContract>;
}

/** Sends ports to the page of a window after each load, and closes the earlier ports. */
export class PagePorts {
  readonly #options: PagePortsOptions;
  #server: Server<MainContract> | undefined;
  #disconnect: () => void = () => undefined;

  constructor(options: PagePortsOptions) {
    this.#options = options;
    const { window } = options;
    const onReady = (event: Electron.IpcMainEvent): void => {
      if (isPageOf(window, event)) this.#handOver();
    };
    const onExports = (event: Electron.IpcMainEvent, paths: unknown): void => {
      if (isPageOf(window, event) && Array.isArray(paths)) this.#takeExports(paths);
    };
    ipcMain.on(pagePorts.ready, onReady);
    ipcMain.on(pagePorts.exports, onExports);
    window.on("closed", () => {
      ipcMain.off(pagePorts.ready, onReady);
      ipcMain.off(pagePorts.exports, onExports);
    });
  }

  get isConnected(): boolean {
    return this.#server !== undefined;
  }

  emit<N extends EventName<MainContract>>(name: N, payload: EventPayload<MainContract, N>): void {
    this.#server?.emit(name, payload);
  }

  /** Sends a port of the current engine to the page, immediately or as soon as the page listens. */
  sendEnginePort(): void {
    const { window, engine } = this.#options;
    if (window.isDestroyed() || !this.#server) return;
    window.webContents.postMessage(pagePorts.engine, null, [engine.openPagePort()]);
  }

  /** Receives the paths of files that the author dropped into the page, from the preload script. */
  #takeExports(paths: readonly unknown[]): void {
    const { exports } = this.#options;
    exports.take(paths.filter((path) => typeof path === "string"));
    this.emit("exports.given", { names: exports.names });
  }

  #handOver(): void {
    const { window, engine, preferences, calls } = this.#options;
    this.#disconnect();
    const { port1, port2 } = new MessageChannelMain();
    const server = serve(mainContract, calls, portWire(port1));
    const stop = preferences.onChange((values) => server.emit("preferences.changed", values));
    const ended = (): void => {
      stop();
      if (this.#server === server) this.#server = undefined;
    };
    server.onClose(ended);
    this.#server = server;
    this.#disconnect = () => {
      ended();
      server.close();
    };
    window.webContents.postMessage(pagePorts.ports, null, [port2, engine.openPagePort()]);
  }
}

/** Whether a message comes from the main frame of our own page. Only this frame may receive ports. */
export function isPageOf(window: BrowserWindow, { sender, senderFrame }: Electron.IpcMainEvent): boolean {
  if (window.isDestroyed() || sender !== window.webContents || senderFrame === null) return false;
  return senderFrame === sender.mainFrame && senderFrame.origin === appOrigin;
}
