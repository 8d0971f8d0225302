import { renameSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { Report } from "#engine/cli/report.ts";
import { answerAtShell } from "#engine/cli/shell-answers.ts";
import { lockRecord, newNonce } from "#engine/publish/lock/lock-record.ts";
import { trustFolder } from "#tests/support/trusted-folder.ts";
import { type CliResult, runCli } from "./run-cli.ts";
import { runHere } from "./run-here.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-decide-"));
  await mkdir(inside("site"));
  await mkdir(inside("blog", "posts", "hibi"), { recursive: true });
  const target = `    kind: folder\n    directory: ${inside("site")}\n    url: https://example.jp/\n`;
  const settings = `title: 雨音\nsections:\n  hibi:\n    title: 日々\ndefaultTarget: live\ntargets:\n  live:\n${target}`;
  await writeFile(inside("blog", "blog.yaml"), settings);
  await writePost("前の文");
  await trustFolder(inside("blog"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const inside = (...names: string[]): string => join(folder, ...names);
const livePage = (): Promise<string> => readFile(inside("site", "20240506-0900.html"), "utf8");

async function writePost(text: string): Promise<void> {
  const head = "title: 雨\ndate: 2024-05-06 9:00\npermalink: 20240506-0900.html\nguid: a";
  await writeFile(inside("blog", "posts", "hibi", "a.md"), `---\n${head}\n---\n\n${text}\n`);
}

function cli(...args: string[]): Promise<CliResult> {
  return runHere([...args, inside("blog")]);
}

test("a misspelt key of the target is named with its line, and the nearest right one", async () => {
  const file = inside("blog", "blog.yaml");
  await writeFile(file, (await readFile(file, "utf8")).replace("directory:", "direktory:"));
  const stopped = await cli("publish", "--yes");
  expect(stopped.stderr).toMatch(/blog\.yaml:9: error: .*direktory.*directory/);
  expect([stopped.code, stopped.stderr.match(/no target|earlier settings/)]).toEqual([1, null]);
  expect(JSON.parse((await cli("publish", "--yes", "--json")).stdout)).toMatchObject({
    error: { code: "blog.settingsInvalid", values: { key: "targets.live.direktory", near: "directory" } },
  });
  const misnamed = await cli("publish", "--target", "liv");
  expect([misnamed.code, misnamed.stderr]).toEqual([1, expect.stringContaining("direktory")]);
  await writeFile(file, (await readFile(file, "utf8")).replace("direktory:", "directory:"));
  const didYouMean = "no target “liv” (did you mean “live”?)";
  expect((await cli("publish", "--target", "liv")).stderr).toContain(didYouMean);
  // A fault elsewhere in the file is no cause.
  await writeFile(file, `${await readFile(file, "utf8")}subtitel: 空\n`);
  expect((await cli("publish", "--target", "liv")).stderr).toContain(didYouMean);
  await writeFile(file, (await readFile(file, "utf8")).replace("\ntargets:", "\ntarget:"));
  const wrong = JSON.parse((await cli("publish", "--target", "live", "--json")).stdout);
  expect(wrong).toMatchObject({ error: { values: { key: "target", near: "targets" } } });
});

test("of several faulty settings, the last line names the one that makes the target unusable", async () => {
  const file = inside("blog", "blog.yaml");
  const yaml = await readFile(file, "utf8");
  const lastLine = async (...args: string[]): Promise<string | undefined> => {
    const stopped = await cli("publish", "--yes", ...args);
    expect([stopped.code, stopped.stderr]).toEqual([1, expect.stringMatching(/blog\.yaml:\d+: error: /)]);
    return stopped.stderr.trimEnd().split("\n").at(-1);
  };
  const other = "\n  other:\n    kind: sftp\n    host: h\n    user: u\n    port: 99999\n    urll: x";
  await writeFile(file, yaml.replace(/directory: .*/, "urll: x\n    directory: [a]"));
  expect(await lastLine()).toContain("“targets.live.directory”");
  // The fault of the target itself is named first, and otherwise that of another target
  await writeFile(file, yaml.replace(/\n {2}live:/, `${other}$&`).replace(/directory: .*/, "directory: [a]"));
  expect(await lastLine()).toContain("“targets.live.directory”");
  await writeFile(file, yaml.replace(/\n {2}live:/, `${other}$&`).replace(/kind: folder/, "$&\n    urll: x"));
  expect(await lastLine()).toContain("“targets.other.port”");
  // The name of a target can begin with the name of another target, followed by a dot
  const dotted = "\n  a.b:\n    kind: folder\n    directory: [a]\n  a:\n    kind: folder\n    directory: [a]";
  await writeFile(file, yaml.replace(/\n {2}live:/, `${dotted}$&`));
  expect(await lastLine("--target", "a")).toContain("“targets.a.directory”");
  expect(await lastLine("--target", "a.b")).toContain("“targets.a.b.directory”");
  // Without a fault that removes targets, only the wrong name is to blame
  await writeFile(file, yaml.replace(/kind: folder/, "$&\n    urll: x"));
  const misnamed = await cli("publish", "--target", "liv");
  expect(misnamed.stderr.trimEnd().split("\n").at(-1)).toContain("no target “liv”");
});

test("changes by others stop a publish without a terminal, are listed, and are decided by an option", async () => {
  expect((await cli("publish", "--yes")).code).toBe(0);
  await writeFile(inside("site", "20240506-0900.html"), "手で直した\n");
  await writePost("後の文");
  for (const run of [runCli, runHere]) {
    const stopped = await run(["publish", "--yes", inside("blog")]);
    expect([stopped.code, stopped.stdout]).toEqual([1, ""]);
    expect(stopped.stderr).toContain("Not as you published them: 20240506-0900.html");
    expect(stopped.stderr).toContain("--keep-theirs or --take-mine");
  }
  const json = await cli("publish", "--json");
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    schema: "hitofude.publish/1",
    ok: false,
    error: { code: "publish.conflicts", message: expect.stringContaining("--take-mine") },
    plan: { questions: ["conflicts"] },
  });
  const dry = await cli("publish", "--dry-run", "--diff");
  expect([dry.code, dry.stderr]).toEqual([0, expect.stringContaining("Comparing…\n")]);
  expect(dry.stdout).toMatch(/^conflict\t\d+\t20240506-0900\.html\tedited$/m);
  expect(dry.stderr).toMatch(/^-手で直した$/m);
  expect(dry.stderr).toMatch(/^\+.*後の文/m);
  expect(await livePage()).toBe("手で直した\n");

  const kept = await cli("publish", "--keep-theirs");
  expect(kept).toMatchObject({ code: 0, stderr: expect.stringContaining("1 of others kept") });
  expect(await livePage()).toBe("手で直した\n");
  // The decision can be taken back, although nothing has changed since.
  const again = await cli("publish", "--take-mine", "--dry-run");
  expect(again.stdout).toMatch(/^conflict\t\d+\t20240506-0900\.html\tforeign$/m);
  expect((await cli("publish", "--take-mine")).code).toBe(0);
  expect(await livePage()).toContain("後の文");
});

