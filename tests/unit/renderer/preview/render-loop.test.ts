import { expect, test } from "vitest";
import { RenderLoop, type RenderRequest } from "#renderer/preview/render-loop.ts";

/** Returns a loop whose renderings end when the test decides. */
function loopUnderTest() {
  const started: string[] = [];
  const shown: string[] = [];
  const failed: string[] = [];
  const ends: { resolve: (answer: string) => void; reject: (error: unknown) => void }[] = [];
  const name = ({ path, version }: RenderRequest): string => `${path}${version}`;
  const loop = new RenderLoop<RenderRequest, string>({
    render: (request) => {
      started.push(name(request));
      return new Promise((resolve, reject) => ends.push({ resolve, reject }));
    },
    show: (_answer, request) => shown.push(name(request)),
    fail: (_error, request) => failed.push(name(request)),
  });
  const settle = async (act: () => void): Promise<void> => {
    act();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    loop,
    started,
    shown,
    failed,
    end: () => settle(() => ends.shift()?.resolve("")),
    break: () => settle(() => ends.shift()?.reject(new Error("theme"))),
  };
}

test("the first text is rendered at once", () => {
  const { loop, started } = loopUnderTest();
  loop.request({ path: "a", version: 1 });
  expect(started).toEqual(["a1"]);
});

test("while one rendering runs, only the newest text waits, and those between are never rendered", async () => {
  const { loop, started, shown, end } = loopUnderTest();
  for (const version of [1, 2, 3, 4]) loop.request({ path: "a", version });
  expect(started).toEqual(["a1"]);
  await end();
  expect(started).toEqual(["a1", "a4"]);
  await end();
  expect(shown).toEqual(["a1", "a4"]);
});

test("the answer for a post that is no longer open is dropped", async () => {
  const { loop, shown, started, end } = loopUnderTest();
  loop.request({ path: "a", version: 1 });
  loop.request({ path: "b", version: 1 });
  await end();
  expect(shown).toEqual([]);
  await end();
  expect(shown).toEqual(["b1"]);
  loop.request({ path: "b", version: 2 });
  loop.request(null);
  await end();
  expect(shown).toEqual(["b1"]);
  expect(started).toEqual(["a1", "b1", "b2"]);
});

test("during a composition nothing is rendered; its end renders the newest text", async () => {
  const { loop, started, shown, end } = loopUnderTest();
  loop.hold(true);
  loop.request({ path: "a", version: 1 });
  loop.request({ path: "a", version: 2 });
  expect(started).toEqual([]);
  loop.hold(false);
  expect(started).toEqual(["a2"]);
  await end();
  expect(shown).toEqual(["a2"]);
});

test("an answer during a composition is not shown, but requested again afterwards", async () => {
  const { loop, started, shown, end } = loopUnderTest();
  loop.request({ path: "a", version: 1 });
  loop.hold(true);
  await end();
  expect(shown).toEqual([]);
  loop.hold(false);
  expect(started).toEqual(["a1", "a1"]);
  await end();
  expect(shown).toEqual(["a1"]);
});

test("a failure is reported and does not stop the loop", async () => {
  const { loop, failed, shown, end, ...rest } = loopUnderTest();
  loop.request({ path: "a", version: 1 });
  loop.request({ path: "a", version: 2 });
  await rest.break();
  expect(failed).toEqual(["a1"]);
  await end();
  expect(shown).toEqual(["a2"]);
});

test("the newest text can be rendered again", async () => {
  const { loop, started, end } = loopUnderTest();
  loop.again();
  expect(started).toEqual([]);
  loop.request({ path: "a", version: 1 });
  await end();
  loop.again();
  expect(started).toEqual(["a1", "a1"]);
});
