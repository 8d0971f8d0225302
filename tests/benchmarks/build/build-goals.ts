import type { Goal } from "../goals.ts";
import { median } from "../measure.ts";
import type { EditFigures } from "./edit-figures.ts";
import type { PeerBuilds } from "./full-builds.ts";
import { goalBesideHugo } from "./hugo.ts";
import type { ManyPosts, SizeFigures } from "./measure-size.ts";

/** Returns the goals of building with the measured figures. A figure is undefined if it was not measured. */
export function buildGoals(sizes: readonly SizeFigures[], many: ManyPosts | undefined): Goal[] {
  const of = (posts: number): SizeFigures | undefined => sizes.find((size) => size.posts === posts);
  const [small, large] = [of(1000), of(10_000)];
  return [
    ...against("B1 full build of 1,000 posts", hugoOf(small), 1.1),
    ...against("B1 full build of 10,000 posts", hugoOf(large), 0.55),
    {
      name: "B1 full build of 10,000 posts, memory",
      figure: large?.builds.ours.peakMiB,
      atMost: 300,
      unit: "MiB",
    },
    ...editGoals(large),
    {
      name: "B3 engine with 10,000 posts, memory",
      figure: large?.ownEdits.peakMiB,
      atMost: 300,
      unit: "MiB",
    },
    {
      name: "B3 build of 100,000 posts with 1,024 open files and Node's own heap",
      figure: many?.posts !== 100_000 ? undefined : many.figures ? 0 : 1,
      atMost: 0,
      unit: "failures",
    },
  ];
}

function hugoOf(size: SizeFigures | undefined): PeerBuilds | undefined {
  return size?.builds.peers.find(({ name }) => name.startsWith("Hugo"));
}

function against(name: string, hugo: PeerBuilds | undefined, atMost: number): Goal[] {
  return [
    { name: `${name}, wall`, figure: hugo?.wallRatio, atMost, unit: "× Hugo" },
    { name: `${name}, CPU`, figure: hugo?.cpuRatio, atMost, unit: "× Hugo" },
  ];
}

/** Returns the goals of editing one post. The post is an old one, which no feed contains. */
function editGoals(size: SizeFigures | undefined): Goal[] {
  const name = "B2 one edit in 10,000 posts";
  const edits = size?.ownEdits.edits;
  const hugo = hugoOf(size)?.figures.wallMs;
  const besideHugo = (what: string, figure: number | undefined, atMost: number): Goal =>
    goalBesideHugo(`${name}, ${what}`, { figure, atMost }, "wallMs", hugo);
  return [
    besideHugo("text", middle(edits?.text, "ms"), 20),
    { name: `${name}, text`, figure: middle(edits?.text, "written"), atMost: 1, unit: "files written" },
    besideHugo("title", middle(edits?.title, "ms"), 50),
    { name: `${name}, all kinds`, figure: size?.ownEdits.stale, atMost: 0, unit: "stale files" },
    besideHugo("new process, warm cache", size?.builds.oneEdit.wallMs, 600),
  ];
}

function middle(edits: readonly EditFigures[] | undefined, key: keyof EditFigures): number | undefined {
  return edits && median(edits.map((edit) => edit[key]));
}
