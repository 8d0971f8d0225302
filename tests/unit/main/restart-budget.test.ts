import { expect, test } from "vitest";
import { RestartBudget } from "#main/restart-budget.ts";

test("the number of automatic starts per minute is limited", () => {
  let now = 0;
  const budget = new RestartBudget(2, () => now);
  expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false]);
  now = 59_999;
  expect(budget.spend()).toBe(false);
  now = 60_000;
  expect(budget.spend()).toBe(true);
});

test("a start on request is always permitted", () => {
  const budget = new RestartBudget(1, () => 0);
  budget.spend();
  budget.renew();
  expect(budget.spend()).toBe(true);
});
