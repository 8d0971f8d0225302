import { expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { OneAtATime } from "#engine/app/publish/one-at-a-time.ts";

test("a failure of the work after a publish does not hide the result of the publish", async () => {
  const line = new OneAtATime(async () => {
    throw new Error("after");
  });
  const failing = line.run(new Cancellation(), async () => {
    throw new Error("publish");
  });
  await expect(failing).rejects.toThrow("publish");
  expect(await line.run(new Cancellation(), async () => "live")).toBe("live");
});
