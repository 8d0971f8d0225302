import type { PostDocument } from "#contract/blog-types.ts";
import { connect } from "#contract/connect.ts";
import type { Handlers, Server } from "#contract/definition.ts";
import { type EngineContract, engineContract } from "#contract/engine-contract.ts";
import { serve } from "#contract/serve.ts";
import { ReplaceableClient } from "#renderer/state/replaceable-client.ts";
import { wirePair } from "#tests/support/wire-pair.ts";

/** The engine's side of a real wire, answering with a test's handlers and keeping what was asked. */
export interface ServedEngine {
  readonly client: ReplaceableClient<EngineContract>;
  readonly server: Server<EngineContract>;
  /** Name and input of each call, in order. */
  readonly calls: readonly (readonly [name: string, input: unknown])[];
  /** Puts an engine with other handlers in its place, as after a crash. */
  replace(handlers: Partial<Handlers<EngineContract>>): Server<EngineContract>;
  /** Names of the calls so far. */
  names(): string[];
}

/** Serves the engine's contract on a message channel. Calls without a handler are answered with `internal`. */
export function serveEngine(handlers: Partial<Handlers<EngineContract>>): ServedEngine {
  const calls: [string, unknown][] = [];
  const first = start(handlers, calls);
  const client = new ReplaceableClient(first.client);
  return {
    client,
    server: first.server,
    calls,
    replace: (others) => {
      const next = start(others, calls);
      client.replace(next.client);
      return next.server;
    },
    names: () => calls.map(([name]) => name),
  };
}

function start(handlers: Partial<Handlers<EngineContract>>, calls: [string, unknown][]) {
  const [here, there] = wirePair();
  const recorded = Object.fromEntries(
    Object.keys(engineContract.calls).map((name) => [
      name,
      (input: never, signal: never) => {
        calls.push([name, input]);
        const handler = handlers[name as keyof typeof handlers];
        if (!handler) throw new Error(`not served: ${name}`);
        return handler(input, signal);
      },
    ]),
  ) as unknown as Handlers<EngineContract>;
  return { client: connect(engineContract, here), server: serve(engineContract, recorded, there) };
}

/** A post as the engine gives it. */
export function postFile(changes: Partial<PostDocument> = {}): PostDocument {
  return {
    path: "posts/rain.md",
    kind: "post",
    frontMatter: "---\ntitle: 雨\n---\n",
    body: "静かな雨です。",
    properties: { title: "雨" },
    problem: null,
    hash: "h1",
    state: "draft",
    address: "20260506-1800.html",
    frozen: false,
    ...changes,
  };
}
