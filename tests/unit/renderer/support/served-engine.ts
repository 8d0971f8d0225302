import type { PostDocument } from "#contract/types/blog-types.ts";
import { connect } from "#contract/rpc/connect.ts";
import type { CallInput, Handlers, Server } from "#contract/rpc/definition.ts";
import { type EngineContract, engineContract } from "#contract/engine-contract.ts";
import { serve } from "#contract/rpc/serve.ts";
import type { TypedBody } from "#contract/types/typed-body.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { TypedBodies } from "#engine/app/typed-bodies.ts";
import { ReplaceableClient } from "#renderer/state/replaceable-client.ts";
import { wirePair } from "#tests/support/wire-pair.ts";

/** Calls about a body; handlers of tests get it as the engine's do, however it was told. */
const bodyCalls = ["preview.render", "journal.write", "check.text"] as const;
type BodyCall = (typeof bodyCalls)[number];

export type ServedHandlers = Partial<
  Omit<Handlers<EngineContract>, BodyCall> & {
    [N in BodyCall]: (
      input: Omit<CallInput<EngineContract, N>, "body"> & { readonly body: string },
      signal: CancelSignal,
    ) => ReturnType<Handlers<EngineContract>[N]>;
  }
>;

/** The engine's side of a real wire, answering with a test's handlers and keeping what was asked. */
export interface ServedEngine {
  readonly client: ReplaceableClient<EngineContract>;
  readonly server: Server<EngineContract>;
  /** Name and input of each call, in order; bodies as they are, however they were told. */
  readonly calls: readonly (readonly [name: string, input: unknown])[];
  /** How bodies were told. */
  readonly told: readonly TypedBody[];
  /** Puts an engine with other handlers in its place, as after a crash. */
  replace(handlers: ServedHandlers): Server<EngineContract>;
  /** Names of the calls so far. */
  names(): string[];
}

/** Serves the engine's contract on a message channel. Calls without a handler are answered with `internal`. */
export function serveEngine(handlers: ServedHandlers): ServedEngine {
  const calls: [string, unknown][] = [];
  const told: TypedBody[] = [];
  const first = start(handlers, calls, told);
  const client = new ReplaceableClient(first.client);
  return {
    client,
    server: first.server,
    calls,
    told,
    replace: (others) => {
      const next = start(others, calls, told);
      client.replace(next.client);
      return next.server;
    },
    names: () => calls.map(([name]) => name),
  };
}

function start(handlers: ServedHandlers, calls: [string, unknown][], told: TypedBody[]) {
  const [here, there] = wirePair();
  const bodies = new TypedBodies();
  const recorded = Object.fromEntries(
    Object.keys(engineContract.calls).map((name) => [
      name,
      (given: never, signal: never) => {
        let input = given;
        if (bodyCalls.some((call) => call === name)) {
          const { body } = given as { body: TypedBody };
          told.push(body);
          input = { ...(given as object), body: bodies.take(body) } as never;
        }
        calls.push([name, input]);
        const handler = handlers[name as keyof typeof handlers];
        if (!handler) throw new Error(`not served: ${name}`);
        return (handler as (given: unknown, signal: unknown) => unknown)(input, signal);
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
