import { createWriteStream } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import MarkdownIt from "markdown-it";
import { corpusBody } from "./corpus.ts";
import { type Goal, printGoals } from "./goals.ts";
import { median, run, runMeasured } from "./measure.ts";
import { readOptions } from "./options.ts";
import { figure, printTable } from "./table.ts";

/**
 * Measures `hitofude import` of an export with entries of 5 KB, without pictures, into a new blog.
 * Run `npm run bench:import -- [--rounds 1] [--posts 10000]`.
 * Each run is a new process, whose peak memory is measured. The exit code is 1 if a goal is missed.
 */
const options = readOptions(1, ["posts"]);
const count = options.number("posts", 10_000);
const program = fileURLToPath(new URL("../../out/cli/hitofude.js", import.meta.url));
const markdown = new MarkdownIt({ html: true, breaks: true });
const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-import-"));

/** Functions that write an export, by the extension of the file. */
const formats: Readonly<Record<string, () => Generator<string>>> = {
  "movable-type.txt": movableType,
  "wordpress.xml": wordPress,
  "ghost.json": ghost,
};

try {
  const environment = {
    ...process.env,
    XDG_STATE_HOME: join(folder, "state"),
    XDG_CACHE_HOME: join(folder, "cache"),
  };
  const rows: string[][] = [];
  const goals: Goal[] = [];
  for (const [name, write] of Object.entries(formats)) {
    const file = join(folder, name);
    await pipeline(Readable.from(write()), createWriteStream(file));
    const [seconds, processor, memory]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < options.rounds; round += 1) {
      const blog = join(folder, `${name}-${round}`);
      await run(process.execPath, [program, "new", blog], undefined, environment);
      const before = await countPosts(blog);
      const { figures } = await runMeasured(
        process.execPath,
        [program, "import", file, "--into", blog],
        undefined,
        environment,
      );
      const imported = (await countPosts(blog)) - before;
      if (imported !== count) throw new Error(`${name}: ${imported} of ${count} posts were imported`);
      seconds.push(figures.wallMs / 1000);
      processor.push(figures.cpuMs / 1000);
      memory.push(figures.peakMiB);
      await rm(blog, { recursive: true });
    }
    rows.push([name, ...[seconds, processor, memory].map((each) => figure(median(each)))]);
    goals.push({ name: `${name}, time`, figure: median(seconds), atMost: 60, unit: "s" });
    goals.push({ name: `${name}, memory`, figure: median(memory), atMost: 300, unit: "MiB" });
  }
  printTable(
    `Importing ${count} entries of 5 KB, medians of ${options.rounds} rounds`,
    ["", "s", "s of the processor", "MiB"],
    rows,
  );
  printGoals(goals, true);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function countPosts(blog: string): Promise<number> {
  const names = await readdir(join(blog, "posts"), { recursive: true });
  return names.filter((name) => name.endsWith(".md")).length;
}

/** Returns the HTML of an entry, which is 5 KB long. */
function bodyOf(number: number): string {
  let html = "";
  for (let part = 0; Buffer.byteLength(html) < 5000; part += 1)
    html += markdown.render(corpusBody(number + part * count));
  const whole = html.slice(0, html.lastIndexOf("<", 5000));
  // A Japanese character has three bytes, so the text is cut at the end of an element and not at a byte.
  const ends = [...whole.matchAll(/<\/(?:p|ul|ol|pre|h\d|table|blockquote)>\n/g)];
  const end = ends.find(({ index }) => Buffer.byteLength(whole.slice(0, index)) > 4800) ?? ends.at(-1);
  return end ? whole.slice(0, end.index + end[0].length) : whole;
}

/** Returns the time of an entry. The entries are one hour apart. */
function timeOf(number: number): Date {
  return new Date(Date.UTC(2010, 0, 1) + number * 3_600_000);
}

function* movableType(): Generator<string> {
  for (let number = 1; number <= count; number += 1) {
    const [, year, month, day, clock] = /(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(timeOf(number).toISOString()) ?? [];
    yield `AUTHOR: desk\nTITLE: 記録 ${number}\nBASENAME: ${number}\nSTATUS: Publish\nCONVERT BREAKS: 0\nDATE: ${month}/${day}/${year} ${clock}\nTAGS: 記録,机\n-----\nBODY:\n${bodyOf(number)}\n-----\nEXTENDED BODY:\n\n-----\nEXCERPT:\n\n-----\nKEYWORDS:\n\n-----\n--------\n`;
  }
}

function* wordPress(): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>\n`;
  for (let number = 1; number <= count; number += 1) {
    const time = timeOf(number).toISOString().replace("T", " ").slice(0, 19);
    yield `<item><title>記録 ${number}</title><link>https://example.com/${number}/</link><wp:post_id>${number}</wp:post_id><wp:post_date>${time}</wp:post_date><wp:post_date_gmt>${time}</wp:post_date_gmt><wp:post_name>n${number}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><content:encoded><![CDATA[${bodyOf(number)}]]></content:encoded></item>\n`;
  }
  yield "</channel></rss>\n";
}

function* ghost(): Generator<string> {
  yield '{"db":[{"meta":{"exported_on":1,"version":"5"},"data":{"posts":[';
  for (let number = 1; number <= count; number += 1) {
    const post = {
      id: String(number),
      title: `記録 ${number}`,
      slug: `n${number}`,
      status: "published",
      type: "post",
      published_at: timeOf(number).toISOString(),
    };
    yield (number === 1 ? "" : ",") +
      JSON.stringify({ ...post, html: bodyOf(number), lexical: JSON.stringify(bodyOf(number)) });
  }
  yield "]}}]}";
}
