import { z } from "zod";
import {
  blogPathSchema,
  blogSummarySchema,
  editedNoticeSchema,
  frontMatterItemSchema,
  foundWordsSchema,
  journalEntrySchema,
  noticeSchema,
  postDocumentSchema,
  postPropertiesSchema,
  postSummarySchema,
  propertyChangesSchema,
} from "./types/blog-types.ts";
import { mediaCalls } from "./calls/media-calls.ts";
import { publishCalls } from "./calls/publish-calls.ts";
import { bytesSchema } from "./rpc/bytes.ts";
import { defineContract } from "./rpc/definition.ts";
import { problemSchema } from "./errors.ts";
import { comparisonSchema, versionSchema } from "./types/history-types.ts";
import {
  pendingChangesSchema,
  publishProgressSchema,
  questionSchema,
  scheduleReportSchema,
  testReportSchema,
} from "./types/publish-run-types.ts";
import {
  replacementSchema,
  replaceOutcomeSchema,
  replacePlaceSchema,
  searchHitSchema,
} from "./types/search-types.ts";
import { bodyNameSchema, typedBodySchema } from "./types/typed-body.ts";

const none = z.object({});
const storedNoticesSchema = z.object({ notices: z.array(noticeSchema), hash: z.string() });
const onePost = z.object({ path: blogPathSchema });

