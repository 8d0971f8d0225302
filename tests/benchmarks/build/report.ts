import { median } from "../measure.ts";
import { figure, printTable, times } from "../table.ts";
import { type EditComparison, editKinds } from "./edit-figures.ts";
import type { BuildFigures } from "./generator.ts";
import type { ManyPosts, SizeFigures } from "./measure-size.ts";

/** Prints the figures for one size of blog: complete builds, then single edits. */
export function printSize({ posts, runs, builds, ownEdits, peerEdits }: SizeFigures): void {
  const { ours, oneEdit, withSearch, peers } = builds;
  printTable(
    `Full build of ${posts} posts, a whole process from nothing; medians of ${runs} rounds, Hitofude / peer in each`,
    ["", "wall s", "CPU s", "peak MiB", "files", "MB", "wall", "CPU", "peak", "runs"],
    [
      ["Hitofude", ...cells(ours), "", "", "", String(runs)],
      ...peers.map((peer) => [
        peer.name,
        ...cells(peer.figures),
        times(peer.wallRatio),
        times(peer.cpuRatio),
        times(peer.memoryRatio),
        String(peer.runs),
      ]),
      ["Hitofude with its search", ...cells(withSearch), "", "", "", String(runs)],
      ["Hitofude, new process after one edit", ...cells(oneEdit), "", "", "", String(runs)],
    ],
  );
  printTable(
    `One edit among ${posts} posts, in a program that is running; until the last file is written, medians`,
    ["", "edit", "ms", "files written", "Hitofude / peer", "stale after all edits"],
    [ownEdits, ...peerEdits].flatMap((edits) => editRows(edits, ownEdits)),
  );
}

/** Prints the figures for the largest blog. */
export function printManyPosts({ posts, figures, error }: ManyPosts): void {
  const head = ["", "wall s", "CPU s", "peak MiB", "files", "MB"];
  const title = `Full build of ${posts} posts with 1,024 open files and Node's own heap limit`;
  if (figures) printTable(title, head, [["Hitofude", ...cells(figures)]]);
  else console.log(`\n${title}\n\n  failed: ${error}`);
}

function cells({ wallMs, cpuMs, peakMiB, files, bytes }: BuildFigures): string[] {
  return [
    figure(wallMs / 1000),
    figure(cpuMs / 1000),
    figure(peakMiB),
    String(Math.round(files)),
    figure(bytes / 1e6),
  ];
}

function editRows({ name, edits, stale }: EditComparison, ours: EditComparison): string[][] {
  return editKinds.flatMap((kind, index) => {
    const all = edits[kind];
    if (!all) return [];
    const ms = median(all.map((edit) => edit.ms));
    const oursMs = median((ours.edits[kind] ?? []).map((edit) => edit.ms));
    const written = median(all.map((edit) => edit.written));
    const ratio = name === ours.name ? "" : `${(oursMs / ms).toPrecision(2)} ×`;
    return [[name, kind, figure(ms), String(written), ratio, index === 0 ? String(stale) : ""]];
  });
}
