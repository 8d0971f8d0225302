import { EventEmitter } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import type { EngineStart } from "#contract/engine-start.ts";
import { enginePorts } from "#contract/rpc/ports.ts";

/** A message port without another end. */
class Port extends EventEmitter {
  readonly start = (): void => undefined;
  readonly close = (): void => undefined;
  readonly postMessage = (): void => undefined;
}

/** An engine process that ends when it is killed, and never answers. */
class Engine extends EventEmitter {
  readonly start: EngineStart;
  readonly postMessage = vi.fn();

  constructor(argument: string) {
    super();
    this.start = JSON.parse(argument);
    engines.push(this);
  }

  kill(): void {
    this.emit("exit");
  }
}

const engines: Engine[] = [];

vi.mock("electron", () => ({
  app: { getAppPath: () => "/" },
  MessageChannelMain: class {
    readonly port1 = new Port();
    readonly port2 = new Port();
  },
  utilityProcess: { fork: (_file: string, [start = ""]: string[]) => new Engine(start) },
}));
const { EngineHost } = await import("#main/engine-host.ts");

afterEach(() => {
  engines.length = 0;
});

const start: EngineStart = {
  folder: "/old",
  sample: false,
  resources: "/r",
  siteOrigin: "site://b1",
  dataFolder: "/d",
  stateRoot: "/s",
  version: "1",
};

function host() {
  const events = { onReplaced: vi.fn(), onGivenUp: vi.fn() };
  return { events, engine: new EngineHost(start, {} as never, events) };
}

test("an engine that crashed too often runs in the blog's new folder, and the page gets a port to it", async () => {
  const { engine, events } = host();
  engine.start();
  while (events.onGivenUp.mock.calls.length === 0) engines.at(-1)?.kill();
  events.onReplaced.mockClear();
  await engine.moveTo({ ...start, folder: "/new" });
  expect(engines.at(-1)?.start.folder).toBe("/new");
  expect(events.onReplaced).toHaveBeenCalledOnce();
});

test("an engine that was never started begins in the blog's new folder, with the ports that waited for it", async () => {
  const { engine, events } = host();
  engine.openPagePort();
  await engine.moveTo({ ...start, folder: "/new" });
  expect(engines.map((each) => each.start.folder)).toEqual(["/new"]);
  expect(events.onReplaced).not.toHaveBeenCalled();
});

test("a page that is reloaded after too many crashes of the engine gets a new engine", async () => {
  const { engine, events } = host();
  engine.start();
  while (events.onGivenUp.mock.calls.length === 0) engines.at(-1)?.kill();
  const crashed = engines.length;
  engine.openPagePort();
  expect(engines.length).toBe(crashed + 1);
  expect(engines.at(-1)?.postMessage).toHaveBeenCalledWith({ type: enginePorts.renderer }, [
    expect.any(Port),
  ]);
});

test("a closed engine is not started by a page", async () => {
  const { engine } = host();
  await engine.close();
  engine.openPagePort();
  engine.start();
  expect(engines).toEqual([]);
});
