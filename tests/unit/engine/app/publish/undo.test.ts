import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Question } from "#contract/types/publish-run-types.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { passwordHash } from "#engine/blog/settings/password-hash.ts";
import { readTree } from "#tests/support/publish/built-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";
import { hasApache, startApache } from "#tests/support/servers/apache-server.ts";
import { openFiles, post, statePath, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

const htdocs = (): string => statePath(blog.folder, "practice-site", "server", "htdocs");
const states = () => blog.service.publishing.states(undefined, new Cancellation());

/** Answers all questions with yes. Returns the list of questions. */
function agree(): Question[] {
  const asked: Question[] = [];
  blog.service.events.forwardTo({
    emit: (name, payload) => {
      if (name !== "publish.question" || !("question" in payload)) return;
      asked.push(payload.question);
      void yes(payload.question).then((answer) => blog.service.publishing.answer(payload.id, answer));
    },
  });
  return asked;
}

function undo(number?: number) {
  return blog.service.publishing.undo({ number, signal: new Cancellation() });
}

async function change(path: string, text: string): Promise<void> {
  await blog.write(path, text);
  blog = await blog.reopen();
}

test("undoing a publish restores the site, and the newer posts count as changed", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "前の文") });
  await blog.publish();
  const before = await readTree(htdocs());
  const text = await readFile(join(blog.folder, "posts/hibi/a.md"), "utf8");
  await change("posts/hibi/a.md", text.replace("前の文", "後の文"));
  await blog.write("posts/hibi/b.md", post("晴れ", "文", 10));
  blog = await blog.reopen();
  await blog.publish();
  const after = await readTree(htdocs());
  expect(after).not.toEqual(before);

  const [live, older] = await states();
  expect(live).toMatchObject({ number: 2, isLive: true, target: "practice" });
  expect(live?.changes.new.names[0]).toMatchObject({ title: "晴れ" });
  expect(live?.changes.changed.names[0]).toMatchObject({ title: "雨" });
  expect(older).toMatchObject({ number: 1, isLive: false, isComplete: true });

  const asked = agree();
  await undo();
  expect(asked).toMatchObject([{ kind: "plan", backTo: older?.at, plan: { questions: ["removals"] } }]);
  expect(await readTree(htdocs())).toEqual(before);
  expect(await readFile(join(blog.folder, "posts/hibi/a.md"), "utf8")).toContain("後の文");
  const stateOf = (path: string) => blog.service.overview.list().find((row) => row.path === path)?.state;
  expect([stateOf("posts/hibi/a.md"), stateOf("posts/hibi/b.md")]).toEqual(["changed", "ready"]);
  expect((await states())[0]).toMatchObject({ number: 3, backTo: older?.at, isLive: true });

  await blog.publish();
  expect(await readTree(htdocs())).toEqual(after);
  expect(blog.service.overview.pending().count).toBe(0);
});

test("undoing an undo restores what was undone, and any earlier publish can be restored", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文一") });
  const sites: Record<string, string>[] = [];
  for (const text of ["文一", "文二", "文三"]) {
    const now = await readFile(join(blog.folder, "posts/hibi/a.md"), "utf8");
    await change("posts/hibi/a.md", now.replace(/文./, text));
    await blog.publish();
    sites.push(await readTree(htdocs()));
  }
  agree();
  await undo();
  expect(await readTree(htdocs())).toEqual(sites[1]);
  await undo();
  expect(await readTree(htdocs())).toEqual(sites[2]);
  await undo();
  expect(await readTree(htdocs())).toEqual(sites[1]);
  await undo(1);
  expect(await readTree(htdocs())).toEqual(sites[0]);
  // An undo to the version that is already live is not a success.
  await expect(undo(1)).rejects.toMatchObject({ code: "undo.same" });
  await undo();
  expect(await readTree(htdocs())).toEqual(sites[1]);
  await undo(3);
  expect(await readTree(htdocs())).toEqual(sites[2]);
  await expect(undo(99)).rejects.toMatchObject({ code: "undo.gone" });
});

test("declining an undo, or requesting its plan, changes nothing", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "前の文") });
  await blog.publish();
  const text = await readFile(join(blog.folder, "posts/hibi/a.md"), "utf8");
  await change("posts/hibi/a.md", text.replace("前の文", "後の文"));
  await blog.publish();
  const live = await readTree(htdocs());
  const plan = await blog.service.publishing.planUndo({ signal: new Cancellation() });
  expect(plan.files.map(({ path, change: kind }) => [path, kind])).toContainEqual([
    "20240506-0900.html",
    "changed",
  ]);
  blog.service.events.forwardTo({
    emit: (name, payload) => {
      if (name === "publish.question" && "id" in payload) {
        const no = { accept: false, answers: [], remember: false };
        blog.service.publishing.answer(Number(payload.id), no);
      }
    },
  });
  await expect(undo()).rejects.toMatchObject({ code: "call.cancelled" });
  expect(await readTree(htdocs())).toEqual(live);
  expect(await states()).toHaveLength(2);
});

