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

/** How many times within a minute a dying engine is started again before it is left dead. */
const restartsPerMinute = 3;

/** How long an engine may take to finish its writes, or to bring a publish into a sound state, before it is ended. */
const closeMs = 15_000;

/** How long an engine may take to say whether it publishes; one that is stuck says nothing. */
const statusMs = 2_000;

export interface EngineEvents {
  /** The engine died and was started again: its page needs a new port. */
  onReplaced(): void;
  /** The engine died too often: it stays dead until `revive` is called. */
  onGivenUp(): void;
}

/**
 * One blog's engine in a process of its own. When it dies unasked it is started again, unless it does so over and over;
 * the words are safe in the page and in the journal meanwhile.
 */
export class EngineHost {
  readonly #start: EngineStart;
  readonly #secrets: SecretStore;
  readonly #events: EngineEvents;
  readonly #restarts = new RestartBudget(restartsPerMinute);
  /** Ports of pages that came before the engine; undefined from its start on. */
  #waiting: MessagePortMain[] | undefined = [];
  #process: UtilityProcess | undefined;
  #client: Client<EnginePortContract> | undefined;
  #closing = false;

  constructor(start: EngineStart, secrets: SecretStore, events: EngineEvents) {
    this.#start = start;
    this.#secrets = secrets;
    this.#events = events;
  }

  /** Starts the engine, for which the calls of pages wait until then. Does nothing when it was started before. */
  start(): void {
    const waiting = this.#waiting;
    if (!waiting || this.#closing) return;
    this.#waiting = undefined;
    const engine = this.#fork();
    for (const port of waiting) engine.postMessage({ type: enginePorts.renderer }, [port]);
  }

  /** Undefined while there is no living engine; who asks wants one. */
  get client(): Client<EnginePortContract> | undefined {
    this.start();
    return this.#client;
  }

  /** A port for the page, whose other end the engine serves; it closes at once when the engine is dead. */
  openPagePort(): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    if (this.#waiting) this.#waiting.push(port2);
    else if (this.#process) this.#process.postMessage({ type: enginePorts.renderer }, [port2]);
    else port2.close();
    return port1;
  }

  /** Whether a publish runs; an engine that is dead or stuck counts as idle. */
  async isPublishing(): Promise<boolean> {
    const status = this.#client?.call("engine.status", {});
    return status ? (await withPatience(status, statusMs, { publishing: false })).publishing : false;
  }

  /** Starts an engine that was left dead. Does nothing while one lives. */
  revive(): void {
    this.start();
    if (this.#process || this.#closing) return;
    this.#restarts.renew();
    this.#fork();
  }

  /** Lets the engine finish its writes, then ends it. Never rejects, and may be called again. */
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
