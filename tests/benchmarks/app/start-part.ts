import { corpusText } from "../corpus.ts";
import type { Goal } from "../goals.ts";
import { alternate, median, pairedRatio } from "../measure.ts";
import { figure, printTable, times } from "../table.ts";
import { during } from "./desk.ts";
import type { Part } from "./part.ts";
import { measureStart, type StartTimes } from "./start-times.ts";

/**
 * Measures the time from the start of the program until the text of the last post is visible.
 * The measured time ends when the caret is in the text, too.
 * Compares this time with the start of a bare window that contains only Monaco.
 */
export const startPart: Part = async (desk, { rounds }) => {
  const goals: Goal[] = [];
  for (const kilobytes of [3, 50]) {
    const text = corpusText(kilobytes * 1000);
    await desk.write(text);
    const measure = (starting: ReturnType<typeof desk.startOurs>): Promise<StartTimes> =>
      during(starting, (program) => measureStart(program, text.slice(0, 12)));
    const results = await alternate(rounds, [
      ["Hitofude", () => measure(desk.startOurs())],
      ["bare window", () => measure(desk.startPeer("preview"))],
    ]);
    const of = (name: string, key: keyof StartTimes): number[] =>
      (results.get(name) ?? []).map((each) => each[key]);
    const parts = ["firstPaint", "words", "editor"] as const;
    printTable(
      `Start with a post of ${kilobytes} KB, medians of ${rounds}`,
      ["ms from the start of the process", "first paint", "words", "caret"],
      [...results.keys()].map((name) => [name, ...parts.map((part) => figure(median(of(name, part))))]),
    );
    const ratio = pairedRatio(of("Hitofude", "editor"), of("bare window", "editor"));
    console.log(`  start → caret, ours / theirs, median of the pairs: ${times(ratio)}`);
    goals.push(
      { name: `start → caret, ${kilobytes} KB`, figure: ratio, atMost: 1.2, unit: "× bare window" },
      {
        name: `words before the editor, ${kilobytes} KB, slowest`,
        figure: Math.max(...pairs(of("Hitofude", "words"), of("Hitofude", "editor"))),
        atMost: 0.99,
        unit: "of the time to the caret",
      },
    );
  }
  return goals;
};

function pairs(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => value / (b[i] ?? Number.NaN));
}
