import { termsIn, termsToAskFor } from "#contract/site-search/terms.ts";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { minimalEdit } from "#contract/text/text-edits.ts";
import { excerptsOf } from "#engine/blog/search/excerpts.ts";
import { findFolded } from "#engine/blog/search/folded-positions.ts";
import { imageNamesIn } from "#engine/blog/media/image-names.ts";
import { keepLineEnds } from "#engine/blog/posts/line-ends.ts";
import { unmoved } from "#engine/blog/links/moved-target.ts";
import { retargetBody } from "#engine/blog/links/retarget.ts";
import { mentionedMedia } from "#engine/blog/media/media-mentions.ts";
import { formatMoment, momentAt, parseMoment } from "#engine/blog/dates/moment.ts";
import { firstWordsOf, parsePost } from "#engine/blog/posts/parse-post.ts";
import { foldCase } from "#contract/text/fold-case.ts";
import { readLines } from "#engine/base/record-lines.ts";
import { slugify } from "#engine/markdown/render/heading-ids.ts";
import { judgeHostKey, parseKnownHosts } from "#engine/publish/transports/sftp/known-hosts.ts";
import { openSshFromPutty } from "#engine/publish/transports/sftp/putty-key.ts";
import { readOffer } from "#engine/publish/transports/sftp/server-offer.ts";
import {
  asksForPassword,
  readPrompts,
  withPlainDigits,
} from "#engine/publish/transports/sftp/server-prompts.ts";
import { counterText } from "#engine/site/template-data/site-texts.ts";
import { isValidAddress } from "#engine/site/addresses/addresses.ts";
import { shapedLineSeeds } from "./line-seeds.ts";
import type { Parser } from "./parser.ts";

const seeds = shapedLineSeeds;
const settings = blogSettingsSchema.parse({ title: "a" });
const paths = new Set(["media/a.png", "media/b.png"]);
const move = { from: "media/a.png", to: "media/b.png" };

function readDates(text: string): void {
  parseMoment(text, "Asia/Tokyo");
  const moment = momentAt(0, "Asia/Tokyo");
  formatMoment(moment, text, "ja", "Asia/Tokyo");
  isValidAddress(text);
  counterText({ format: text, total: 1, today: 1, yesterday: 1 });
}

function search(text: string): void {
  excerptsOf(text, foldCase(text), ["a", text.slice(0, 3)], 3);
  findFolded(text, "a");
  slugify(text);
  termsIn(text);
  termsToAskFor(text.replace(/\s/g, ""));
}

function readKeys(text: string): void {
  for (const known of [text, `a ${text} AAAA`, `${text} ssh-rsa AAAA`]) {
    judgeHostKey(parseKnownHosts(known), "a".repeat(200), Buffer.from("a"));
  }
  for (const file of [text, `PuTTY-User-Key-File-3: ssh-rsa\n${text}`]) {
    try {
      openSshFromPutty(file);
    } catch {
      // The text is not a key. The program shows such an error to the author
    }
  }
}

function readServer(text: string): void {
  readOffer(Buffer.from(text));
  asksForPassword(readPrompts(text, [{ prompt: text, echo: false }]));
  withPlainDigits(text);
}

function readRecords(text: string): void {
  readLines(Buffer.from(text), 0, new Map());
}

/** Parsers of words, dates, keys, records and replies of servers. */
export const wordParsers: readonly Parser[] = [
  { name: "first words", seeds, read: firstWordsOf },
  { name: "a post", seeds, read: (text) => parsePost({ path: text, bytes: Buffer.from(text), settings }) },
  {
    name: "links of a moved post",
    seeds,
    read: (text) => retargetBody(text, unmoved("posts/a.md"), new Map([["media/a.png", move]])),
  },
  {
    name: "mentions of images",
    seeds,
    read: (text) => [mentionedMedia(text, paths), imageNamesIn(`media/${text}`)],
  },
  { name: "line ends", seeds, read: (text) => keepLineEnds(text, `${text}\r\na`) },
  { name: "the edit between two texts", seeds, read: (text) => minimalEdit(text, `${text.slice(1)}a`) },
  { name: "dates and addresses", seeds, read: readDates },
  { name: "searched words", seeds, read: search },
  { name: "keys and known hosts", seeds, read: readKeys },
  { name: "words of a server", seeds, read: readServer },
  { name: "records on disk", seeds, read: readRecords },
];