test("files left out because of a link are written through it once --take-mine decides so", async () => {
  await mkdir(inside("disk"));
  await symlink("../disk", inside("site", "assets"));
  expect((await cli("publish", "--yes", "--keep-theirs")).code).toBe(0);
  expect(await readdir(inside("disk"))).toEqual([]);
  expect((await cli("publish", "--yes")).stderr).toContain("assets still leads elsewhere by a link");
  expect((await cli("publish", "--take-mine")).code).toBe(0);
  expect(await readdir(inside("disk"))).not.toEqual([]);
  expect((await cli("publish")).stderr).not.toContain("leads elsewhere");
});

test("publishes are listed and can be restored; without a terminal only with --yes", async () => {
  expect(await cli("undo", "--list")).toEqual({ code: 0, stdout: "", stderr: "" });
  const none = await cli("undo");
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining("No earlier publish") });
  for (const text of ["文一", "文二", "文三"]) {
    await writePost(text);
    expect((await cli("publish", "--yes")).code).toBe(0);
  }
  const { stdout } = await cli("undo", "--list");
  expect(stdout.split("\n").map((line) => line.split("\t")[0])).toEqual(["3", "2", "1", ""]);
  expect(stdout).toMatch(/^3\t20\S+ [\d:]{8} [+-]\d\d:\d\d\t\+0 ~\d+ -0\tLive now; Changed: 雨$/m);
  const [, listed = ""] = stdout.split("\t");
  const tokyo = await runCli(["undo", "--list", inside("blog")], { environment: { TZ: "Asia/Tokyo" } });
  expect(tokyo.stdout.split("\t")[1]).toMatch(/ \+09:00$/);
  expect(Date.parse(tokyo.stdout.split("\t")[1] ?? "")).toBe(Date.parse(listed));
  const states = JSON.parse((await cli("undo", "--list", "--json")).stdout).states;
  expect(states).toMatchObject([{ number: 3, isLive: true }, { number: 2 }, { number: 1, target: "live" }]);

  const unasked = await cli("undo");
  expect([unasked.code, unasked.stdout]).toEqual([1, ""]);
  const dry = await cli("undo", "--dry-run", "--json");
  expect(JSON.parse(dry.stdout).files).toContainEqual(
    expect.objectContaining({ path: "20240506-0900.html" }),
  );
  expect(await livePage()).toContain("文三");

  const undone = await cli("undo", "--yes", "--json");
  expect(undone.code).toBe(0);
  expect(JSON.parse(undone.stdout)).toMatchObject({ target: "live", removed: 0 });
  expect(await livePage()).toContain("文二");
  expect((await cli("undo", "--to", "1", "--yes")).code).toBe(0);
  expect(await livePage()).toContain("文一");
  const gone = await cli("undo", "--to", "77", "--yes");
  expect(gone).toMatchObject({ code: 1, stderr: expect.stringContaining("77") });
});

