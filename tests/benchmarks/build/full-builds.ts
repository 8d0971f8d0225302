import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { postPath } from "../corpus.ts";
import { alternate, type Contestant, median, pairedRatio } from "../measure.ts";
import { type BuildFigures, buildAgain, buildFromNothing, type Generator, type Peer } from "./generator.ts";
import { isLarge } from "./options.ts";

/** Median figures of complete builds. */
export interface BuildComparison {
  readonly ours: BuildFigures;
  /** Figures of our program when it also builds the site's search. */
  readonly withSearch: BuildFigures;
  /** Figures of a new process after one edit, with the caches of earlier builds. */
  readonly oneEdit: BuildFigures;
  readonly peers: readonly PeerBuilds[];
}

export interface PeerBuilds {
  readonly name: string;
  readonly figures: BuildFigures;
  readonly runs: number;
  /** Median of the ratios of our times to the other generator's times. Each run has its own ratio. */
  readonly wallRatio: number;
  readonly cpuRatio: number;
  readonly memoryRatio: number;
}

/** Builds the same posts with all generators in turn. */
export async function compareBuilds(
  ours: Generator,
  withSearch: Generator,
  peers: readonly Peer[],
  posts: number,
  runs: number,
): Promise<BuildComparison> {
  const editAndBuild = async (): Promise<BuildFigures> => {
    await appendFile(join(ours.blog, postPath(Math.ceil(posts / 2))), "\n書き足し\n");
    return buildAgain(ours);
  };
  const contestants: Contestant<BuildFigures>[] = [
    [ours.name, () => buildFromNothing(ours)],
    ["one edit", editAndBuild],
    [withSearch.name, () => buildFromNothing(withSearch)],
    ...peers.map(
      (peer): Contestant<BuildFigures> => [
        peer.name,
        () => buildFromNothing(peer),
        peer.isSlow && isLarge(posts) ? "one" : "all",
      ],
    ),
  ];
  const results = await alternate(runs, contestants, !isLarge(posts));
  const all = results.get(ours.name) ?? [];
  return {
    ours: medians(all),
    oneEdit: medians(results.get("one edit") ?? []),
    withSearch: medians(results.get(withSearch.name) ?? []),
    peers: peers.map(({ name }) => comparedWith(name, all, results.get(name) ?? [])),
  };
}

function comparedWith(
  name: string,
  ours: readonly BuildFigures[],
  theirs: readonly BuildFigures[],
): PeerBuilds {
  const ratio = (key: "wallMs" | "cpuMs" | "peakMiB"): number =>
    pairedRatio(
      ours.slice(0, theirs.length).map((one) => one[key]),
      theirs.map((one) => one[key]),
    );
  return {
    name,
    figures: medians(theirs),
    runs: theirs.length,
    wallRatio: ratio("wallMs"),
    cpuRatio: ratio("cpuMs"),
    memoryRatio: ratio("peakMiB"),
  };
}

function medians(all: readonly BuildFigures[]): BuildFigures {
  const of = (key: keyof BuildFigures): number => median(all.map((one) => one[key]));
  return {
    wallMs: of("wallMs"),
    cpuMs: of("cpuMs"),
    peakMiB: of("peakMiB"),
    files: of("files"),
    bytes: of("bytes"),
  };
}
