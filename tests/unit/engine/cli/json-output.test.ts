import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "#contract/errors.ts";
import { readCommandLine } from "#engine/cli/command-line.ts";
import { isJsonCommand, jsonCommands, schemaName } from "#engine/cli/command-table.ts";
import { outputSchema } from "#engine/cli/json-output.ts";
import { UsageError } from "#engine/cli/help/usage.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { trustFolder } from "#tests/support/trusted-folder.ts";
import { runCli } from "./run-cli.ts";
import { runHere } from "./run-here.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-json-"));
  await mkdir(join(folder, "site"));
  await mkdir(blog("posts", "hibi"), { recursive: true });
  const target = `    kind: folder\n    directory: ${join(folder, "site")}\n    url: https://example.jp/\n`;
  await writeFile(
    blog("blog.yaml"),
    `title: 雨音\nsections:\n  hibi:\n    title: 日々\ndefaultTarget: live\ntargets:\n  live:\n${target}`,
  );
  await write("前の文");
  await trustFolder(blog());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const blog = (...names: string[]): string => join(folder, "blog", ...names);
const write = (text: string): Promise<void> =>
  writeFile(blog("posts", "hibi", "a.md"), `---\ntitle: 雨\ndate: 2024-05-06 9:00\n---\n\n${text}\n`);

/** Runs a command with `--json`. Returns its exit code and the printed object, which fits the schema. */
async function json(...args: string[]) {
  const { code, stdout } = await runHere([...args, "--json"]);
  const printed = JSON.parse(stdout);
  if (!isJsonCommand(args[0])) throw new Error(`no JSON of ${args[0]}`);
  const validate = new Ajv2020({ strict: false }).compile(outputSchema(args[0]));
  expect([validate(printed), validate.errors]).toEqual([true, null]);
  expect(printed).toMatchObject({ schema: `hitofude.${args[0]}/1`, ok: code === 0 || code === 3 });
  return { code, ...printed };
}

test("each outcome of publish, undo, check and build is one object that fits its schema", async () => {
  expect(await json("publish", "--dry-run", blog())).toMatchObject({ code: 0, first: true });
  // Without a terminal, a first publish needs --yes
  expect(await json("publish", blog())).toMatchObject({
    code: 1,
    error: { code: "publish.unconfirmed", message: expect.stringMatching(/agreement.*--dry-run.*--yes/) },
  });
  expect(await json("publish", "--yes", blog())).toMatchObject({ code: 0, target: "live", leftOut: [] });
  await write("後の文");
  expect(await json("publish", blog())).toMatchObject({ code: 0, uploaded: expect.any(Number) });
  expect((await json("undo", "--list", blog())).states).toHaveLength(2);
  expect(await json("undo", "--yes", blog())).toMatchObject({ code: 0 });
  expect(await json("undo", "--to", "99", blog())).toMatchObject({ code: 1, error: { code: "undo.gone" } });
  await rm(blog("posts"), { recursive: true });
  const removals = await json("publish", blog());
  expect(removals).toMatchObject({ code: 1, error: { code: "publish.removals" } });
  expect(removals.plan.questions).toContain("removals");
  expect(await json("check", blog())).toMatchObject({ code: 0, problems: expect.any(Array) });
  expect(await json("build", "--out", join(folder, "out"), blog())).toMatchObject({ code: 0 });
});

test("a publish that has only to complete an interrupted one says what went online", async () => {
  expect((await json("publish", "--yes", blog())).code).toBe(0);
  await write("後の文");
  const cut = vi.spyOn(LocalFiles.prototype, "replace").mockImplementation(async (from, to) => {
    if (to.startsWith(join(folder, "site/")))
      throw new AppError("publish.connectionLost", { reason: "test" });
    await rename(from, to);
  });
  expect(await json("publish", blog())).toMatchObject({ code: 1, error: { code: "publish.connectionLost" } });
  cut.mockRestore();
  const { stdout, stderr } = await runHere(["publish", "--json", blog()]);
  const { uploaded, finished, posts } = JSON.parse(stdout);
  expect({ uploaded, finished, posts }).toMatchObject({
    uploaded: 0,
    finished: { files: expect.any(Number), removed: 0, at: expect.stringMatching(/^20/) },
    posts: { new: { count: 0 }, changed: { count: 1, first: { title: "雨" } } },
  });
  expect(finished.files).toBeGreaterThan(0);
  expect(stderr).toContain("Updated “雨”.");
  expect(stderr).toContain(`${finished.files} files of an interrupted publish are online now.`);
  const again = await json("publish", blog());
  expect(again).toMatchObject({ code: 0, uploaded: 0, posts: { changed: { count: 0 } } });
  expect(again).not.toHaveProperty("finished");
});

