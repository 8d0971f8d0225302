import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BlogService } from "#engine/app/blog-service.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import { speedUpOpenBlog } from "#engine/speed/speedups.ts";
import { addNewPost, newPostTime, openCorpusBlog } from "../corpus-blog.ts";
import { corpusPost, postPath } from "../corpus.ts";
import type { Goal } from "../goals.ts";
import { median } from "../measure.ts";
import { edited } from "./edit-figures.ts";
import { goalBesideHugo } from "./hugo.ts";
import type { ThemeName } from "./options.ts";

/** The cost of one change in a blog with default settings: files and bytes to publish, and time. */
interface ChangeFigures {
  readonly files: number;
  readonly bytes: number;
  readonly ms: number;
  /**
   * CPU time of the thread that builds, in milliseconds. Depends less on other programs than `ms`.
   * Omits V8's helper threads, because they work beside the build and nobody waits for them.
   */
  readonly cpuMs: number;
}

/** The changes, with their limits: number of files, and CPU time in milliseconds for 10,000 posts. */
const changes = {
  "new post with two known tags": { files: 30, ms: 150 },
  "text edit of an old post": { files: 12, ms: 20 },
  "title edit of an old post": { files: 15, ms: 50 },
  "tag added to an old post": { files: 20, ms: 100 },
  "old post deleted": { files: 25, ms: 150 },
  notice: { files: 5, ms: 100 },
  footer: { files: 5, ms: 100 },
  author: { files: 5, ms: 100 },
  "author with a bio": { files: 6, ms: 100 },
  menu: { files: 5, ms: 100 },
  "share links": { files: 5, ms: 100 },
  colours: { files: 5, ms: 100 },
  "new post that comes due": { files: 30, ms: 150 },
} as const;
type Change = keyof typeof changes;

export interface NewPostFigures {
  readonly theme: string;
  readonly posts: number;
  readonly whole: ChangeFigures;
  readonly changes: Readonly<Record<Change, ChangeFigures>>;
}

/** Rounds of each change of settings. Every round writes the same files. */
const settingRounds = 3;
/** Rounds of each change of a post. More files are written when a change divides lists in another way. */
const postRounds = 12;

/** Changes of settings that are measured after a change of another setting. */
const afterOthers: ReadonlySet<string> = new Set([
  "footer",
  "author",
  "author with a bio",
  "menu",
  "share links",
  "colours",
]);

/** The changes of `blog.yaml`. */
const changesOfSettings: ReadonlySet<string> = new Set(["notice", ...afterOthers]);