test("an undo leaves files of others, unless --take-mine replaces them", async () => {
  expect((await cli("publish", "--yes")).code).toBe(0);
  await writePost("後の文");
  expect((await cli("publish", "--yes")).code).toBe(0);
  await writeFile(inside("site", "20240506-0900.html"), "手で直した\n");
  const stopped = await cli("undo", "--yes");
  expect(stopped).toMatchObject({ code: 1, stderr: expect.stringContaining("--keep-theirs or --take-mine") });
  const kept = await cli("undo", "--yes", "--keep-theirs");
  expect(kept).toMatchObject({ code: 0, stderr: expect.stringContaining("1 of others kept") });
  expect(await livePage()).toBe("手で直した\n");
  // The earlier decision to keep the file is taken back, too.
  const dry = await cli("undo", "--to", "1", "--take-mine", "--dry-run");
  expect(dry.stdout).toMatch(/^conflict\t\d+\t20240506-0900\.html\tforeign$/m);
  expect(await livePage()).toBe("手で直した\n");
  expect((await cli("undo", "--to", "1", "--yes", "--take-mine")).code).toBe(0);
  expect(await livePage()).toContain("前の文");
});

test("a redirect from an earlier address below parts/ is deleted only with --delete, too", async () => {
  const [file, redirect] = [inside("blog", "posts", "hibi", "a.md"), inside("site", "parts", "old.html")];
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("guid: a", "guid: a\naliases: [parts/old.html]"));
  expect((await cli("publish", "--yes")).code).toBe(0);
  expect(await readFile(redirect, "utf8")).toContain("20240506-0900.html");
  await writeFile(file, text);
  expect(await cli("publish", "--yes")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("--delete"),
  });
  await readFile(redirect);
  expect((await cli("publish", "--delete")).code).toBe(0);
  await expect(readFile(redirect)).rejects.toThrow("ENOENT");
});

test("parts that only the former theme has are deleted without a question", async () => {
  const [file, part] = [inside("blog", "blog.yaml"), inside("site", "parts", "side.html")];
  const yaml = await readFile(file, "utf8");
  await writeFile(file, `${yaml}parts: { include: ssi }\ntheme: hitokoto\n`);
  expect((await cli("publish", "--yes")).code).toBe(0);
  await readFile(part);
  await writeFile(file, `${yaml}parts: { include: ssi }\ntheme: fude\n`);
  expect(await cli("publish", "--yes")).toMatchObject({ code: 0 });
  await expect(readFile(part)).rejects.toThrow("ENOENT");
});

