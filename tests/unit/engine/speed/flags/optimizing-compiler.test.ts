import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const source = join(import.meta.dirname, "../../../../../electron/engine/speed/flags/optimizing-compiler.ts");

/** Says of three functions that are called over and over whether Turbofan compiles them: before, within and after `optimized`. */
const program = `
import { leaveOptimizingOut, optimized } from ${JSON.stringify(source)};
import { setTimeout as pause } from "node:timers/promises";

const turbofanned = 1 << 6;

let asked = 0;

/** A machine that is busy compiles late: whoever expects it waits for it. */
async function isOptimized(rounds = 3000) {
  asked += 1;
  // One of its own each time: V8 remembers what it compiled of the same source
  const hot = new Function("count", "let sum = " + asked + "; for (let i = 0; i < count; i += 1) sum += i % 7; return sum;");
  for (let round = 0; round < rounds; round += 1) {
    for (let call = 0; call < 1000; call += 1) hot(200 + call);
    await pause(1);
    if (%GetOptimizationStatus(hot) & turbofanned) return true;
  }
  return false;
}

const plain = await optimized(() => isOptimized());
leaveOptimizingOut();
const before = await isOptimized(60);
const within = await optimized(() => Promise.all([isOptimized(), isOptimized()]));
console.log(JSON.stringify([plain, before, ...within, await isOptimized(60)]));
`;

test("a short run does without the optimizing compiler, but for work that asks for it", () => {
  const args = ["--allow-natives-syntax", "--input-type=module", "--eval", program];
  const said = execFileSync(process.execPath, args, { encoding: "utf8" });
  expect(JSON.parse(said)).toEqual([true, false, true, true, false]);
});
