import { expect, test } from "vitest";
import { z } from "zod";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { connect } from "#contract/rpc/connect.ts";
import { defineContract, type Handlers } from "#contract/rpc/definition.ts";
import { AppError } from "#contract/errors.ts";
import { serve } from "#contract/rpc/serve.ts";
import { wirePair } from "#tests/support/wire-pair.ts";

const contract = defineContract({
  calls: {
    double: { input: z.object({ n: z.number() }), output: z.number() },
    fail: { input: z.object({}), output: z.object({}) },
    wait: { input: z.object({}), output: z.object({}) },
  },
  events: { tick: z.object({ at: z.number() }) },
});

const handlers: Handlers<typeof contract> = {
  double: ({ n }) => n * 2,
  fail: () => {
    throw new AppError("file.notFound", { path: "posts/a.md" });
  },
  wait: (_input, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(new AppError("call.cancelled")), { once: true });
    }),
};

function boundary(answers = handlers) {
  const [left, right] = wirePair();
  return { server: serve(contract, answers, left), client: connect(contract, right), raw: right };
}

test("a call is answered", async () => {
  const { client } = boundary();
  await expect(client.call("double", { n: 21 })).resolves.toBe(42);
});

test("an input that the schema rejects never reaches the handler", async () => {
  let reached = 0;
  const { client } = boundary({ ...handlers, double: () => ++reached });
  await expect(client.call("double", { n: "21" } as never)).rejects.toMatchObject({ code: "call.invalid" });
  expect(reached).toBe(0);
});

test("names that are no calls are rejected, including inherited ones", async () => {
  const { client } = boundary();
  for (const name of ["nothing", "toString", "__proto__"]) {
    await expect(client.call(name as never, {} as never)).rejects.toMatchObject({ code: "call.invalid" });
  }
});

test("an error keeps its code and values across the wire", async () => {
  const { client } = boundary();
  const error = await client.call("fail", {}).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: "file.notFound", values: { path: "posts/a.md" } });
});

test("a bug arrives as `internal`", async () => {
  const { client } = boundary({
    ...handlers,
    fail: () => {
      throw new TypeError("x is not a function");
    },
  });
  await expect(client.call("fail", {})).rejects.toMatchObject({ code: "internal" });
});

test("cancelling reaches the handler", async () => {
  const { client } = boundary();
  const cancellation = new Cancellation();
  const call = client.call("wait", {}, cancellation);
  cancellation.cancel();
  await expect(call).rejects.toMatchObject({ code: "call.cancelled" });
});

test("a call with a signal that has already fired is not sent", async () => {
  let reached = 0;
  const { client } = boundary({ ...handlers, double: () => ++reached });
  const cancellation = new Cancellation();
  cancellation.cancel();
  await expect(client.call("double", { n: 1 }, cancellation)).rejects.toMatchObject({
    code: "call.cancelled",
  });
  await client.call("double", { n: 1 });
  expect(reached).toBe(1);
});

test("when the other side disappears, waiting calls reject and their handlers are cancelled", async () => {
  let cancelled = false;
  const { client, server } = boundary({
    ...handlers,
    wait: (_input, signal) =>
      new Promise(() => {
        signal.addEventListener("abort", () => {
          cancelled = true;
        });
      }),
  });
  const call = client.call("wait", {});
  await client.call("double", { n: 1 });
  server.close();
  await expect(call).rejects.toMatchObject({ code: "call.closed" });
  await expect(client.call("double", { n: 1 })).rejects.toMatchObject({ code: "call.closed" });
  expect(cancelled).toBe(true);
});

test("events reach their listeners until these stop listening; malformed events never do", async () => {
  const { client, server } = boundary();
  const seen: number[] = [];
  const stop = client.on("tick", ({ at }) => seen.push(at));
  server.emit("tick", { at: 1 });
  server.emit("tick", { at: "two" } as never);
  await client.call("double", { n: 1 });
  stop();
  server.emit("tick", { at: 3 });
  await client.call("double", { n: 1 });
  expect(seen).toEqual([1]);
});

test("messages that are no envelope are ignored", async () => {
  const { client, raw } = boundary();
  raw.send("nonsense");
  raw.send({ type: "call" });
  await expect(client.call("double", { n: 2 })).resolves.toBe(4);
});