/** Renderer ↔ engine: everything the interface asks of the blog that its window shows. */
export const engineContract = defineContract({
  calls: {
    "blog.summary": { input: none, output: blogSummarySchema },
    "posts.list": { input: none, output: z.array(postSummarySchema) },
    /** Full-text filter over titles, tags and text; returns paths, best first. */
    "posts.find": { input: z.object({ query: z.string() }), output: z.array(blogPathSchema) },
    /** The best `most` of the same posts, with the lines in which the words stand; `total` counts all. */
    "posts.search": {
      input: z.object({ query: z.string(), most: z.number().int() }),
      output: z.object({ total: z.number().int(), hits: z.array(searchHitSchema) }),
    },
    /** Places that a replacement across posts would change, newest post first; `total` counts those left out, too. */
    "replace.find": {
      input: replacementSchema.pick({ search: true, exact: true }),
      output: z.object({ total: z.number().int(), places: z.array(replacePlaceSchema) }),
    },
    /** Changes exactly these places; the texts as they were are kept first. */
    "replace.apply": {
      input: z.object({ replacement: z.string(), places: z.array(replacePlaceSchema) }),
      output: replaceOutcomeSchema,
    },
    /** Takes the last replacement back. */
    "replace.undo": { input: none, output: replaceOutcomeSchema },
    "post.open": { input: onePost, output: postDocumentSchema },
    "post.create": {
      input: z.object({
        kind: z.enum(["post", "page"]),
        section: z.string().optional(),
        title: z.string().optional(),
        /** `ready`: it is published with the next publish, under an address that no other post has. Default: `draft`. */
        status: z.enum(["draft", "ready"]).optional(),
        items: z.array(frontMatterItemSchema).optional(),
        /** Words that already exist, from a journal entry without a file. */
        frontMatter: z.string().optional(),
        body: z.string().optional(),
      }),
      output: postDocumentSchema,
    },
    /** Makes a draft that continues the series of a post, as the follow-up of its last part. */
    "post.nextPart": { input: onePost, output: postDocumentSchema },
    /** Makes a draft with the words of a post, dated now, under this title; "" leaves it without one. */
    "post.duplicate": {
      input: onePost.extend({ title: z.string() }),
      output: postDocumentSchema,
    },
    /** Makes a draft of a Markdown file from elsewhere, whatever its encoding; what its front matter says stays. */
    "post.import": { input: z.object({ name: z.string(), bytes: bytesSchema }), output: postDocumentSchema },
    /** Rejects with `post.conflict` when the file is no longer the one with `baseHash`; `force` overwrites it on purpose. */
    "post.save": {
      input: z.object({
        path: blogPathSchema,
        frontMatter: z.string(),
        body: z.string(),
        baseHash: z.string(),
        force: z.boolean().default(false),
        /** What `body` was told as while it was written: whether that was understood shows now. */
        typed: bodyNameSchema.optional(),
      }),
      output: postDocumentSchema,
    },
    /** Pure: applies changes to raw front matter and adds entries to its lists, leaving every other byte as it is. */
    "post.editProperties": {
      input: z.object({
        path: blogPathSchema,
        frontMatter: z.string(),
        changes: propertyChangesSchema,
        items: z.array(frontMatterItemSchema).optional(),
      }),
      output: z.object({ frontMatter: z.string(), properties: postPropertiesSchema }),
    },
    /** Links in other posts follow: `posts` counts those that were changed; `skipped` are those that somebody must look at. */
    "post.rename": {
      input: z.object({ path: blogPathSchema, to: blogPathSchema }),
      output: z.object({
        file: postDocumentSchema,
        posts: z.number().int(),
        skipped: z.array(blogPathSchema),
      }),
    },
    /**
     * Writes into the file whether the post is finished, leaving every other byte. One that becomes finished gets the date of
     * now when it has none, and an address that no other post has.
     */
    "post.setStatus": {
      input: onePost.extend({ status: z.enum(["draft", "ready"]) }),
      output: postDocumentSchema,
    },
    "post.trash": { input: onePost, output: none },
    "post.untrash": { input: onePost, output: postDocumentSchema },

    /** Keeps a text of a post that gives way to another, as if it had been saved. */
    "history.keep": {
      input: onePost.extend({ frontMatter: z.string(), body: z.string() }),
      output: none,
    },
    /** Kept versions of a post, newest first. */
    "history.list": { input: onePost, output: z.array(versionSchema) },
    /** A version's text to go back to; address and identity stay those of the post now. */
    "history.read": {
      input: onePost.extend({ id: z.string() }),
      output: z.object({ frontMatter: z.string(), body: z.string() }),
    },
    /** What `newer` has that the version has not; with null, what the version has that the one before it had not. */
    "history.compare": {
      input: onePost.extend({
        id: z.string(),
        newer: z.object({ frontMatter: z.string(), body: z.string() }).nullable(),
      }),
      output: comparisonSchema,
    },

    /** The article itself goes straight to the pages that were connected by `previewPortSchema`. */
    "preview.render": {
      input: z.object({
        path: blogPathSchema,
        version: z.number().int(),
        frontMatter: z.string(),
        body: typedBodySchema,
        /** The line that is being written, for its page to keep in sight; null: none. */
        written: z.number().nullable(),
      }),
      output: z.object({
        version: z.number().int(),
        /** Hash of everything on the page outside the article; when it changes the pane loads the page again. */
        frameKey: z.string(),
        /** Where the page is served: `site://blog/<address>?preview=<path>`. */
        url: z.string(),
      }),
    },

    ...mediaCalls,

    /** What was copied from a page or an office program, as Markdown. */
    "paste.markdown": { input: z.object({ html: z.string() }), output: z.object({ markdown: z.string() }) },

    "journal.write": {
      input: journalEntrySchema.omit({ at: true }).extend({ body: typedBodySchema }),
      output: none,
    },
    "journal.clear": { input: z.object({ id: z.string() }), output: none },
    /** What a crash left behind: entries that differ from their files. */
    "journal.recover": { input: none, output: z.array(foundWordsSchema) },

    /** The notices in `blog.yaml`; `hash` stands for the file. */
    "notices.read": { input: none, output: storedNoticesSchema },
    /** Rejects with `blog.settingsChanged` when the file is no longer the one with `baseHash`. */
    "notices.save": {
      input: z.object({ notices: z.array(editedNoticeSchema), baseHash: z.string() }),
      output: storedNoticesSchema,
    },
    /** Where a page of the site is served with these notices instead of the saved ones. */
    "notices.preview": {
      input: z.object({ notices: z.array(noticeSchema) }),
      output: z.object({ url: z.string() }),
    },

    /** What is wrong with one text as it is being written; the same as `check.run` finds in it once it is saved. */
    "check.text": {
      input: onePost.extend({ frontMatter: z.string(), body: typedBodySchema }),
      output: z.array(problemSchema),
    },
    /** Those of the words that an English dictionary and the author's own words do not have. */
    "spell.check": { input: z.object({ words: z.array(z.string()) }), output: z.array(z.string()) },
    "spell.suggest": { input: z.object({ word: z.string() }), output: z.array(z.string()) },
    /** Takes a word for right from now on, on this computer. */
    "spell.learn": { input: z.object({ word: z.string() }), output: none },
    "check.run": { input: none, output: z.array(problemSchema) },
    ...publishCalls,
  },
  events: {
    "blog.changed": blogSummarySchema,
    "posts.changed": z.array(postSummarySchema),
    /** Another program changed a file, or a publish wrote an address into it. */
    "post.changedOnDisk": postDocumentSchema,
    "post.removedOnDisk": z.object({ path: blogPathSchema }),
    /** Another program gave a file another name; it may have been told before that it is gone. */
    "post.movedOnDisk": z.object({ from: blogPathSchema, file: postDocumentSchema }),
    /** Theme or settings changed: the preview asks again. */
    "preview.stale": none,
    "site.pending": pendingChangesSchema,
    "publish.progress": publishProgressSchema,
    "target.tested": testReportSchema,
    /** Scheduled posts were published, or could not be. */
    "schedule.done": scheduleReportSchema,
    "publish.question": z.object({ id: z.number().int(), question: questionSchema }),
  },
});
export type EngineContract = typeof engineContract;
