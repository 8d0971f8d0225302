import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { threadCount, VariantThreads } from "#engine/site/media/images/variant-threads.ts";
import { blue, green, jpeg, quarters, red, white } from "#tests/unit/engine/site/media/images/test-images.ts";
import { printGoals } from "./goals.ts";
import { median } from "./measure.ts";
import { readOptions } from "./options.ts";
import { figure, printTable } from "./table.ts";

/**
 * Measures how long one thread takes to make the smaller copies of a photograph of 12 megapixels.
 * Run `npm run bench:images -- [--rounds 5] [--strict]`.
 */
const { rounds, strict } = readOptions(5);
const options = { widths: [480, 960, 1600], quality: 80 };
const threads = new VariantThreads();
const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-"));
const location = join(folder, "photograph.jpg");
try {
  const bytes = await jpeg(quarters(4000, 3000, [red, green, blue, white]));
  await writeFile(location, bytes);
  const figures: number[] = [];
  const cpuFigures: number[] = [];
  let sizes = "";
  // The first round is not measured, because it starts the thread
  for (let round = 0; round <= rounds; round += 1) {
    const started = performance.now();
    const before = process.cpuUsage();
    const reply = await threads.make({ location, options }, undefined);
    if (reply.kind !== "made") throw new Error(reply.kind);
    const { user, system } = process.cpuUsage(before);
    if (round > 0) {
      figures.push(performance.now() - started);
      cpuFigures.push((user + system) / 1000);
    }
    sizes = reply.variants
      .map(({ width, bytes: copy }) => `${width}: ${Math.round(copy.length / 1000)} kB`)
      .join(", ");
  }
  const [ms, cpu] = [median(figures), median(cpuFigures)];
  printTable(
    `A JPEG of 4000 × 3000, ${figure(bytes.length / 1e6)} MB, medians of ${rounds}`,
    ["", "ms", "CPU ms", "threads here", "copies"],
    [["480, 960 and 1600 wide", figure(ms), figure(cpu), String(threadCount), sizes]],
  );
  printGoals([{ name: "photograph of 12 megapixels, CPU", figure: cpu, atMost: 1500, unit: "ms" }], strict);
} finally {
  await rm(folder, { recursive: true });
}
