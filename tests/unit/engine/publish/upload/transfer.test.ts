import { expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { ByteWindow } from "#engine/publish/base/byte-window.ts";
import { HandleGate } from "#engine/publish/upload/handle-gate.ts";
import { pipeline } from "#engine/publish/base/pipeline.ts";
import { RemoteError, type RemoteFile } from "#engine/publish/base/remote-files.ts";

const kilobyte = 1024;

test("the byte window starts small, adapts to the line, and stays within its bounds", async () => {
  let time = 0;
  const window = new ByteWindow(() => time);
  expect(window.limit).toBe(512 * kilobyte);
  const pass = async (bytes: number, ms: number): Promise<void> => {
    await window.take(bytes);
    time += ms;
    window.done(bytes);
  };
  for (let round = 0; round < 20; round += 1) await pass(200 * kilobyte, 100);
  expect(window.limit / kilobyte).toBeGreaterThan(1900);
  expect(window.limit / kilobyte).toBeLessThan(2100);
  for (let round = 0; round < 20; round += 1) await pass(2000 * kilobyte, 100);
  expect(window.limit / kilobyte).toBe(4096);
  for (let round = 0; round < 20; round += 1) await pass(20 * kilobyte, 1000);
  expect(window.limit / kilobyte).toBe(256);
});

test("until throughput is measured, the window doubles with each round trip", async () => {
  let time = 0;
  const window = new ByteWindow(() => time);
  const limits: number[] = [];
  for (let trip = 0; trip < 3; trip += 1) {
    const chunks = window.limit / (64 * kilobyte);
    for (let chunk = 0; chunk < chunks; chunk += 1) await window.take(64 * kilobyte);
    time += 20;
    for (let chunk = 0; chunk < chunks; chunk += 1) window.done(64 * kilobyte);
    limits.push(window.limit / kilobyte);
  }
  expect(limits).toEqual([1024, 2048, 4096]);
  await window.take(100 * kilobyte);
  time += 1000;
  window.done(100 * kilobyte);
  expect(window.limit / kilobyte).toBeLessThan(2100);
});

test("an item that does not fit waits; one larger than the window is sent alone", async () => {
  const window = new ByteWindow(() => 0);
  const order: string[] = [];
  await window.take(500 * kilobyte);
  const large = window.take(900 * kilobyte).then(() => order.push("large"));
  const small = window.take(200 * kilobyte).then(() => order.push("small"));
  await Promise.resolve();
  expect(order).toEqual([]);
  window.done(500 * kilobyte);
  await large;
  expect(order).toEqual(["large"]);
  window.done(900 * kilobyte);
  await small;
  expect(order).toEqual(["large", "small"]);
});

test("the pipeline widens with each item, up to 256", async () => {
  let running = 0;
  let widest = 0;
  const widths: number[] = [];
  await pipeline(
    Array.from({ length: 3000 }, (_, index) => index),
    async () => {
      running += 1;
      widest = Math.max(widest, running);
      widths.push(running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    },
  );
  expect(Math.max(...widths.slice(0, 16))).toBe(16);
  expect(widest).toBe(256);
});

test("after a failure, a pipeline rejects when all running items have ended", async () => {
  let ended = 0;
  const work = async (item: number): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    ended += 1;
    if (item === 3) throw new Error("third");
  };
  await expect(pipeline([1, 2, 3, 4, 5], work)).rejects.toThrow("third");
  expect(ended).toBe(5);
  await expect(pipeline([1], work, AbortSignal.abort())).rejects.toBeInstanceOf(AppError);
  expect(ended).toBe(5);
});

for (const allowed of [1, 8, 64]) {
  test(`an undeclared limit of ${allowed} open files on the server is detected`, async () => {
    const gate = new HandleGate(200);
    let open = 0;
    let refused = 0;
    const file: RemoteFile = {
      read: async () => new Uint8Array(),
      write: async () => undefined,
      chmod: async () => undefined,
      close: async () => undefined,
    };
    const request = async (): Promise<RemoteFile> => {
      await new Promise((resolve) => setImmediate(resolve));
      if (open >= allowed) {
        refused += 1;
        throw new RemoteError("open", "/x", 4, "Failure");
      }
      open += 1;
      return file;
    };
    await pipeline(
      Array.from({ length: 500 }, (_, index) => index),
      async () => {
        await gate.open(request);
        await new Promise((resolve) => setImmediate(resolve));
        open -= 1;
        gate.closed();
      },
    );
    expect(refused).toBeGreaterThan(0);
    expect(open).toBe(0);
  });
}

test("a refusal while no other file is open is a real one", async () => {
  const gate = new HandleGate(64);
  const request = () => Promise.reject(new RemoteError("open", "/x", 4, "Failure"));
  await expect(gate.open(request)).rejects.toThrow("Failure");
  await expect(gate.open(request)).rejects.toThrow("Failure");
});
