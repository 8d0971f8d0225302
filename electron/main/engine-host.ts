import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from "electron";
import { connect } from "#contract/rpc/connect.ts";
import type { Client } from "#contract/rpc/definition.ts";
import type { EngineStart } from "#contract/engine-start.ts";
import { type EnginePortContract, enginePortContract, hostContract } from "#contract/host-contract.ts";
import { enginePorts, portWire } from "#contract/rpc/ports.ts";
import { serve } from "#contract/rpc/serve.ts";
import { builtPaths } from "./paths.ts";
import { withTimeout } from "./with-timeout.ts";
import { RestartBudget } from "./restart-budget.ts";
import type { ChosenExports } from "./files/chosen-exports.ts";
import type { SecretStore } from "./security/secrets.ts";
import type { WebFetcher } from "./security/web-fetcher.ts";

const restartsPerMinute = 3;

/**
 * Maximum time in milliseconds for an engine to finish its writes, and to bring a running publish into a
 * consistent state, before its process is killed.
 */
const closeMs = 15_000;

/** Maximum time in milliseconds to wait for `engine.status`, because a hanging engine would never answer. */
const statusMs = 5_000;

/** The services of the main process that the engine uses. */
export interface EngineServices {
  readonly secrets: SecretStore;
  readonly web: WebFetcher;
  readonly exports: ChosenExports;
}

export interface EngineEvents {
  /** Called after the engine crashed and was restarted, because the page then needs a new port. */
  onReplaced(): void;
  /** Called after the engine crashed too often. The engine stays stopped until `revive` is called. */
  onGivenUp(): void;
}

/**
 * The engine of one blog, in a process of its own. The process is restarted after a crash.
 * After too many crashes, the engine stays stopped. Unsaved text is then still in the page and the journal.
 */
export class EngineHost {
  #start: EngineStart;
  readonly #secrets: SecretStore;
  readonly #web: WebFetcher;
  readonly #exports: ChosenExports;
  readonly #events: EngineEvents;
  readonly #restarts = new RestartBudget(restartsPerMinute);
  /** Ports of pages that wait for the engine's start. Undefined after the start. */
  #waiting: MessagePortMain[] | undefined = [];
  #process: UtilityProcess | undefined;
  #client: Client<EnginePortContract> | undefined;
  #closing = false;
  #isMoving = false;
  #blogId: string | null = null;

  constructor(start: EngineStart, services: EngineServices, events: EngineEvents) {
    this.#start = start;
    this.#secrets = services.secrets;
    this.#web = services.web;
    this.#exports = services.exports;
    this.#events = events;
  }

  /** Starts the engine and passes it the waiting ports of pages. Does nothing after the first call. */
  start(): void {
    const waiting = this.#waiting;
    if (!waiting || this.#closing) return;
    this.#waiting = undefined;
    const engine = this.#fork();
    for (const port of waiting) engine.postMessage({ type: enginePorts.renderer }, [port]);
  }

  /** The blog's id, or null until the blog was opened for the first time. */
  get blogId(): string | null {
    return this.#blogId;
  }

  /** The client for calls to the engine. The first use starts the engine. Undefined for a stopped engine. */
  get client(): Client<EnginePortContract> | undefined {
    this.start();
    return this.#client;
  }

  /**
   * Returns a port to the engine for the page. Starts an engine that was stopped after too many crashes.
   * After `close`, the returned port is already closed.
   */
  openPagePort(): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    if (!this.#waiting) this.revive();
    if (this.#waiting) this.#waiting.push(port2);
    else if (this.#process) this.#process.postMessage({ type: enginePorts.renderer }, [port2]);
    else port2.close();
    return port1;
  }

  /** Whether closing would interrupt a publish. False if the engine is stopped or does not answer in time. */
  async isPublishing(): Promise<boolean> {
    const status = this.#client?.call("engine.status", {});
    return status ? (await withTimeout(status, statusMs, { publishing: false })).publishing : false;
  }

  /** Ends the engine, starts a new engine for the blog's new folder, and calls `onReplaced`. */
  async moveTo(start: EngineStart): Promise<void> {
    this.#start = start;
    const process = this.#process;
    if (!process) {
      // Waiting ports will lead to the new engine. Without waiting ports, the page has a port of the stopped
      // engine, and needs a new port.
      const isReplaced = this.#waiting === undefined;
      this.revive();
      if (isReplaced && this.#process) this.#events.onReplaced();
      return;
    }
    const ended = new Promise<void>((resolve) => process.once("exit", () => resolve()));
    this.#isMoving = true;
    if (this.#client) await withTimeout(this.#client.call("engine.close", {}), statusMs, {});
    process.kill();
    await ended;
  }

  /** Starts an engine that was stopped after too many crashes. Does nothing for a running engine. */
  revive(): void {
    this.start();
    if (this.#process || this.#closing) return;
    this.#restarts.renew();
    this.#fork();
  }

  /** Lets the engine finish its writes, and ends its process. Never rejects. May be called more than once. */
  async close(): Promise<void> {
    this.#closing = true;
    const process = this.#process;
    if (!process) return;
    const ended = new Promise<void>((resolve) => process.once("exit", () => resolve()));
    if (this.#client) await withTimeout(this.#client.call("engine.close", {}), closeMs, {});
    process.kill();
    await ended;
  }

  #fork(): UtilityProcess {
    const child = utilityProcess.fork(builtPaths.engine, [JSON.stringify(this.#start)], {
      serviceName: "Hitofude engine",
      stdio: "inherit",
    });
    this.#process = child;
    const { port1, port2 } = new MessageChannelMain();
    const { port1: hostPort, port2: hostEnd } = new MessageChannelMain();
    child.postMessage({ type: enginePorts.host }, [port2, hostEnd]);
    this.#client = connect(enginePortContract, portWire(port1));
    serve(
      hostContract,
      {
        "secret.get": async (id) => ({ secret: await this.#secrets.get(id) }),
        "secret.set": async ({ secret, ...id }) => ({ stored: await this.#secrets.set(id, secret) }),
        "secret.remove": (id) => {
          this.#secrets.remove(id);
          return {};
        },
        "web.fetch": (request, signal) => {
          const stop = new AbortController();
          signal.addEventListener("abort", () => stop.abort());
          return this.#web.fetch(request, stop.signal);
        },
        "web.proxy": async ({ url }) => ({ proxy: await this.#web.proxyOf(url) }),
        "exports.paths": () => ({ paths: this.#exports.paths }),
        "blog.opened": ({ id }) => {
          this.#blogId = id;
          // After a restart, does not make the blog again, because the folder may have been moved.
          const { newBlog: _, ...start } = this.#start;
          this.#start = { ...start, sample: false };
          return {};
        },
      },
      portWire(hostPort),
    );
    child.once("exit", () => this.#ended());
    return child;
  }

  #ended(): void {
    this.#process = undefined;
    this.#client = undefined;
    if (this.#closing) return;
    const isMoved = this.#isMoving;
    this.#isMoving = false;
    if (isMoved || this.#restarts.spend()) {
      this.#fork();
      this.#events.onReplaced();
    } else {
      this.#events.onGivenUp();
    }
  }
}
