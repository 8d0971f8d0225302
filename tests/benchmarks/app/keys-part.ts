import { corpusText } from "../corpus.ts";
import type { Goal } from "../goals.ts";
import { alternate, quantile } from "../measure.ts";
import { figure, printTable, times } from "../table.ts";
import { type Desk, during, previewOf } from "./desk.ts";
import { type Effort, type Part, spread } from "./part.ts";
import { type KeyTimes, timeKeys } from "./typing.ts";

/**
 * For each text size, the pause between two keys in milliseconds, and the goals.
 * The goals are limits for the time in milliseconds from the key press to the painted preview.
 */
const sizes = [
  { kilobytes: 3, rest: 150, p50: 16, p95: 33 },
  { kilobytes: 50, rest: 150, p50: 16, p95: 33 },
  { kilobytes: 1000, rest: 450, p50: undefined, p95: 100 },
] as const;

/** Number of key presses for long texts, for which the bare window needs seconds per key press. */
const fewKeys = 8;

/**
 * Measures the time from a key press to the painted preview.
 * Compares this time with a bare window that renders the whole text at each key press.
 */
export const keysPart: Part = async (desk, effort) => {
  const goals: Goal[] = [];
  for (const size of sizes) goals.push(...(await compare(desk, effort, size)));
  return goals;
};

async function compare(desk: Desk, { rounds, keys }: Effort, size: (typeof sizes)[number]): Promise<Goal[]> {
  const { kilobytes, rest } = size;
  await desk.write(corpusText(kilobytes * 1000));
  const results = await alternate(
    rounds,
    [
      [
        "Hitofude",
        () =>
          during(desk.startOurs(), async ({ page }) =>
            timeKeys(page, await previewOf(page), ".e-content", keys, rest),
          ),
      ],
      [
        "bare window, innerHTML",
        () =>
          during(desk.startPeer("preview"), ({ page }) =>
            timeKeys(page, page.mainFrame(), "#preview", kilobytes < 1000 ? keys : fewKeys, rest),
          ),
      ],
    ],
    false,
  );
  const of = (name: string, key: keyof KeyTimes): number[] =>
    (results.get(name) ?? []).flat().map((each) => each[key]);
  const names = [...results.keys()];
  printTable(
    `Keys in a text of ${kilobytes} KB, p50 / p95 ms`,
    ["", "keys", "key → patched", "key → painted"],
    names.map((name) => [
      name,
      String(of(name, "painted").length),
      spread(of(name, "patched")),
      spread(of(name, "painted")),
    ]),
  );
  const ours = of("Hitofude", "painted");
  const theirs = of("bare window, innerHTML", "painted");
  const ratio = (share: number): string => times(quantile(ours, share) / quantile(theirs, share));
  console.log(`  key → painted, ours / theirs: p50 ${ratio(0.5)}, p95 ${ratio(0.95)}`);
  console.log(`  slowest of ours: ${figure(Math.max(...ours))} ms`);
  const goal = (share: 0.5 | 0.95, atMost: number): Goal => ({
    name: `key → painted, ${kilobytes} KB, p${share * 100}`,
    figure: quantile(ours, share),
    atMost,
    unit: "ms",
  });
  return [...(size.p50 ? [goal(0.5, size.p50)] : []), goal(0.95, size.p95)];
}
