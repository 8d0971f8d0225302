import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Goal } from "../goals.ts";
import { type ProcessFigures, runMeasured } from "../measure.ts";
import { figure } from "../table.ts";
import { prepareHitofude } from "./hitofude.ts";
import { inFolder } from "./measure-size.ts";

/** Figures of the shell for a blog with very many files in `media/`. Each figure is of a separate process. */
export type MediaFigures = Readonly<Record<"check" | "first build" | "next build", ProcessFigures>>;

const mediaFiles = 300_000;
const filesInFolder = 1000;
const posts = 10;
/** Longest acceptable time of a check or a build, in seconds. */
const longest = 20;

/** Measures a check and two builds of a blog with 300,000 small files in `media/`. */
export function measureMediaFiles(): Promise<MediaFigures> {
  return inFolder(async (folder) => {
    const ours = await prepareHitofude(folder, posts);
    for (let number = 0; number < mediaFiles; number += filesInFolder) {
      const media = join(ours.blog, "media", String(number));
      await mkdir(media, { recursive: true });
      const names = Array.from({ length: filesInFolder }, (_, file) => join(media, `${file}.txt`));
      await Promise.all(names.map((name) => writeFile(name, name)));
    }
    const { program, args } = ours.command(ours.site);
    const [script = ""] = args;
    return {
      check: (await runMeasured(program, [script, "check", ours.blog])).figures,
      "first build": (await runMeasured(program, args)).figures,
      "next build": (await runMeasured(program, args)).figures,
    };
  });
}

/** Returns the rows of the table: name, seconds, seconds of CPU, MiB. */
export function mediaRows(figures: MediaFigures): string[][] {
  return Object.entries(figures).map(([name, { wallMs, cpuMs, peakMiB }]) => [
    name,
    ...[wallMs / 1000, cpuMs / 1000, peakMiB].map(figure),
  ]);
}

/** Returns the goals for many files in `media/`. */
export function mediaGoals(figures: MediaFigures | undefined): Goal[] {
  return Object.entries(figures ?? {}).map(([name, { wallMs }]) => ({
    name: `300,000 files in media, ${name}`,
    figure: wallMs / 1000,
    atMost: longest,
    unit: "s",
  }));
}
