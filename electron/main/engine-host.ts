import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from "electron";
import { connect } from "#contract/rpc/connect.ts";
import type { Client } from "#contract/rpc/definition.ts";
import type { EngineStart } from "#contract/engine-start.ts";
import { type EnginePortContract, enginePortContract, hostContract } from "#contract/host-contract.ts";
import { enginePorts } from "#contract/rpc/port-names.ts";
import { portWire } from "#contract/rpc/port-wire.ts";
import { serve } from "#contract/rpc/serve.ts";
import { builtPaths } from "./paths.ts";
import { withPatience } from "./patience.ts";
import { RestartBudget } from "./restart-budget.ts";
import type { SecretStore } from "./security/secrets.ts";

/** How many crashes per minute are followed by a restart. */
const restartsPerMinute = 3;

/**
 * How long an engine may take to finish writes, or to bring a publish into a consistent state, before it is
 * killed.
 */
const closeMs = 15_000;

/** How long an engine may take to report whether it publishes; a hung one does not answer. */
const statusMs = 2_000;

export interface EngineEvents {
  /** The engine crashed and was restarted: the page needs a new port. */
  onReplaced(): void;
  /** The engine crashed too often: it stays stopped until `revive` is called. */
  onGivenUp(): void;
}

/**
 * One blog's engine in a separate process. After a crash it is restarted, unless it crashes repeatedly;
 * unsaved text is safe in the page and in the journal meanwhile.
 */
export class EngineHost {
  readonly #start: EngineStart;
  readonly #secrets: SecretStore;
  readonly #events: EngineEvents;
  readonly #restarts = new RestartBudget(restartsPerMinute);
  /** Ports of pages opened before the engine; undefined once it has started. */
  #waiting: MessagePortMain[] | undefined = [];
  #process: UtilityProcess | undefined;
  #client: Client<EnginePortContract> | undefined;
  #closing = false;

  constructor(start: EngineStart, secrets: SecretStore, events: EngineEvents) {
    this.#start = start;
    this.#secrets = secrets;
    this.#events = events;
  }

  /** Starts the engine, which then serves waiting calls of pages. Does nothing if it was started before. */
  start(): void {
    const waiting = this.#waiting;
    if (!waiting || this.#closing) return;
    this.#waiting = undefined;
    const engine = this.#fork();
    for (const port of waiting) engine.postMessage({ type: enginePorts.renderer }, [port]);
  }

  /** Undefined while the engine is stopped; reading it starts an engine that was not started yet. */
  get client(): Client<EnginePortContract> | undefined {
    this.start();
    return this.#client;
  }

  /**
   * Returns a port for the page, whose other end the engine serves; it closes at once when the engine is
   * stopped.
   */
  openPagePort(): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    if (this.#waiting) this.#waiting.push(port2);
    else if (this.#process) this.#process.postMessage({ type: enginePorts.renderer }, [port2]);
    else port2.close();
    return port1;
  }

  /** Whether a publish runs; a stopped or hung engine counts as idle. */
  async isPublishing(): Promise<boolean> {
    const status = this.#client?.call("engine.status", {});
    return status ? (await withPatience(status, statusMs, { publishing: false })).publishing : false;
  }

  /** Restarts an engine that was left stopped. Does nothing while one runs. */
  revive(): void {
    this.start();
    if (this.#process || this.#closing) return;
    this.#restarts.renew();
    this.#fork();
  }

  /** Lets the engine finish its writes, then ends it. Never rejects, and may be called repeatedly. */
  async close(): Promise<void> {
    this.#closing = true;
    const process = this.#process;
    if (!process) return;
    const ended = new Promise<void>((resolve) => process.once("exit", () => resolve()));
    if (this.#client) await withPatience(this.#client.call("engine.close", {}), closeMs, {});
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
    if (this.#restarts.spend()) {
      this.#fork();
      this.#events.onReplaced();
    } else {
      this.#events.onGivenUp();
    }
  }
}
