import { corpusText } from "../corpus.ts";
import { alternate, quantile } from "../measure.ts";
import { figure, printTable, times } from "../table.ts";
import { during, previewOf, readyToType } from "./desk.ts";
import type { Launched } from "./launch.ts";
import { processTree, type ThreadClock, threadClockOf } from "./main-thread.ts";
import { type Part, spread } from "./part.ts";
import { pressKeys } from "./typing.ts";

const warmUp = 15;
const rest = 150;

const texts: Readonly<Record<string, readonly [name: string, text: () => string]>> = {
  "3": ["3 KB", () => corpusText(3000)],
  "50": ["50 KB", () => corpusText(50_000)],
  "1000": ["1 MB", () => corpusText(1_000_000)],
  paragraph: [
    "one paragraph of 30,000 characters",
    () => corpusText(120_000).replace(/\s+/g, "").slice(0, 30_000),
  ],
};

/** Names of the texts for `--texts`. */
export const threadTexts = Object.keys(texts);

/**
 * Measures the processor time that each key press costs the window's main thread.
 * Compares this processor time with Monaco alone, with the same options and in a pane of the same size.
 */
export const threadPart: Part = async (desk, { rounds, keys, texts: chosen }) => {
  const ratios: { name: string; p50: number; p95: number }[] = [];
  const rows: string[][] = [];
  for (const [key, [name, text]] of Object.entries(texts)) {
    if (!chosen.includes(key)) continue;
    await desk.write(text());
    const results = await alternate(
      rounds,
      [
        [
          "ours",
          () =>
            during(desk.startOurs(), async (program) => {
              await previewOf(program.page);
              return costOfKeys(program, keys);
            }),
        ],
        ["theirs", () => during(desk.startPeer("typing"), (program) => costOfKeys(program, keys))],
      ],
      false,
    );
    const [ours = [], theirs = []] = [results.get("ours")?.flat(), results.get("theirs")?.flat()];
    const ratio = (share: number): number => quantile(ours, share) / quantile(theirs, share);
    rows.push([name, spread(ours), spread(theirs), times(ratio(0.5)), times(ratio(0.95))]);
    ratios.push({ name, p50: ratio(0.5), p95: ratio(0.95) });
  }
  printTable(
    `Main thread of the window, processor time per key, p50 / p95 ms of ${rounds * keys}`,
    ["", "Hitofude", "bare Monaco", "p50", "p95"],
    rows,
  );
  const worst = ratios.reduce((a, b) => (b.p95 > a.p95 ? b : a));
  console.log(`  the worst is ${worst.name}: p95 ${figure(worst.p95)} times that of bare Monaco`);
  return ratios.map(({ name, p95 }) => ({
    name: `main thread per key, ${name}, p95`,
    figure: p95,
    atMost: 1.2,
    unit: "× bare Monaco",
  }));
};

async function costOfKeys({ page, pid }: Launched, keys: number): Promise<number[]> {
  await readyToType(page);
  const clock: ThreadClock = await threadClockOf(page, await processTree(pid));
  await pressKeys(page, warmUp, rest);
  const costs: number[] = [];
  let before = 0;
  await pressKeys(page, keys, rest, {
    before: async () => {
      before = await clock();
    },
    after: async () => {
      costs.push((await clock()) - before);
    },
  });
  return costs;
}