test("a publish succeeds with a note if the disk cannot store it for undo", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  await writeFile(statePath(blog.folder, "published"), "a file where a folder belongs");
  const { uploaded, notes } = await blog.publish();
  expect(uploaded).toBeGreaterThan(0);
  expect(notes).toEqual([{ code: "undo.notKept", values: {} }]);
  expect(await states()).toEqual([]);
});

test("an undo does not open a section that has a password since", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-undo-"));
  try {
    const target = `targets:\n  here: { kind: folder, directory: ${folder}, url: "http://127.0.0.1:1/" }\ndefaultTarget: here\n`;
    const sections = (password: string): string =>
      `sections:\n  hibi: { title: 日々, path: hibi${password} }\n  sora: { title: 空, path: "" }\n`;
    const texts = { "posts/hibi/a.md": post("雨", "家族の文"), "posts/sora/b.md": post("空", "空の文", 10) };
    blog = await openFiles({ "blog.yaml": `title: 日記\n${sections("")}${target}`, ...texts });
    agree();
    await blog.publish();
    await change(
      "blog.yaml",
      `title: 日記\n${sections(`, password: { user: a, hash: "$2y$05$${"a".repeat(53)}" }`)}${target}`,
    );
    agree();
    await blog.publish();
    await expect(undo()).rejects.toMatchObject({ code: "undo.open", values: { sections: "日々" } });
    expect(JSON.stringify(await readTree(folder))).not.toContain("家族の文");
    // Without the password, the author may go back.
    await change("blog.yaml", `title: 日記\n${sections("")}${target}`);
    agree();
    await undo();
    expect(existsSync(join(folder, "hibi", "index.html"))).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.runIf(hasApache)(
  "an undo keeps the present password of a section, wherever its folder was",
  async () => {
    const apache = await startApache();
    try {
      const settings = (folder: string, password: string): string =>
        `title: 日記
sections:
  kazoku: { title: 家族, path: ${folder}, password: { user: a, hash: "${passwordHash(password)}" } }
  sora: { title: 空, path: "" }
targets:
  here: { kind: folder, directory: ${apache.documentRoot}, url: "${apache.url}" }
defaultTarget: here
`;
      const statusWith = async (path: string, password: string): Promise<number> => {
        const authorization = `Basic ${Buffer.from(`a:${password}`).toString("base64")}`;
        return (await fetch(`${apache.url}${path}`, { headers: { authorization } })).status;
      };
      const [family, sky] = ["posts/kazoku/a.md", "posts/sora/b.md"];
      const replace = async (path: string, from: string, to: string): Promise<void> =>
        blog.write(path, (await readFile(join(blog.folder, path), "utf8")).replace(from, to));
      blog = await openFiles({
        "blog.yaml": settings("uchi", "first password"),
        [family]: post("雨", "家族の文"),
        [sky]: post("空", "空の文", 10),
      });
      await blog.service.targets.test({ name: "here" }, new Cancellation());
      agree();
      await blog.publish();
      expect(await statusWith("uchi/", "first password")).toBe(200);
      await change("blog.yaml", settings("uchi", "second password"));
      agree();
      await blog.publish();
      expect(await statusWith("uchi/", "first password")).toBe(401);
      // Without the password, nothing differs from the first publish.
      await expect(undo()).rejects.toMatchObject({ code: "undo.none" });

      await replace(sky, "空の文", "空の後の文");
      await replace(family, "permalink: uchi/", "permalink: ie/");
      await change("blog.yaml", settings("ie", "third password"));
      agree();
      await blog.publish();
      await undo(1);
      for (const former of ["first", "second"])
        expect(await statusWith("uchi/", `${former} password`), former).toBe(401);
      expect(await statusWith("uchi/", "third password")).toBe(200);
      expect((await fetch(`${apache.url}uchi/`)).status).toBe(401);
      await expect(undo(2)).rejects.toMatchObject({ code: "undo.same" });
      expect(await (await fetch(`${apache.url}20240506-1000.html`)).text()).not.toContain("後の文");
      // The password is stored with the publish, so the undo can be undone.
      await undo(3);
      expect(await statusWith("ie/", "third password")).toBe(200);
    } finally {
      await apache.stop();
    }
  },
);