test("published files are deleted only with --delete, not with --yes", async () => {
  expect((await cli("publish", "--yes")).code).toBe(0);
  await rm(inside("blog", "posts", "hibi", "a.md"));
  for (const args of [["publish"], ["publish", "--yes"]]) {
    const stopped = await cli(...args);
    expect([stopped.code, stopped.stdout]).toEqual([1, ""]);
    expect(stopped.stderr).toMatch(/^removed\t\d+\t20240506-0900\.html$/m);
    expect(stopped.stderr).toMatch(/\(20240506-0900\.html, .*\) would be deleted.*add --delete/);
    expect(await livePage()).toContain("前の文");
  }
  const json = await cli("publish", "--json");
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: "publish.removals" } });
  const removed = await cli("publish", "--delete");
  expect(removed.code).toBe(0);
  await expect(livePage()).rejects.toThrow("ENOENT");

  // The list names the deleted post, and an undo names it although its file is gone.
  const newest = async (): Promise<string> => (await cli("undo", "--list")).stdout.split("\n")[0] ?? "";
  expect(await newest()).toMatch(/\tLive now; Deleted: 雨$/);
  const [state] = JSON.parse((await cli("undo", "--list", "--json")).stdout).states;
  expect(state.posts.removed).toEqual({ count: 1, names: [{ path: "posts/hibi/a.md", title: "雨" }] });
  expect((await cli("undo", "--yes")).stderr).toContain("Published “雨”.");
  expect(await newest()).toMatch(/\tLive now; Went back to [^;]+; New: 雨$/);
});

test("files that are missing on the server are sent again with --repair, and --review compares everything", async () => {
  const first = await cli("publish", "--yes");
  expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining("Document root: ") });
  await rm(inside("site", "20240506-0900.html"));
  const stopped = await cli("publish");
  expect([stopped.code, stopped.stdout]).toEqual([1, ""]);
  expect(stopped.stderr).toMatch(/^lost\t\d+\t20240506-0900\.html$/m);
  expect(stopped.stderr).toMatch(/earlier version \(20240506-0900\.html\).*Add --repair/);
  const dry = await cli("publish", "--dry-run");
  expect(dry).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("missing on the server, or earlier"),
  });
  expect((await cli("publish", "--repair")).code).toBe(0);
  expect(await livePage()).toContain("前の文");

  // A review compares what the next publish would not even look at, and shows the plan
  await writeFile(inside("site", "20240506-0900.html"), "手で直した\n");
  const reviewed = await cli("publish", "--review", "--keep-theirs");
  expect(reviewed.code).toBe(0);
  expect(reviewed.stderr).toMatch(/^conflict\t\d+\t20240506-0900\.html\tedited$/m);
  const nothing = await cli("publish", "--review");
  expect(nothing).toMatchObject({ code: 0, stderr: expect.stringContaining("0 files sent") });
  // A file that is kept once more after another change needs no third decision.
  await writeFile(inside("site", "20240506-0900.html"), "また手で直した\n");
  expect((await cli("publish", "--review", "--keep-theirs")).code).toBe(0);
  expect((await cli("publish", "--review")).code).toBe(0);
  expect(await livePage()).toBe("また手で直した\n");
});

test("a fresh checkout publishes over what the last run published, if nobody else published since", async () => {
  /** Publishes as a CI service does: on a new computer that knows nothing of earlier publishes. */
  const runJob = async (text: string, ...args: string[]): Promise<CliResult> => {
    await rm(process.env.HITOFUDE_DATA ?? "", { recursive: true });
    await writePost(text);
    return cli("publish", "--trust", "--yes", ...args);
  };
  expect((await runJob("一回目", "--publisher", "ci")).code).toBe(0);
  expect((await runJob("二回目", "--publisher", "ci")).code).toBe(0);
  expect(await livePage()).toContain("二回目");
  // Without the name, or after a publish by somebody else, the version on the server may be newer
  const unnamed = await runJob("三回目");
  expect([unnamed.code, await livePage()]).toEqual([1, expect.stringContaining("二回目")]);
  expect(unnamed.stderr).toContain("--take-mine");
  expect((await runJob("手元から", "--take-mine")).code).toBe(0);
  const stopped = await runJob("四回目", "--publisher", "ci");
  expect([stopped.code, await livePage()]).toEqual([1, expect.stringContaining("手元から")]);
  expect((await runJob("四回目", "--publisher", "ci", "--take-mine")).code).toBe(0);
  expect((await runJob("五回目", "--publisher", "ci")).code).toBe(0);
  expect(await livePage()).toContain("五回目");
});

