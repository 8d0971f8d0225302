import { expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import type { TestReport } from "#contract/types/connection-test-types.ts";
import { Targets } from "#renderer/state/targets.ts";
import { eventually } from "#tests/support/eventually.ts";
import { serveEngine } from "../support/served-engine.ts";

const target = { kind: "folder", directory: "/srv/www", url: "http://example.jp/" } as const;
const passed: TestReport[] = [{ step: "write", state: "passed", values: {}, finding: null }];

test("a connection test that the author stopped does not succeed, even if its last answer arrives afterwards", async () => {
  const ends: (() => void)[] = [];
  const engine = serveEngine({
    "targets.test": () => new Promise((resolve) => ends.push(() => resolve(passed))),
  });
  const targets = new Targets(engine.client);
  const first = targets.test("live", target);
  await eventually(() => expect(ends).toHaveLength(1));
  targets.cancel();
  ends[0]?.();
  expect(await first).toBe(false);
  expect(targets.store.getState()).toMatchObject({ testing: false, reports: [] });

  const second = targets.test("live", target);
  await eventually(() => expect(ends).toHaveLength(2));
  ends[1]?.();
  expect(await second).toBe(true);
  expect(targets.store.getState()).toMatchObject({ testing: false, reports: passed });
});

test("the error of a change during a connection test stays visible when the test succeeds", async () => {
  let end = (): void => undefined;
  const engine = serveEngine({
    "targets.test": () =>
      new Promise((resolve) => {
        end = () => resolve(passed);
      }),
    "targets.change": () => Promise.reject(new AppError("file.readOnly", { path: "blog.yaml" })),
  });
  const targets = new Targets(engine.client);
  const tested = targets.test("live", target);
  expect(await targets.makeDefault("live")).toBe(false);
  end();
  expect(await tested).toBe(true);
  expect(targets.store.getState()).toMatchObject({ testing: false, error: { code: "file.readOnly" } });
});
