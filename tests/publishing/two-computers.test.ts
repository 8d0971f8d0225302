import { trustFolder } from "#tests/support/trusted-folder.ts";
import { spawn } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Answer, PublishPlan, Question } from "#contract/types/publish-run-types.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { noSecrets } from "#engine/publish/base/targets.ts";
import { type BlogService, openBlogService } from "#engine/app/blog-service.ts";
import { openSlowLine } from "#tests/benchmarks/publish/slow-line.ts";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import {
  buildSite,
  readTree,
  type SiteFiles,
  sampleSite,
  treeOf,
} from "#tests/support/publish/built-site.ts";
import { noise } from "#tests/support/noise.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { randomRace } from "#tests/support/publish/random-race.ts";
import { publishSite, yes } from "#tests/support/publish/sftp-publish.ts";

const resources = fileURLToPath(new URL("../../resources", import.meta.url));
const stateFolder = (): string => join(server.home, ".hitofude", "b3f0c1d2-test-blog", "public_html");
const sshTest = test.runIf(hasOpenSsh);
let server: OpenSshServer;
let folder = "";
const open: BlogService[] = [];

beforeAll(async () => {
  if (hasOpenSsh) server = await startOpenSsh();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  if (!hasOpenSsh) return;
  await server.emptyFolder(server.home);
  await server.emptyFolder(server.documentRoot);
  folder = await mkdtemp(join(tmpdir(), "hitofude-two-"));
});
afterEach(async () => {
  for (const service of open.splice(0)) await service.close();
  await rm(folder, { recursive: true, force: true });
});

/** A computer with a copy of the blog, whose author answers plans as the test says. */
class Computer {
  readonly #name: string;
  /** Plans that its author was asked about. */
  readonly plans: PublishPlan[] = [];
  choose: (plan: PublishPlan) => Pick<Answer, "take" | "keep"> = () => ({});

  constructor(name: string) {
    this.#name = name;
  }

