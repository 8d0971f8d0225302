import { expect, test } from "vitest";
import { RestartBudget } from "#main/restart-budget.ts";

test("so many starts a minute, and no more", () => {
  let now = 0;
  const budget = new RestartBudget(2, () => now);
  expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false]);
  now = 59_999;
  expect(budget.spend()).toBe(false);
  now = 60_000;
  expect(budget.spend()).toBe(true);
});

test("a person who asks gets a new start", () => {
  const budget = new RestartBudget(1, () => 0);
  budget.spend();
  budget.renew();
  expect(budget.spend()).toBe(true);
});
