import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { importedPost } from "#engine/blog/posts/imported-post.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import { reportAttempts } from "#tests/support/attack.ts";
import { buildBlog, postWith, settingsWith } from "./support/hostile-site.ts";
import { serverVectors } from "./support/techniques.ts";

const code = /<[?%]|<!--#|<script\s+language\s*=\s*["']?php/gi;
const declaration = /^<\?xml version="1\.0" encoding="UTF-8"\?>/;

/**
 * Builds a site with server code in every text and file of a blog that can contain it.
 * `include` is the mode of including parts.
 */
async function filesWithCode(include: string, changes: Record<string, unknown> = {}): Promise<string[]> {
  const words = serverVectors.join(" ");
  const settings = settingsWith(words, "fude", {
    parts: { include },
    header: words,
    footer: [words, serverVectors[4], ...serverVectors],
    notices: [{ text: words }],
    sections: { diary: { title: words, charset: "Shift_JIS" }, other: { title: "別" } },
    ...changes,
  });
  const body = Buffer.from(
    `---\ndate: 2025-03-01\nsection: other\nstatus: ready\n---\n${serverVectors.join("\n\n")}\n\n文${words}文\n`,
  );
  const raw = parsePost({ path: "posts/other/raw.md", bytes: body, settings });
  const posts = [...serverVectors.map((vector, index) => postWith(vector, index, settings)), raw];
  const { files } = await buildBlog(settings, posts, (folder) => {
    for (const [path, text] of [
      [
        "theme/templates/partials/footer.liquid",
        `${words}{{ site.title | raw }}{{ site.parts.footer | raw }}`,
      ],
      ["theme/templates/parts/lead.liquid", words],
      ["theme/assets/a.html", words],
      ["media/a.html", words],
    ] as const) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });
  return [...files].flatMap(([path, text]) => {
    const ours =
      /^<\?php readfile\(__DIR__ \. '\/(?:\.\.\/)*parts\/[\w-]+\.html'\); \?>|^<!--#include virtual="\/parts\/[\w-]+\.html" -->|^<!--#(?:set var="hitofude_(?:title|address)" value="[\w%.!~*()-]*"|echo encoding="none" var="hitofude_(?:title|address)") -->|^<\?php echo strtr\(file_get_contents\(__DIR__ \. '\/(?:\.\.\/)*parts\/share\.html/;
    const found = [...text.replace(declaration, "").matchAll(code)].map(({ index }) =>
      text.replace(declaration, "").slice(index, index + 300),
    );
    return found
      .filter((start) => !(/^(?:php|ssi)$/.test(include) && ours.test(start)))
      .map((start) => `${include} ${path}: ${start}`);
  });
}

test("no file of a site contains server code that is not ours", async () => {
  const succeeded: string[] = [];
  for (const include of ["none", "ssi", "php", "script"]) succeeded.push(...(await filesWithCode(include)));
  // Each vector is in eleven kinds of places:
  // titles, tags, summaries, messages, alt texts, texts, settings, parts, the theme, media and feeds.
  await reportAttempts("code for servers in texts and themes", {
    tried: serverVectors.length * 4 * 11,
    succeeded,
  });
});

test("server code is kept if the author allows it", async () => {
  const found = await filesWithCode("none", { serverCode: true });
  expect(found.filter((line) => line.includes("media/a.html"))).not.toEqual([]);
  expect(found.filter((line) => line.includes("20250301"))).not.toEqual([]);
});

const endings = "php PHP php5 pHtMl phar pht cgi pl py asp aspx jsp shtml cfm".split(" ");
const addresses = endings.flatMap((ending) => [
  `guest.${ending}`,
  `a/guest.${ending}`,
  `guest.${ending}.html`,
  `guest.${ending}/`,
  `guest.${ending}.`,
  `guest%2e${ending}`,
  `guest.${ending}%00.html`,
  `guest.${ending}/index.html`,
]);
const others = [
  ".htaccess",
  ".user.ini",
  "a/.git/index.html",
  "visitors/x.html",
  "VISITORS/x.html",
  "web.config",
  "a.txt",
  "../a.html",
  "a\\..\\b.php",
];

/** Returns the files that a server would execute, except those whose names the generator chose. */
function runnable(paths: Iterable<string>): string[] {
  return [...paths].filter(
    (path) =>
      /\.(?:php|pht|phar|cgi|pl|py|asp|jsp|shtml|cfm)/i.test(path) || /(?:^|\/)\.|^visitors\//i.test(path),
  );
}

test("no file is published at a path that a server would execute or read as configuration", async () => {
  const settings = settingsWith("ことば", "fude");
  const fixed = [...addresses, ...others];
  const posts = fixed.flatMap((address, index) => {
    const post = postWith("ことば", index, settings);
    const imported = importedPost(
      "a.md",
      Buffer.from(`---\ntitle: x\npermalink: ${JSON.stringify(address)}\n---\nx\n`),
      settings,
      0,
    );
    const front = (imported.frontMatter ?? "").replace("status: draft", "status: ready");
    const other = parsePost({ path: `posts/diary/i${index}.md`, bytes: Buffer.from(front), settings });
    return [
      { ...post, aliases: [address], tags: [address], title: address },
      { ...other, path: `posts/diary/p${index}.md` },
    ];
  });
  const site = await buildBlog(settings, posts, (folder) => {
    for (const address of addresses.filter((path) => !/%|[./]$|index/.test(path))) {
      for (const path of [`media/${address}`, `theme/assets/${address}`]) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), "x");
      }
    }
  });
  const sections = settingsWith("ことば", "fude", {
    sections: {
      diary: { title: "x", path: "a.php" },
      b: { title: "x", path: "visitors" },
      c: { title: "x", path: "../c" },
      d: { title: "x", address: "{slug}.php" },
    },
  });
  const inSections = await buildBlog(
    sections,
    ["diary", "b", "c", "d"].map((section, index) => ({
      ...postWith("ことば", index, sections),
      section,
      properties: {},
    })),
  );
  const succeeded = [...runnable(site.files.keys()), ...runnable(inSections.files.keys())];
  await reportAttempts("names that servers run or obey", {
    tried: fixed.length * 4 + addresses.length * 2 + 4,
    succeeded,
  });
  // Each missing post and each missing file has a problem
  for (const [index, address] of fixed.entries()) {
    const found = site.problems.filter(({ file }) => file === `posts/diary/p${index}.md`);
    expect([address, found.map(({ code: name }) => name.split(".")[0])]).toEqual([address, ["address"]]);
  }
  expect(site.problems.filter(({ code: name }) => name === "media.serverFile").length).toBeGreaterThan(20);
  expect(site.problems.filter(({ code: name }) => name === "theme.serverFile").length).toBeGreaterThan(20);
});