  get blog(): string {
    return join(folder, this.#name, "blog");
  }

  get stateRoot(): string {
    return join(folder, this.#name, "state");
  }

  readonly post = (name: string): string => join(this.blog, "posts", "diary", name);

  /** Starts the program, publishes, and ends it. */
  async publish(undoTo?: number): Promise<number> {
    const start = { folder: this.blog, sample: false, resources, siteOrigin: "site://test", version: "test" };
    await trustFolder(this.blog, this.stateRoot);
    const service = await openBlogService(
      { ...start, dataFolder: join(dirname(this.blog), "data"), stateRoot: this.stateRoot },
      noSecrets,
      { watch: false },
    );
    open.push(service);
    service.events.forwardTo({
      emit: (name, payload) => {
        if (name !== "publish.question" || !("question" in payload)) return;
        service.publishing.answer(payload.id, this.#answer(payload.question));
      },
    });
    const signal = new Cancellation();
    const { publishing } = service;
    const running =
      undoTo === undefined
        ? publishing.run({ review: false, signal })
        : publishing.undo({ number: undoTo, signal });
    return running.then(({ uploaded }) => uploaded).finally(() => service.close());
  }

  /**
   * Copies the other computer's files, as a synchronisation tool does.
   * Leaves out the data that each computer has of its own.
   */
  async fetchFrom(other: Computer): Promise<void> {
    const isShared = (path: string): boolean => !/\.hitofude\/(?!id$|\.gitignore$)/.test(path);
    await cp(other.blog, this.blog, { recursive: true, filter: isShared });
  }

  #answer(question: Question): Answer {
    const answer = { accept: true, answers: [], remember: false };
    if (question.kind !== "plan") return answer;
    this.plans.push(question.plan);
    return { ...answer, ...this.choose(question.plan) };
  }
}

async function twoComputers(): Promise<[desk: Computer, laptop: Computer]> {
  const [desk, laptop] = [new Computer("desk"), new Computer("laptop")];
  const settings = sftpSettings(server.target({ url: "http://127.0.0.1:1/" }));
  await cp(await makeBlog(3, settings), desk.blog, { recursive: true });
  return [desk, laptop];
}

function post(title: string, hour: number): string {
  return `---\ntitle: ${title}\ndate: 2025-05-01 ${hour}:00:00\nstatus: ready\n---\n\n本文\n`;
}

const reasonsIn = ({ files }: PublishPlan): string[] =>
  files.filter(({ because }) => because === "elsewhere").map(({ path, change }) => `${change} ${path}`);
const live = (): Promise<Record<string, string>> => readTree(server.documentRoot);

sshTest(
  "in turn: changes of the other computer are noticed, kept or fetched, and never silently reverted",
  async () => {
    const [desk, laptop] = await twoComputers();
    expect(await desk.publish()).toBeGreaterThan(0);
    await laptop.fetchFrom(desk);
    expect(await laptop.publish()).toBe(0);

    await writeFile(laptop.post("new.md"), post("旅先で", 10));
    const old = await readFile(laptop.post("001.md"), "utf8");
    await writeFile(laptop.post("001.md"), `${old}\n旅先で書き足した。\n`);
    await laptop.publish();
    expect(laptop.plans).toEqual([]);
    const travels = await live();
    expect(travels["20250501-1000.html"]).toBeDefined();

    // At home, without the texts from the journey
    await writeFile(desk.post("home.md"), post("家で", 11));
    await expect(desk.publish()).rejects.toMatchObject({ code: "publish.conflicts" });
    expect(await live()).toEqual(travels);
    const [, plan] = desk.plans;
    expect(plan?.questions).toContain("elsewhere");
    expect(plan && reasonsIn(plan)).toEqual(
      expect.arrayContaining(["conflict 20250401-0801.html", "leftover 20250501-1000.html"]),
    );

    desk.choose = ({ files }) => ({ keep: files.filter(({ because }) => because).map(({ path }) => path) });
    await desk.publish();
    const both = await live();
    for (const path of ["20250501-1000.html", "20250401-0801.html"]) expect(both[path]).toBe(travels[path]);
    expect(both["20250501-1100.html"]).toBeDefined();

    // With these texts, no question is left
    await desk.fetchFrom(laptop);
    desk.plans.length = 0;
    await desk.publish();
    expect(desk.plans).toEqual([]);
    const together = await live();
    expect(together["rss.xml"]).toContain("20250501-1000.html");
    expect(together["rss.xml"]).toContain("20250501-1100.html");
  },
);

sshTest("an undo removes no change of the other computer without a question", async () => {
  const [desk, laptop] = await twoComputers();
  await desk.publish();
  const text = await readFile(desk.post("001.md"), "utf8");
  await writeFile(desk.post("001.md"), `${text}\nまちがい。\n`);
  await desk.publish();
  await laptop.fetchFrom(desk);
  await laptop.publish();
  await writeFile(laptop.post("new.md"), post("旅先で", 10));
  await laptop.publish();

  desk.plans.length = 0;
  desk.choose = ({ files }) => ({ keep: files.filter(({ because }) => because).map(({ path }) => path) });
  await desk.publish(1);
  expect(desk.plans.flatMap(reasonsIn)).toContain("leftover 20250501-1000.html");
  const now = await live();
  expect(now["20250501-1000.html"]).toBeDefined();
  // The files were read as Latin-1
  expect(now["20250401-0801.html"]).not.toContain(Buffer.from("まちがい。").toString("latin1"));
});

const base: SiteFiles = { ...sampleSite(8), "gone/away.html": "soon gone" };
const ofDesk: SiteFiles = { ...sampleSite(10, 2), "desk.html": "desk" };
const ofLaptop: SiteFiles = { ...sampleSite(9, 3), "laptop.html": "laptop" };

sshTest(
  "at once, over random schedules: one after the other, or one reports who is publishing",
  async () => {
    // `two-publishers.test.ts` tries hundreds of schedules without a server
    for (let seed = 1; seed <= 10; seed += 1) {
      await server.emptyFolder(server.home);
      await server.emptyFolder(server.documentRoot);
      await publishSite(server, base);
      await writeFile(join(server.documentRoot, "counter.cgi"), "theirs");
      const codes = await randomRace(seed, (name, changes) =>
        publishSite(server, name === "desk" ? ofDesk : ofLaptop, changes),
      );
      for (const code of codes) expect(["done", "publish.locked", "publish.conflicts"]).toContain(code);
      await publishSite(server, ofDesk, { client: { user: "author", computer: "third" } });
      expect(await live()).toEqual({ ...treeOf(ofDesk), "counter.cgi": "theirs" });
      expect((await readdir(stateFolder())).sort()).toEqual(["manifest"]);
    }
  },
  600_000,
);

sshTest(
  "a client is killed while it holds the lock: the other reports the owner, and takes over only on request",
  async () => {
    const program = fileURLToPath(new URL("../support/publish/publish-child.ts", import.meta.url));
    await publishSite(server, base);
    const film = noise(80_000_000, 1);
    const input = await buildSite(folder, { ...ofDesk, "media/film.mp4": film });
    // The film takes minutes on this line, so that the client cannot finish before it is killed
    const line = await openSlowLine(server.port, { uplinkBits: 4_000_000 });
    const target = server.target({ port: line.port });
    const options = { input, target, knownHostsFile: server.knownHostsFile };
    const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const lock = join(stateFolder(), "lock");
    while ((await readdir(lock).catch(() => [])).length === 0) await wait(2);
    child.kill("SIGKILL");
    await ended;
    await line.stop();
    expect(await readdir(lock)).toHaveLength(1);

    const asked: Question[] = [];
    const client = { user: "author", computer: "laptop" };
    const answering =
      (takesOver: boolean) =>
      async (question: Question): Promise<Answer> => {
        asked.push(question);
        return question.kind === "lock" ? { accept: takesOver, answers: [], remember: false } : yes(question);
      };
    const waited: unknown[] = [];
    const holder = { owner: "author (desk)", since: expect.stringMatching(/^20\d\d-/) };
    const refused = publishSite(server, ofLaptop, {
      client,
      ask: answering(false),
      onProgress: ({ stage, holder: who }) => (stage === "lock" ? waited.push(who) : undefined),
    });
    await expect(refused).rejects.toMatchObject({ code: "publish.locked", values: holder });
    expect(waited).toEqual([holder]);
    expect(asked).toEqual([{ kind: "lock", ...holder, watchedSeconds: 2 }]);
    expect(await readdir(lock)).toHaveLength(1);

    await publishSite(server, ofLaptop, { client, ask: answering(true) });
    expect(await live()).toEqual(treeOf(ofLaptop));
    expect((await readdir(stateFolder())).sort()).toEqual(["manifest"]);
  },
);