test("a live post that cannot be read stays online, although a fresh checkout does not know that it is live", async () => {
  const runJob = async (): Promise<CliResult> => {
    await rm(process.env.HITOFUDE_DATA ?? "", { recursive: true });
    return cli("publish", "--trust", "--yes", "--publisher", "ci", "--delete", "--take-mine");
  };
  expect((await runJob()).code).toBe(0);
  const file = inside("blog", "posts", "hibi", "a.md");
  await writeFile(file, (await readFile(file, "utf8")).replace("title: ", "title: ["));
  for (const name of ["a.md", "renamed.md"]) {
    await rename(file, inside("blog", "posts", "hibi", name));
    const stopped = await runJob();
    expect([stopped.code, stopped.stderr]).toEqual([
      1,
      expect.stringContaining(`posts/hibi/${name}:3: error`),
    ]);
    expect(await livePage()).toContain("前の文");
    await rename(inside("blog", "posts", "hibi", name), file);
  }
});

test("a clock far behind the last publish is named, and needs --yes without a terminal", async () => {
  expect((await cli("publish", "--yes")).code).toBe(0);
  await writePost("後の文");
  vi.useFakeTimers({ now: Date.parse("2024-06-01T00:00:00Z"), toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const stopped = await cli("publish");
  expect([stopped.code, stopped.stdout]).toEqual([1, ""]);
  expect(stopped.stderr).toMatch(/clock shows 2024-06-01 09:00, but the last publish was at 20/);
  expect(await livePage()).toContain("前の文");
  expect((await cli("publish", "--yes")).code).toBe(0);
  expect(await livePage()).toContain("後の文");
});

test("what the shell says about the public page names the proxies that it knows", () => {
  const report = new Report("en");
  expect(report.note("verify.unreachable", {})).toMatch(/set HTTPS_PROXY.*proxy scripts \(PAC\)/);
  const unreachable = report.sentence("test.webUnreachable", { url: "https://a.example/", reason: "x" });
  expect(unreachable).toMatch(/set HTTPS_PROXY.*proxy scripts \(PAC\)/);
  expect(report.note("verify.differs", {})).toMatch(/old version/);
});

test("an abandoned lock is taken over only on request", async () => {
  const question = { kind: "lock", owner: "author (desk)", since: "2024", watchedSeconds: 60 } as const;
  const answer = (takeOver: boolean) =>
    answerAtShell(
      question,
      { yes: true, deletes: false, repair: false, theirs: null, takeOver, diff: false, trust: false },
      async () => ({ kind: "noText" }),
      new Report("en"),
    );
  expect((await answer(false)).accept).toBe(false);
  expect((await answer(true)).accept).toBe(true);
});

test("while another computer publishes, the shell says who, since when, and what to do", async () => {
  expect((await cli("publish", "--yes")).code).toBe(0);
  await writePost("後の文");
  const [id = ""] = (await readdir(inside(".hitofude"))).filter((name) => !name.startsWith("."));
  const owner = { user: "author", computer: "study" };
  const lock = inside(".hitofude", id, "site", "lock");
  await mkdir(lock);
  const file = join(lock, newNonce(owner));
  const since = new Date(2024, 4, 6, 9, 3).toISOString();
  let beat = 0;
  // Replaces the file in one step, so that a reader never finds it empty.
  const show = (): void => {
    beat += 1;
    writeFileSync(inside("beat"), lockRecord(owner, since, beat));
    renameSync(inside("beat"), file);
  };
  show();
  const live = setInterval(show, 100);
  onTestFinished(() => clearInterval(live));
  const stopped = await cli("publish", "--yes");
  expect(stopped).toMatchObject({ code: 1, stdout: "" });
  expect(stopped.stderr).toContain("author (study) has been publishing since 2024-05-06 09:03.");
  expect(stopped.stderr).toContain("--take-over");
  // The folder is removed before the functions of `onTestFinished` are called.
  clearInterval(live);
});

test("control characters in names from the server do not reach the terminal", async () => {
  const said: string[] = [];
  const report = new Report("en");
  vi.spyOn(report, "say").mockImplementation((line) => void said.push(line));
  const file = { path: "a\u001b[2J.html", change: "conflict", size: 1, because: "edited" } as const;
  const plan = { files: [file], questions: [], bytes: 1, unchanged: 0, removals: 0 };
  const compare = async () => ({ kind: "noText" }) as const;
  const off = { yes: false, deletes: false, repair: false, takeOver: false, trust: false };
  const choices = { ...off, diff: true, theirs: null };
  const question = { kind: "plan", plan } as unknown as Parameters<typeof answerAtShell>[0];
  await answerAtShell(question, choices, compare, report);
  expect(said.join("\n")).toContain("+++ mine: a[2J.html");
  expect(said.join("\n")).not.toContain("\u001b");
});