test("wrong use, a missing blog and a test are one object, too, and the texts stay on standard error", async () => {
  const runs = [["publish"], ["check", join(folder, "gone")], ["test", blog()], ["--schema", "publish"]];
  const [usage, gone, tested, schema] = await Promise.all(
    runs.map((args) => runCli(args[0] === "--schema" ? args : [...args, "--json"])),
  );
  expect([usage?.code, JSON.parse(usage?.stdout ?? "")]).toMatchObject([2, { error: { code: "usage" } }]);
  expect([gone?.code, JSON.parse(gone?.stdout ?? "")]).toMatchObject([
    1,
    { ok: false, error: { code: "blog.notFound", message: expect.stringContaining("gone was not found") } },
  ]);
  expect(gone?.stderr).toContain("was not found");
  expect(JSON.parse(tested?.stdout ?? "")).toMatchObject({
    schema: "hitofude.test/1",
    steps: expect.any(Array),
  });
  expect(JSON.parse(schema?.stdout ?? "")).toEqual(JSON.parse(JSON.stringify(outputSchema("publish"))));
});

test("a draft is shared, is on the web after a publish, and is gone after the sharing ends", async () => {
  const draft = blog("posts", "hibi", "secret.md");
  await writeFile(draft, "---\ntitle: 内緒\ndate: 2024-05-06 11:00\nstatus: draft\n---\n\n下書きの文\n");
  const shared = await runHere(["share", "--for", "day", draft]);
  expect(shared).toMatchObject({ code: 0, stderr: expect.stringContaining("Not online yet") });
  const [, key = ""] = /^https:\/\/example\.jp\/d\/([0-9a-f]{32})\/\n$/.exec(shared.stdout) ?? [];
  expect(await readFile(draft, "utf8")).toMatch(new RegExp(`^shareKey: "?${key}"?$`, "m"));
  const page = join(folder, "site", "d", key, "index.html");
  expect((await runHere(["publish", "--yes", blog()])).code).toBe(0);
  expect(await readFile(page, "utf8")).toContain("下書きの文");

  const renewed = await json("share", draft, "--for", "month");
  expect(renewed).toMatchObject({ path: "posts/hibi/secret.md", address: `d/${key}/`, state: "online" });
  expect(renewed.url).toBe(`https://example.jp/d/${key}/`);
  expect(Date.parse(renewed.until)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
  expect(await json("share", "--stop", draft)).toMatchObject({ state: "withdrawn", url: null, until: null });
  expect(await readFile(draft, "utf8")).not.toContain("share");
  expect((await runHere(["publish", "--yes", blog()])).code).toBe(0);
  await expect(readFile(page)).rejects.toThrow("ENOENT");
  expect(await runHere(["share", "--stop", draft])).toMatchObject({ code: 0, stdout: "" });
});

test("only a draft of a blog can be shared", async () => {
  const refusals = [
    [blog("posts", "hibi", "a.md"), "share.notDraft"],
    [blog("posts", "hibi", "none.md"), "file.notFound"],
    [blog("blog.yaml"), "share.noPost"],
    [join(folder, "site"), "share.noPost"],
  ];
  for (const [path = "", code] of refusals)
    expect(await json("share", path)).toMatchObject({ code: 1, error: { code } });
});

test("--schema names the commands that it knows", () => {
  for (const command of jsonCommands)
    expect(outputSchema(command)).toMatchObject({ $id: schemaName(command) });
  expect(() => readCommandLine(["--schema", "render"])).toThrow(UsageError);
});

test("--quiet prints nothing of a publish that needs nobody", async () => {
  expect(await runHere(["publish", "--yes", "--quiet", blog()])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^https:\/\/example\.jp\/\S*\n$/),
    stderr: expect.not.stringMatching(/sent|Publishing|new\t/),
  });
});
