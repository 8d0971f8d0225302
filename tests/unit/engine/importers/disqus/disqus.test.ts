import { expect, test } from "vitest";
import { movedFolder } from "../moved-folder.ts";

const head =
  '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">\n';

function threadText(id: number, link: string, title: string): string {
  return `<thread dsq:id="${id}"><id>/${id}</id><forum>garden</forum><link>${link}</link><title>${title}</title><message/><createdAt>2012-05-06T00:30:00Z</createdAt><author><email>hana@example.jp</email><name>Hana</name></author><isClosed>false</isClosed><isDeleted>false</isDeleted></thread>\n`;
}

function commentText(thread: number, message: string, marks = ""): string {
  return `<post dsq:id="9${thread}"><id/><message><![CDATA[${message}]]></message><createdAt>2012-05-07T01:02:03Z</createdAt>${marks}<author><email>taro@example.jp</email><name>Taro</name><isAnonymous>true</isAnonymous></author><ipAddress>192.0.2.1</ipAddress><thread dsq:id="${thread}" /></post>\n`;
}

test("Disqus: comments are kept in a file with the posts that they belong to; nothing is posted", async () => {
  const text =
    head +
    threadText(1, "https://old.example/2012/rain/", "Rain &amp;amp; wind") +
    threadText(2, "https://old.example/gone/?p=3", "Gone") +
    threadText(3, "https://old.example/silent/", "Silent") +
    commentText(1, '<p>Nice <a href="https://x.example/">words</a>.</p><p>Two</p>') +
    commentText(1, "bad", "<isDeleted>true</isDeleted>") +
    commentText(1, "worse", "<isSpam>true</isSpam>") +
    commentText(2, "<p>Where?</p>") +
    "</disqus>\n";
  await using moved = await movedFolder(
    {
      "posts.txt":
        "TITLE: Rain\nSTATUS: Publish\nDATE: 05/06/2012 09:30:00\n-----\nBODY:\n<p>Wet.</p>\n-----\n--------\n",
      "garden-2012.xml": text,
    },
    { chosen: ["posts.txt"], addresses: "/2012/rain/\tRain\t2012/05/06" },
  );
  const imported = await moved.next(["garden-2012.xml"]);
  expect(imported.format).toBe("disqus");
  expect(imported.report).toMatchObject({
    commentsFile: "comments/garden-2012.md",
    posts: [],
    analysis: { entries: 0, comments: 2, keptComments: 2 },
  });
  expect(await moved.read("comments/garden-2012.md")).toBe(
    "# garden-2012.xml\n\n## Rain & wind (posts/hitokoto/20120506-0930.md)\n\n**Taro**, 2012-05-07T01:02:03Z\n\n> Nice words.\n> Two\n\n## Gone (/gone/?p=3)\n\n**Taro**, 2012-05-07T01:02:03Z\n\n> Where?\n",
  );
  expect((await moved.next(["garden-2012.xml"])).report.commentsFile).toBe("comments/garden-2012.md");
});

test("Disqus: a damaged export is read as far as it goes, and one without threads is refused", async () => {
  const whole =
    head +
    threadText(1, "https://old.example/a/", "A") +
    commentText(1, "<p>One</p>") +
    commentText(1, "<p>Two");
  await using cut = await movedFolder({ "a.xml": whole.slice(0, -40) });
  expect(cut.report.files[0]?.damage?.line).toBe(5);
  expect(await cut.read("comments/a.md")).toContain("> One\n");
  await expect(movedFolder({ "a.xml": `${head}</disqus>` })).rejects.toMatchObject({
    code: "import.damaged",
  });
});
