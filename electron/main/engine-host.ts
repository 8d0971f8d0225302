import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from "electron";
import { connect } from "#contract/connect.ts";
import type { Client } from "#contract/definition.ts";
import type { EngineStart } from "#contract/engine-start.ts";
import { type EnginePortContract, enginePortContract, hostContract } from "#contract/host-contract.ts";
import { enginePorts } from "#contract/port-names.ts";
import { serve } from "#contract/serve.ts";
import { builtPaths } from "./paths.ts";
import type { SecretStore } from "./secrets.ts";
import { portWire } from "./wires.ts";

/** How many times within a minute a dying engine is started again before it is left dead. */
const restartsPerMinute = 3;

/**
 * One blog's engine in a process of its own. When it dies unasked, it is started again and `onReplaced` tells the window
 * to hand a new port to its page; the words are safe in the page and in the journal meanwhile.
 */
export class EngineHost {
  readonly #start: EngineStart;
  readonly #secrets: SecretStore;
  readonly #onReplaced: () => void;
  #process: UtilityProcess | undefined;
  #client: Client<EnginePortContract> | undefined;
  #closing = false;
  #deaths: number[] = [];

  constructor(start: EngineStart, secrets: SecretStore, onReplaced: () => void) {
    this.#start = start;
    this.#secrets = secrets;
    this.#onReplaced = onReplaced;
    this.#fork();
  }

  /** Undefined while there is no living engine. */
  get client(): Client<EnginePortContract> | undefined {
    return this.#client;
  }

  get processId(): number | undefined {
    return this.#process?.pid;
  }

  /** A port for the page, whose other end the engine serves. */
  openPagePort(): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    this.#process?.postMessage({ type: enginePorts.renderer }, [port2]);
    return port1;
  }

  /** Lets the engine finish its writes, then ends it. */
  async close(): Promise<void> {
    this.#closing = true;
    const process = this.#process;
    if (!process) return;
    const ended = new Promise<void>((resolve) => process.once("exit", () => resolve()));
    await this.#client?.call("engine.close", {}).catch(() => undefined);
    process.kill();
    await ended;
  }

  #fork(): void {
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
        "secret.get": (id) => ({ secret: this.#secrets.get(id) }),
        "secret.set": ({ secret, ...id }) => ({ stored: this.#secrets.set(id, secret) }),
        "secret.remove": (id) => {
          this.#secrets.remove(id);
          return {};
        },
      },
      portWire(hostPort),
    );
    child.once("exit", () => this.#ended());
  }

  #ended(): void {
    this.#process = undefined;
    this.#client = undefined;
    if (this.#closing) return;
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((time) => now - time < 60_000), now];
    if (this.#deaths.length > restartsPerMinute) return;
    this.#fork();
    this.#onReplaced();
  }
}