/** Measures each change in each of the themes, in an engine that keeps the blog open. */
export async function measureNewPost(posts: number, themes: readonly ThemeName[]): Promise<NewPostFigures[]> {
  speedUpOpenBlog();
  const figures: NewPostFigures[] = [];
  for (const theme of themes) {
    const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-"));
    try {
      figures.push(await measureTheme(folder, theme, posts));
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  return figures;
}

async function measureTheme(folder: string, theme: string, posts: number): Promise<NewPostFigures> {
  // The clock stands still, and is set forward to the time of each scheduled post.
  let now = Date.now();
  /** Number of the next post that `addNewPost` dates after the present. */
  const today = Math.ceil((now - newPostTime(0)) / 86_400_000);
  const { service, folder: blog, settings } = await openCorpusBlog(folder, theme, posts, () => now);
  const site = new MeasuredSite(service, join(folder, "site"));
  const write = (path: string, text: string): Promise<void> => writeFile(join(blog, path), text);
  // A post of a former year. The contents begin with the titles of the newest year.
  const old = Math.ceil(posts / 3);
  const edit = async (kind: "text" | "title" | "tag", number: number, round: number): Promise<void> => {
    await write(postPath(number), edited(kind, corpusPost(number), round));
  };
  const yaml = (more: string) => (round: number) =>
    write("blog.yaml", `${settings}${more.replaceAll("%", String(round))}\n`);
  const makers: Readonly<Record<Change, (round: number) => Promise<void>>> = {
    "new post with two known tags": (round) => addNewPost(blog, round),
    "text edit of an old post": (round) => edit("text", old + round, round),
    "title edit of an old post": (round) => edit("title", old + postRounds + round, round),
    "tag added to an old post": (round) => edit("tag", old + 2 * postRounds + round, round),
    "old post deleted": (round) => rm(join(blog, postPath(old + 3 * postRounds + 7 * round))),
    notice: yaml('notices: [{ text: "知らせ %" }]'),
    footer: yaml('footer: ["下の言葉 %"]'),
    author: async (round) => write("blog.yaml", settings.replace("name: 机", `name: 机 ${round}`)),
    "author with a bio": async (round) =>
      write("blog.yaml", settings.replace("name: 机", `name: 机 ${round}\n  bio: 紹介 ${round}`)),
    menu: yaml('links: [{ label: "よそ %", url: "https://example.org/%" }]'),
    "share links": yaml('share: [{ service: x, label: "投稿 %" }, { service: hatena }]'),
    colours: yaml('themeOptions: { accent: "#7a3e2%" }'),
    "new post that comes due": async (round) => {
      const number = today + round;
      await addNewPost(blog, number);
      await site.settle();
      now = newPostTime(number);
    },
  };
  try {
    const whole = await site.build();
    const measured = new Map<Change, ChangeFigures>();
    for (const [change, make] of Object.entries(makers)) {
      const all: ChangeFigures[] = [];
      const rounds = changesOfSettings.has(change) ? settingRounds : postRounds;
      for (let round = 1; round <= rounds; round += 1) {
        await make(round);
        const figures = await site.build();
        // The first round of a change also undoes the change before it, so the first round does not count.
        if (round > 1 || !afterOthers.has(change)) all.push(figures);
      }
      measured.set(change as Change, {
        files: Math.max(...all.map(({ files }) => files)),
        bytes: median(all.map(({ bytes }) => bytes)),
        ms: median(all.map(({ ms }) => ms)),
        cpuMs: median(all.map(({ cpuMs }) => cpuMs)),
      });
    }
    return { theme, posts, whole, changes: Object.fromEntries(measured) as NewPostFigures["changes"] };
  } finally {
    await service.close();
  }
}

/** A site that is built again and again. Each build is compared with the build before it. */
class MeasuredSite {
  readonly #service: BlogService;
  readonly #outDir: string;
  #before: ReadonlyMap<string, OutputFile> = new Map();

  constructor(service: BlogService, outDir: string) {
    this.#service = service;
    this.#outDir = outDir;
  }

  /** Builds a preparation of a change, such as a scheduled post. Its files do not count as sent. */
  async settle(): Promise<void> {
    await this.#build();
  }

  /** Builds, and returns what a publish would send now. */
  async build(): Promise<ChangeFigures> {
    const figures = await this.#build();
    if (figures.files === 0) throw new Error("the change was not seen");
    return figures;
  }

  async #build(): Promise<ChangeFigures> {
    const { blog, builder } = this.#service;
    await blog.catchUp();
    const [started, cpu] = [performance.now(), process.threadCpuUsage()];
    const { files } = await builder.build({
      baseUrl: blog.settings.url,
      outDir: this.#outDir,
      include: "ssi",
    });
    const ms = performance.now() - started;
    const { user, system } = process.threadCpuUsage(cpu);
    // Waits until the engine has done the work that it does in advance after a build.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const sent = files.filter(({ path, sha256 }) => this.#before.get(path)?.sha256 !== sha256);
    this.#before = new Map(files.map((file) => [file.path, file]));
    const bytes = sent.reduce((sum, { size }) => sum + size, 0);
    return { files: sent.length, bytes, ms, cpuMs: (user + system) / 1000 };
  }
}

/**
 * The goals of small publishes. CPU times count at 10,000 posts.
 * `hugo` returns the CPU time of Hugo's build of a blog of this size in milliseconds, if it was measured.
 */
export function newPostGoals(
  figures: readonly NewPostFigures[],
  hugo: (posts: number) => number | undefined,
): Goal[] {
  return figures.flatMap((one) => {
    const { theme, posts, whole } = one;
    const at = `${theme}, ${posts} posts`;
    const goals = Object.entries(changes).flatMap(([change, goal]): Goal[] => {
      const { files, cpuMs } = one.changes[change as Change];
      const name = `B12 ${change}, ${at}`;
      return [
        { name, figure: files, atMost: goal.files, unit: "files" },
        ...(posts === 10_000
          ? [goalBesideHugo(name, { figure: cpuMs, atMost: goal.ms }, "cpuMs", hugo(posts))]
          : []),
      ];
    });
    if (posts !== 10_000) return goals;
    return [
      ...goals,
      { name: `B12 whole site, ${at}`, figure: whole.bytes / 1e6, atMost: 120, unit: "MB" },
      { name: `B12 whole site, ${at}`, figure: whole.files, atMost: 13_500, unit: "files" },
    ];
  });
}

/** The rows of a table with all figures of a theme. */
export function newPostRows({ whole, changes: measured }: NewPostFigures): string[][] {
  const row = (name: string, { files, bytes, ms, cpuMs }: ChangeFigures): string[] => [
    name,
    String(files),
    (bytes / 1024).toFixed(0),
    ms.toFixed(0),
    cpuMs.toFixed(0),
  ];
  return [row("whole site", whole), ...Object.entries(measured).map(([name, figures]) => row(name, figures))];
}
