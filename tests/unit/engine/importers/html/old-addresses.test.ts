import { chmod, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApacheServer, hasApache, startApache } from "../../../../support/servers/apache-server.ts";
import { runHere } from "../../cli/run-here.ts";
import { movedFolder } from "../moved-folder.ts";
import { diaryOf1999, generatedSite, programSite, wordsSite } from "./old-sites.ts";

describe.runIf(hasApache)("after an import and a build, Apache answers at each old address", () => {
  let server: ApacheServer;
  beforeAll(async () => {
    server = await startApache();
  });
  afterAll(() => server.stop());

  test.each([
    ["a diary of 1999", diaryOf1999, 6],
    ["the output of a generator", generatedSite, 4, "notes/old/tea.html"],
    ["saved pages of a program", programSite, 4],
    ["a diary in a table", wordsSite, 3],
  ])("%s", async (_, files, count, redirect = "") => {
    await using moved = await movedFolder(files);
    const settings = `title: 庭\nurl: ${server.url}\nsections:\n  hitokoto: { title: ひとこと }\nredirects: { htaccess: true }\n`;
    await writeFile(join(moved.blog, "blog.yaml"), settings);
    const built = await runHere(["build", "--out", server.documentRoot, "--force", moved.blog]);
    expect([built.code, built.stderr]).toEqual([0, expect.not.stringContaining("error")]);
    await chmod(server.documentRoot, 0o755);
    const published = moved.report.posts.filter(({ state }) => state === "published");
    expect(published).toHaveLength(count);
    for (const { title, oldPath } of published) {
      const answer = await fetch(new URL(oldPath ?? "", server.url));
      expect([oldPath, answer.status]).toEqual([oldPath, 200]);
      expect(await answer.text()).toContain(`<title>${title} - 庭</title>`);
    }
    // The front page, or a page of the old site that only redirected.
    expect((await fetch(server.url + redirect)).status).toBe(200);
  });
});

test("old pages in folders of lists keep their addresses, as far as the blog makes no page there", async () => {
  const page = (title: string): string =>
    `<html><head><title>${title}</title><meta property="article:published_time" content="2014-05-03"></head><body><p>${title}です。</p></body></html>`;
  const files = {
    "tags/a.html": page("一"),
    "x/b.html": page("二"),
    "index.html": page("三"),
    "tags/a/index.html": page("四"),
    "archive/20140503.html": page("五"),
    "archive/2014-05.html": page("六"),
    "assets/a.html": page("七"),
  };
  await using moved = await movedFolder(files, {
    settings: "title: 庭\nsections:\n  hitokoto: { title: ひとこと, path: tags }\n",
  });
  expect(moved.posts.get("一")).toContain("permalink: tags/a.html\n");
  expect(moved.posts.get("二")).toContain("permalink: x/b.html\n");
  expect(moved.posts.get("五")).toContain("permalink: archive/20140503.html\n");
  expect(moved.posts.get("四")).toMatch(/permalink: tags\/20140503-0000-\d\.html\n/);
  expect(moved.posts.get("三")).not.toContain("permalink: index.html");
  const lost = moved.report.posts.filter(({ notes }) => notes.includes("addressTaken"));
  expect(lost.map(({ title }) => title).sort()).toEqual(["三", "四", "六", "七"].sort());
  const { code, stderr } = await runHere(["build", "--out", `${moved.blog}-site`, moved.blog]);
  await rm(`${moved.blog}-site`, { recursive: true, force: true });
  expect([code, stderr]).toEqual([0, expect.not.stringMatching(/: error:/)]);
});
