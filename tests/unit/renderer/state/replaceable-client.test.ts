import { expect, test, vi } from "vitest";
import { serveEngine } from "../support/served-engine.ts";
import { eventually } from "#tests/support/eventually.ts";

test("listeners and calls move to the new engine, and not back", async () => {
  const { client, server, replace } = serveEngine({ "posts.find": () => ["old.md"] });
  const received: string[] = [];
  const stop = client.on("post.removedOnDisk", ({ path }) => received.push(path));
  const next = replace({ "posts.find": () => ["new.md"] });
  expect(await client.call("posts.find", { query: "雨" })).toEqual(["new.md"]);
  next.emit("post.removedOnDisk", { path: "a.md" });
  await eventually(() => expect(received).toEqual(["a.md"]));
  stop();
  next.emit("post.removedOnDisk", { path: "b.md" });
  await client.call("posts.find", { query: "" });
  expect(received).toEqual(["a.md"]);
  server.close();
});

test("running calls are rejected when the engine dies", async () => {
  const { client, server } = serveEngine({ "posts.find": () => new Promise(() => undefined) });
  const call = client.call("posts.find", { query: "雨" });
  server.close();
  await expect(call).rejects.toMatchObject({ code: "call.closed" });
});

test("listeners are notified of a replacement", () => {
  const { client, replace } = serveEngine({});
  const replaced = vi.fn();
  const stop = client.onReplaced(replaced);
  replace({});
  stop();
  replace({});
  expect(replaced).toHaveBeenCalledTimes(1);
});
