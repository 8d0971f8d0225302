import { expect, test } from "vitest";
import manifest from "../../../package.json";
import { chooseSteps, runInLanes } from "../../../scripts/test/schedule.mjs";
import { steps as realSteps } from "../../../scripts/test/steps.mjs";

const steps = [
  { name: "build", after: [] },
  { name: "e2e", after: ["build"] },
  { name: "unit", after: [] },
  { name: "lint", after: [] },
];

/** Runs the steps and records their events. Steps in `failing` fail. */
async function diaryOf(failing: string[], lanes = 2) {
  const diary: string[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  await runInLanes({
    steps,
    lanes,
    async run(step) {
      diary.push(`+${step.name}`);
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 5));
      atOnce -= 1;
      diary.push(`-${step.name}`);
      return !failing.includes(step.name);
    },
    skip(step, failed) {
      diary.push(`!${step.name} (${failed})`);
    },
  });
  return { diary, mostAtOnce };
}

test("two steps run concurrently, and a step waits for those in its `after`", async () => {
  const { diary, mostAtOnce } = await diaryOf([]);
  expect(mostAtOnce).toBe(2);
  expect(diary.indexOf("+e2e")).toBeGreaterThan(diary.indexOf("-build"));
  expect(diary.filter((entry) => entry.startsWith("-"))).toHaveLength(steps.length);
});

test("a step that only waits takes no lane, and only one such step runs at a time", async () => {
  const running = new Set<string>();
  const met: string[] = [];
  const ends = new Map<string, () => void>();
  const names = ["a", "b", "clock", "clock too"];
  const all = runInLanes({
    steps: names.map((name) => ({ name, after: [], waits: name.startsWith("clock") })),
    lanes: 2,
    async run({ name }) {
      running.add(name);
      met.push([...running].join(", "));
      await new Promise<void>((end) => ends.set(name, end));
      running.delete(name);
      return true;
    },
    skip: () => undefined,
  });
  await expect.poll(() => met).toEqual(["a", "a, b", "a, b, clock"]);
  ends.get("clock")?.();
  await expect.poll(() => met.slice(3)).toEqual(["a, b, clock too"]);
  for (const end of ends.values()) end();
  await all;
});

test("one lane keeps the order", async () => {
  const { diary, mostAtOnce } = await diaryOf([], 1);
  expect(mostAtOnce).toBe(1);
  expect(diary.filter((entry) => entry.startsWith("+"))).toEqual(["+build", "+e2e", "+unit", "+lint"]);
});

test("after a failure, the steps that depend on it are skipped, and the others run", async () => {
  const { diary } = await diaryOf(["build"]);
  expect(diary).toContain("!e2e (build)");
  expect(diary).not.toContain("+e2e");
  expect(diary).toContain("-lint");
});

test("steps that wait for each other are an error and do not hang", async () => {
  const circle = [
    { name: "a", after: ["b"] },
    { name: "b", after: ["a"] },
  ];
  const running = runInLanes({ steps: circle, lanes: 2, run: async () => true, skip: () => undefined });
  await expect(running).rejects.toThrow("a, b");
});

test("a requested step also runs those it depends on", () => {
  expect(chooseSteps(steps, ["e2e"]).map((step) => step.name)).toEqual(["build", "e2e"]);
  expect(chooseSteps(steps, [])).toEqual(steps);
  expect(() => chooseSteps(steps, ["e3e"])).toThrow(RangeError);
});

test("every part of `npm run check` is a step of `npm test`", () => {
  const parts = [...manifest.scripts.check.matchAll(/npm run ([\w:]+)/g)].map((match) => match[1]);
  expect(parts.length).toBeGreaterThan(2);
  const names = realSteps.map((step) => step.name);
  expect(parts.filter((part) => part !== undefined && !names.includes(part))).toEqual([]);
});
