import { AppError } from "#contract/errors.ts";
import { importComment } from "../conversion/comment-text.ts";
import { plainTextOf } from "../conversion/plain-text.ts";
import type { CommentThread, ImportComment, ImportEntry, Importer } from "../importer.ts";
import { everyHead, type ImportFile, textFilesIn } from "../input/import-file.ts";
import { FileSurvey } from "../input/survey.ts";
import type { XmlElement } from "../input/record-builder.ts";
import { textIn, type XmlReading, xmlRecords } from "../input/xml-records.ts";

/**
 * The comments of a site that used Disqus. The export contains no posts.
 * @see https://help.disqus.com/en/articles/1717164-comments-export
 */
export const disqus: Importer = {
  id: "disqus",
  name: "Disqus",
  options: [],
  async detect(files) {
    return (await everyHead(textFilesIn(files), (head) => /<disqus[\s>]/.test(String(head)))) ? 0.95 : 0;
  },
  async open(all, { blogTimeZone }) {
    const files = textFilesIn(all);
    const threads = new Map<string, Thread>();
    const surveyed = [];
    for (const file of files) surveyed.push((await readThreads(file, threads)).result());
    const filled = Array.from(threads.values()).filter(({ comments }) => comments.length > 0);
    return {
      service: null,
      timeZone: blogTimeZone,
      files: surveyed,
      threads: filled,
      async *entries(): AsyncGenerator<ImportEntry> {},
    };
  },
};

interface Thread extends CommentThread {
  readonly comments: ImportComment[];
}

async function readThreads(file: ImportFile, threads: Map<string, Thread>): Promise<FileSurvey> {
  const survey = new FileSurvey(file);
  const reading: XmlReading = {
    nameOf: (local) => local,
    records: new Set(["thread", "post"]),
    onDamage: (damage) => survey.damaged(damage),
  };
  for await (const record of xmlRecords(file, reading)) {
    if (record.name === "thread") {
      const title = plainTextOf(textIn(record, "title")).text;
      const link = textIn(record, "link").trim();
      const address = URL.canParse(link) ? new URL(link) : null;
      const path = address === null ? null : address.pathname + address.search;
      threads.set(idOf(record), { title, path, comments: [] });
      continue;
    }
    const thread = record.children.find(({ name }) => name === "thread");
    const found = threads.get(thread ? idOf(thread) : "");
    if (!found || isGone(record)) continue;
    const comment = commentOf(record);
    survey.add(() => comment.text);
    found.comments.push(comment);
  }
  if (threads.size === 0)
    throw new AppError("import.damaged", { name: file.name, line: survey.damage?.line ?? 1 });
  return survey;
}

function idOf({ attributes }: XmlElement): string {
  return attributes.id ?? "";
}

/** Whether a comment was deleted, or is advertising. */
function isGone(post: XmlElement): boolean {
  return ["isDeleted", "isSpam"].some((name) => textIn(post, name).trim() === "true");
}

/** Reads a comment, but not the reader's email and IP addresses. */
function commentOf(post: XmlElement): ImportComment {
  const author = post.children.find(({ name }) => name === "author");
  return importComment({
    author: author ? textIn(author, "name") || textIn(author, "username") : "",
    date: textIn(post, "createdAt"),
    url: "",
    html: textIn(post, "message"),
    isPrivate: textIn(post, "isApproved").trim() === "false",
  });
}
