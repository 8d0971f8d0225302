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

/** Calls whose input contains a body. A test's handler gets the whole body, even if only edits were sent. */
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

/** The engine's end of a real wire. Answers with a test's handlers, and records all calls. */
export interface ServedEngine {
  readonly client: ReplaceableClient<EngineContract>;
  readonly server: Server<EngineContract>;
  /** Name and input of each call, in order. The inputs contain whole bodies, even if only edits were sent. */
  readonly calls: readonly (readonly [name: string, input: unknown])[];
  /** The bodies as they were sent: whole or as edits. */
  readonly sentBodies: readonly TypedBody[];
  /** Replaces the engine by one with other handlers, as after a crash. */
  replace(handlers: ServedHandlers): Server<EngineContract>;
  /** Returns the names of the calls so far. */
  names(): string[];
}

/**
 * Serves the engine's contract on a message channel. Calls without a handler are answered with `internal`.
 */
export function serveEngine(handlers: ServedHandlers): ServedEngine {
  const calls: [string, unknown][] = [];
  const sentBodies: TypedBody[] = [];
  const first = start(handlers, calls, sentBodies);
  const client = new ReplaceableClient(first.client);
  return {
    client,
    server: first.server,
    calls,
    sentBodies,
    replace: (others) => {
      const next = start(others, calls, sentBodies);
      client.replace(next.client);
      return next.server;
    },
    names: () => calls.map(([name]) => name),
  };
}

function start(handlers: ServedHandlers, calls: [string, unknown][], sentBodies: TypedBody[]) {
  const [here, there] = wirePair();
  const bodies = new TypedBodies();
  const recorded = Object.fromEntries(
    Object.keys(engineContract.calls).map((name) => [
      name,
      (given: never, signal: never) => {
        let input = given;
        if (bodyCalls.some((call) => call === name)) {
          const { body } = given as { body: TypedBody };
          sentBodies.push(body);
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

/** Returns a post as the engine returns it. */
export function postFile(changes: Partial<PostDocument> = {}): PostDocument {
  return {
    path: "posts/rain.md",
    kind: "post",
    frontMatter: "---\ntitle: 雨\n---\n",
    body: "静かな雨です。",
    properties: { title: "雨" },
    problem: null,
    hash: "h1",
    encoding: null,
    state: "draft",
    address: "20260506-1800.html",
    frozen: false,
    ...changes,
  };
}
