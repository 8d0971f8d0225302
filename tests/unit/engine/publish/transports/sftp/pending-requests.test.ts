import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "#contract/errors.ts";
import { RemoteError } from "#engine/publish/base/remote-files.ts";
import { PendingRequests } from "#engine/publish/transports/sftp/pending-requests.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a request without an answer fails at its deadline, and closes the connection", async () => {
  const dropped = vi.fn();
  const pending = new PendingRequests(5_000, dropped);
  const answer = pending.run("open", "/a", () => undefined).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(dropped).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await answer).toMatchObject({ code: "publish.connectionLost" });
  expect(dropped).toHaveBeenCalledOnce();
  expect(pending.isLost).toBe(true);
  await expect(pending.run("open", "/b", () => undefined)).rejects.toMatchObject({
    code: "publish.connectionLost",
  });
});

test("no timer outlives its request: answered, refused at once, or lost", async () => {
  const pending = new PendingRequests(5_000, () => undefined);
  await pending.run<void>("close", "/a", ({ answered }) => answered(undefined));
  expect(vi.getTimerCount()).toBe(0);
  const refused = pending.run("rename", "/a", () => {
    throw new Error("Server does not support this extended request");
  });
  await expect(refused).rejects.toThrow(RemoteError);
  expect(vi.getTimerCount()).toBe(0);
  const lost = pending.run("open", "/a", () => undefined).catch((error: unknown) => error);
  pending.failAll(new AppError("publish.connectionLost", { reason: "test" }));
  await lost;
  expect(vi.getTimerCount()).toBe(0);
});

test("a status is the server's refusal; without one the connection is lost", async () => {
  const pending = new PendingRequests(5_000, () => undefined);
  const fail = (error: Error) => pending.run("open", "/a", ({ failed }) => failed(error));
  await expect(fail(Object.assign(new Error("no\u001B[2J"), { code: 3 }))).rejects.toMatchObject({
    name: "RemoteError",
    status: 3,
    message: "open /a: no[2J (3)",
  });
  await expect(fail(new Error("No response from server"))).rejects.toMatchObject({
    code: "publish.connectionLost",
  });
});
