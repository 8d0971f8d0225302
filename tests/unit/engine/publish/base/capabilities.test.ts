import { expect, test } from "vitest";
import {
  type Capabilities,
  lockStrategy,
  probeStrategy,
  replaceStrategy,
  swapOperations,
} from "#engine/publish/base/capabilities.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";

const all: Capabilities = { ...new LocalFiles().capabilities, ordered: true };

test("work begins ahead of a lock only if requests are ordered and the lock excludes others", () => {
  expect(lockStrategy(all)).toBe("ahead");
  expect(lockStrategy({ ...all, ordered: false })).toBe("confirmed");
  expect(lockStrategy({ ...all, directoryRename: false })).toBe("confirmed");
});

test("a server is tested at once only if it is expected to act as most do", () => {
  expect(probeStrategy(all)).toBe("atOnce");
  expect(probeStrategy({ ...all, ordered: false })).toBe("stepByStep");
  expect(probeStrategy({ ...all, renameOver: false })).toBe("stepByStep");
});

test("how files are replaced follows from the test of the server; a swap also needs links", () => {
  const how = (["posix", "plain", "none"] as const).map((replace) => ({ replace, keepsModes: true }));
  expect(how.map(replaceStrategy)).toEqual(["renameOver", "plainRename", "moveAside"]);
  expect(how.map((traits) => swapOperations(all, traits))).toEqual([all.links, null, null]);
  expect(how.map((traits) => swapOperations({ ...all, links: null }, traits))).toEqual([null, null, null]);
});
