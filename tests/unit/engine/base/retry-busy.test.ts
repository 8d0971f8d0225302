import { expect, test } from "vitest";
import { retryBusy, retryBusySync } from "#engine/base/retry-busy.ts";

function failing(code: string, times: number): { run(): void; calls: number } {
  const operation = {
    calls: 0,
    run(): void {
      operation.calls += 1;
      if (operation.calls <= times) throw Object.assign(new Error(code), { code });
    },
  };
  return operation;
}

/** Both ways to wait, as promises. */
const ways = [
  ["waiting", (run: () => void) => retryBusy(async () => run())],
  ["blocking", async (run: () => void) => retryBusySync(run)],
] as const;

test.each(ways)("a busy file is tried again, %s", async (_name, retry) => {
  const operation = failing("EBUSY", 2);
  await retry(operation.run);
  expect(operation.calls).toBe(3);
});

test.each(ways)("a file that stays busy fails in the end, %s", async (_name, retry) => {
  const operation = failing("EPERM", 100);
  await expect(retry(operation.run)).rejects.toMatchObject({ code: "EPERM" });
  expect(operation.calls).toBe(7);
});

test.each(ways)("any other error is not tried again, %s", async (_name, retry) => {
  const operation = failing("ENOSPC", 1);
  await expect(retry(operation.run)).rejects.toMatchObject({ code: "ENOSPC" });
  expect(operation.calls).toBe(1);
});
