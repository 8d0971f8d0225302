import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { systemError } from "#engine/base/files/simulated-system.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";
import { openFiles, post, settings, type TestBlog } from "../app/open-service.ts";
import { asWindows, hold, letGo } from "./as-windows.ts";

const changing = ["rename", "remove", "copy", "open", "write", "link"] as const;

/** Holds every file that is changed for its first two attempts. Returns the number of attempts by path. */
function holdEveryFile(): ReadonlyMap<string, number> {
  const attempts = new Map<string, number>();
  asWindows({
    before: (operation, path) => {
      if (!changing.some((each) => each === operation)) return;
      const done = attempts.get(path) ?? 0;
      attempts.set(path, done + 1);
      if (done < 2) throw systemError(done === 0 ? "EPERM" : "EBUSY", path);
    },
  });
  return attempts;
}

interface WebBlog extends TestBlog {
  /** The folder to which the blog is published. */
  readonly web: string;
}

/** Opens a blog that is published to a folder, and accepts every question. */
async function open(): Promise<WebBlog> {
  const blog = await openFiles({ "posts/hibi/a.md": post("雨", "一") });
  const web = join(dirname(blog.folder), "web");
  await mkdir(web);
  const target = `  web:\n    kind: folder\n    directory: ${web}\n    url: http://127.0.0.1:9/\n`;
  await blog.write("blog.yaml", `${settings}${target}defaultTarget: web\n`);
  return agreeing({ ...(await blog.reopen()), web });
}

function agreeing<B extends TestBlog>(blog: B): B {
  blog.service.events.forwardTo({
    emit: (name, payload) => {
      if (name !== "publish.question" || !("question" in payload)) return;
      void yes(payload.question).then((answer) => blog.service.publishing.answer(payload.id, answer));
    },
  });
  return blog;
}

const page = "20240506-0900.html";

test("save, build, publish and undo succeed although every file is held at first", async () => {
  const blog = await open();
  const attempts = holdEveryFile();
  await blog.publish();
  expect(await readFile(join(blog.web, page), "utf8")).toContain("一");
  const { hash, frontMatter } = await blog.service.posts.open("posts/hibi/a.md");
  const changed = { path: "posts/hibi/a.md", frontMatter, body: "\n二\n", baseHash: hash, force: false };
  await blog.service.posts.save(changed);
  await blog.publish();
  expect(await readFile(join(blog.web, page), "utf8")).toContain("二");
  await blog.service.publishing.undo({
    number: undefined,
    target: "web",
    signal: new Cancellation(),
  } as never);
  expect(await readFile(join(blog.web, page), "utf8")).toContain("一");
  expect(attempts.size).toBeGreaterThan(20);
  letGo();
  await blog.close();
});

test.each([
  ["is held in the program's cache", "EPERM", "file.inUse", /site\/web\/20240506-0900\.html$/],
  ["is held in the target's folder", "EPERM", "file.inUse", /(?<!site)\/web\/20240506-0900\.html$/],
  ["does not fit on the disk of the cache", "ENOSPC", "file.diskFull", /site\/web\/20240506-0900\.html/],
  ["does not fit on the target's disk", "ENOSPC", "publish.remoteDiskFull", /\/\.hitofude\/.*\/stage/],
] as const)("a page that %s is named, and the next publish completes it", async (_, fault, code, held) => {
  const blog = await open();
  await blog.publish();
  await blog.write("posts/hibi/a.md", post("雨", "二"));
  const again = agreeing(await blog.reopen());
  const on = fault === "EPERM" ? (["rename", "remove"] as const) : (["open", "write"] as const);
  hold({ on, path: held, code: fault });
  const path = expect.stringMatching(/20240506-0900\.html$|\/stage/);
  await expect(again.publish()).rejects.toMatchObject({ code, values: { path } });
  letGo();
  expect(await readFile(join(blog.web, page), "utf8")).toContain("一");
  await again.publish();
  expect(await readFile(join(blog.web, page), "utf8")).toContain("二");
  await again.close();
});
