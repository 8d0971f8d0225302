import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RemoteError, remoteStatus } from "#engine/publish/base/remote-files.ts";
import { SilenceWatch } from "#engine/publish/transports/rclone/silence-watch.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = (): Promise<never> => new Promise(() => undefined);

/** Watches a server with a limit of 6 seconds. Returns the watch, and how often the server counted as silent. */
function watch(server: { readonly transferred?: () => number; readonly ask?: () => Promise<unknown> }) {
  const { transferred = () => 0, ask = never } = server;
  const silences: number[] = [];
  const watching = new SilenceWatch({
    limitMs: 6000,
    transferred: async () => transferred(),
    ask,
    onSilence: () => silences.push(Date.now()),
  });
  return { watching, silences };
}

test("a server that answers nothing and takes no byte is silent after the limit, once", async () => {
  const { watching, silences } = watch({});
  const start = Date.now();
  void watching.during(never);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(silences).toEqual([start + 6000]);
});

test("a long upload is no silence, as long as bytes are transferred", async () => {
  let bytes = 0;
  const ask = vi.fn(never);
  const { watching, silences } = watch({ transferred: () => (bytes += 1000), ask });
  void watching.during(never);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(silences).toEqual([]);
  expect(ask).not.toHaveBeenCalled();
});

test("the server is not asked again before it has answered", async () => {
  const ask = vi.fn(never);
  const { watching } = watch({ ask });
  void watching.during(never);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(1);
});

test("a long request is no silence, as long as the server answers others, or refuses them", async () => {
  for (const answer of [
    async () => "there",
    async () => Promise.reject(new RemoteError("stat", "/", remoteStatus.failure, "too many connections")),
  ]) {
    const { watching, silences } = watch({ ask: answer });
    void watching.during(never);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(silences).toEqual([]);
  }
});

test("a connection that cannot be made is no answer", async () => {
  const { watching, silences } = watch({ ask: async () => Promise.reject(new Error("no route to host")) });
  void watching.during(never);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(silences).toHaveLength(1);
});

test("requests that end are no silence, and without a request nothing is asked", async () => {
  const ask = vi.fn(never);
  const { watching, silences } = watch({ ask });
  void watching.during(() => new Promise((resolve) => setTimeout(resolve, 9000)));
  for (let second = 0; second < 9; second += 1) {
    await vi.advanceTimersByTimeAsync(1000);
    await watching.during(async () => "answered");
  }
  await vi.advanceTimersByTimeAsync(1000);
  ask.mockClear();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).not.toHaveBeenCalled();
  expect(silences).toEqual([]);
});
