import { loadavg } from "node:os";
import { setDesk } from "./app/desk.ts";
import { keysPart } from "./app/keys-part.ts";
import { listPart } from "./app/list-part.ts";
import { memoryPart } from "./app/memory-part.ts";
import { optionPart } from "./app/option-part.ts";
import type { Part } from "./app/part.ts";
import { startPart } from "./app/start-part.ts";
import { threadPart, threadTexts } from "./app/thread-part.ts";
import { type Goal, printGoals } from "./goals.ts";
import { readOptions } from "./options.ts";

/**
 * Measures the real program on the available display.
 * Run `npm run bench:app -- [--parts start,keys,thread,option,list,memory] [--rounds 3] [--keys 50]
 * [--posts 100] [--some 1000] [--many 10000] [--texts 3,50,1000,paragraph]`.
 * Prints one line for each goal at the end. The exit code is 1 if a goal is missed.
 */
const options = readOptions(3, ["keys", "posts", "some", "many"], ["parts", "texts"]);
const effort = {
  rounds: options.rounds,
  keys: options.number("keys", 50),
  texts: options.text("texts", threadTexts.join(",")).split(","),
};
const [few, many] = [options.number("posts", 100), options.number("many", 10_000)];
const parts: Readonly<Record<string, readonly [part: Part, posts: number]>> = {
  start: [startPart, few],
  keys: [keysPart, few],
  thread: [threadPart, few],
  option: [optionPart, options.number("some", 1000)],
  list: [listPart, many],
  memory: [memoryPart, many],
};
const names = Object.keys(parts);
const chosen = options.text("parts", names.join(",")).split(",");
const unknown = chosen.find((name) => !names.includes(name));
if (unknown !== undefined) throw new Error(`--parts takes ${names.join(", ")}`);
if (!effort.texts.every((text) => threadTexts.includes(text))) {
  throw new Error(`--texts takes ${threadTexts.join(", ")}`);
}

const load = (): string =>
  loadavg()
    .map((average) => average.toFixed(1))
    .join(", ");
console.log(`Load of the machine at the beginning: ${load()}`);
const goals: Goal[] = [];
for (const name of chosen) {
  const [part, posts] = parts[name] ?? [];
  if (!part || posts === undefined) continue;
  const desk = await setDesk(posts);
  try {
    goals.push(...(await part(desk, effort)));
  } finally {
    await desk.clear();
  }
}
console.log(`\nLoad of the machine at the end: ${load()}`);
printGoals(goals, true);
