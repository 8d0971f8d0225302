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
  /** Median of the ratios of our time after one edit to the other generator's time for a full build. */
  readonly oneEditRatio: number;
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
  const edits = results.get("one edit") ?? [];
  return {
    ours: medians(all),
    oneEdit: medians(edits),
    withSearch: medians(results.get(withSearch.name) ?? []),
    peers: peers.map(({ name }) => comparedWith(name, { all, edits }, results.get(name) ?? [])),
  };
}

function comparedWith(
  name: string,
  ours: { readonly all: readonly BuildFigures[]; readonly edits: readonly BuildFigures[] },
  theirs: readonly BuildFigures[],
): PeerBuilds {
  const ratio = (key: "wallMs" | "cpuMs" | "peakMiB", figures = ours.all): number =>
    pairedRatio(
      figures.slice(0, theirs.length).map((one) => one[key]),
      theirs.map((one) => one[key]),
    );
  return {
    name,
    figures: medians(theirs),
    runs: theirs.length,
    wallRatio: ratio("wallMs"),
    cpuRatio: ratio("cpuMs"),
    memoryRatio: ratio("peakMiB"),
    oneEditRatio: ratio("wallMs", ours.edits),
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
