import { expect, test } from "vitest";
import { oldSite } from "#engine/app/move-in/old-site.ts";
import { PinnedHosts } from "#engine/importers/pictures/public-address.ts";
import { MoveIn } from "#renderer/state/move-in.ts";
import { choices, moveInBlog } from "../../engine/app/move-in/move-in-blog.ts";
import { entryText } from "../../engine/importers/export-files.ts";
import { hold, letGo } from "../../engine/systems/as-windows.ts";
import { serveEngine } from "../support/served-engine.ts";

const loopback = (address: string): boolean => address === "127.0.0.1";

/** The state of moving in, with the real engine service, for two entries whose images name no server. */
async function movingIn() {
  const text = [1, 2]
    .map((day) =>
      entryText({
        meta: { DATE: `05/0${day}/2012 09:30:00`, TITLE: `${day}日` },
        body: '<p><img src="/img/a.png"></p>',
      }),
    )
    .join("");
  const blog = await moveInBlog({ "a.txt": text });
  const { service } = blog;
  const { client, server } = serveEngine({
    "import.look": (given, signal) => service.look(given, signal),
    "import.run": (given, signal) => service.run(given, signal),
    "import.site": (given, signal) =>
      oldSite(given, {
        timeZone: "Asia/Tokyo",
        signal,
        onProgress: () => undefined,
        pinned: () => new PinnedHosts(async () => ["127.0.0.1"], loopback),
        pauseMs: 0,
      }),
    "import.last": async () => ({ last: await service.last() }),
  });
  const moveIn = new MoveIn(client, async () => undefined);
  await moveIn.take(["a.txt"]);
  return {
    moveIn,
    paths: blog.paths,
    state: () => moveIn.store.getState(),
    async [Symbol.asyncDispose]() {
      server.close();
      await blog[Symbol.asyncDispose]();
    },
  };
}

/** Returns the titles of the posts that the result of the import says to look at. */
const noted = ({ report }: ReturnType<MoveIn["store"]["getState"]>): string[] =>
  (report?.notes ?? []).flatMap(({ posts }) => posts.map(({ title }) => title)).sort();

/** An address at which no server answers. */
const closed = "http://old.example:1";

test("an address that cannot be read is used only if the author says so, and can be removed", async () => {
  await using sheet = await movingIn();
  const { moveIn, state } = sheet;
  expect(state().look?.pictures).toEqual({ "": 1 });
  await moveIn.readSite(closed, false);
  expect(state()).toMatchObject({
    error: { code: "import.siteUnreachable" },
    unreadSite: "offered",
    look: { pictures: { "": 1 } },
  });
  await moveIn.keepUnreadSite();
  expect(state()).toMatchObject({ unreadSite: "used", look: { pictures: { "old.example:1": 1 } } });
  await moveIn.readSite("", false);
  expect(state()).toMatchObject({
    siteAddress: "",
    unreadSite: null,
    error: null,
    look: { pictures: { "": 1 } },
  });
});

test("text that is no address is not offered, and an error of the files stays visible", async () => {
  await using sheet = await movingIn();
  const { moveIn, state } = sheet;
  await moveIn.readSite("no address", false);
  expect(state()).toMatchObject({ error: { code: "import.siteAddress" }, unreadSite: null });
  moveIn.choose({ section: "gone" });
  await moveIn.readSite(closed, false);
  expect(state()).toMatchObject({ error: { code: "import.noSection" } });
});

test("an import that failed in the middle lists the posts of both parts, and only those", async () => {
  await using sheet = await movingIn();
  const { moveIn, state } = sheet;
  hold({ on: ["rename", "link", "write", "open"], path: /20120502-0930/, code: "ENOSPC" });
  await moveIn.run();
  expect(state()).toMatchObject({ error: { code: "file.diskFull" }, report: null });
  expect(sheet.paths()).toHaveLength(1);
  letGo();
  await moveIn.run();
  expect(state().error).toBeNull();
  expect(noted(state())).toEqual(["1日", "2日"]);
});

test("what an import did not write before it was cancelled is not listed after other choices", async () => {
  await using sheet = await movingIn();
  const { moveIn, state } = sheet;
  const run = moveIn.run();
  moveIn.cancel();
  await run;
  expect(state()).toMatchObject({ isInterrupted: true, report: null });
  expect(sheet.paths()).toEqual([]);
  moveIn.choose({ ...choices, site: "https://old.example" });
  await moveIn.run();
  expect(state().report?.counts).toMatchObject({ add: 2 });
  expect(noted(state())).toEqual([]);
});
