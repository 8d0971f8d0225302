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

/** Renderer ↔ engine: everything the interface requests about the blog in its window. */
export const engineContract = defineContract({
  calls: {
    "blog.summary": { input: none, output: blogSummarySchema },
    "posts.list": { input: none, output: z.array(postSummarySchema) },
    /** Searches titles, tags and text; returns paths, best first. */
    "posts.find": { input: z.object({ query: z.string() }), output: z.array(blogPathSchema) },
    /** Returns the best `most` of the same posts, with the matching lines; `total` counts all. */
    "posts.search": {
      input: z.object({ query: z.string(), most: z.number().int() }),
      output: z.object({ total: z.number().int(), hits: z.array(searchHitSchema) }),
    },
    /**
     * Returns what a replacement across posts would change, newest post first; `total` counts omitted
     * matches, too.
     */
    "replace.find": {
      input: replacementSchema.pick({ search: true, exact: true }),
      output: z.object({ total: z.number().int(), places: z.array(replacePlaceSchema) }),
    },
    /** Changes exactly these matches; keeps the previous texts in the history first. */
    "replace.apply": {
      input: z.object({ replacement: z.string(), places: z.array(replacePlaceSchema) }),
      output: replaceOutcomeSchema,
    },
    /** Reverts the last replacement. */
    "replace.undo": { input: none, output: replaceOutcomeSchema },
    "post.open": { input: onePost, output: postDocumentSchema },
    "post.create": {
      input: z.object({
        kind: z.enum(["post", "page"]),
        section: z.string().optional(),
        title: z.string().optional(),
        /** `ready`: included in the next publish, with a unique address. Default: `draft`. */
        status: z.enum(["draft", "ready"]).optional(),
        items: z.array(frontMatterItemSchema).optional(),
        /** Existing text, from a journal entry without a file. */
        frontMatter: z.string().optional(),
        body: z.string().optional(),
      }),
      output: postDocumentSchema,
    },
    /** Makes a draft that continues a post's series after its last part. */
    "post.nextPart": { input: onePost, output: postDocumentSchema },
    /** Makes a draft with a copy of a post's text, dated now, with this title; "" for none. */
    "post.duplicate": {
      input: onePost.extend({ title: z.string() }),
      output: postDocumentSchema,
    },
    /** Makes a draft from an external Markdown file of any encoding; keeps its front matter. */
    "post.import": { input: z.object({ name: z.string(), bytes: bytesSchema }), output: postDocumentSchema },
    /**
     * Rejects with `post.conflict` when the file no longer has `baseHash`; `force` overwrites it on purpose.
     */
    "post.save": {
      input: z.object({
        path: blogPathSchema,
        frontMatter: z.string(),
        body: z.string(),
        baseHash: z.string(),
        force: z.boolean().default(false),
        /** The revision of `body` that the engine knows from edits, so that a mismatch is detected. */
        typed: bodyNameSchema.optional(),
      }),
      output: postDocumentSchema,
    },
    /**
     * Pure: applies changes to raw front matter and adds entries to its lists, leaving all other bytes
     * unchanged.
     */
    "post.editProperties": {
      input: z.object({
        path: blogPathSchema,
        frontMatter: z.string(),
        changes: propertyChangesSchema,
        items: z.array(frontMatterItemSchema).optional(),
      }),
      output: z.object({ frontMatter: z.string(), properties: postPropertiesSchema }),
    },
    /**
     * Also updates links in other posts: `posts` counts the changed ones; `skipped` are to be checked by
     * hand.
     */
    "post.rename": {
      input: z.object({ path: blogPathSchema, to: blogPathSchema }),
      output: z.object({
        file: postDocumentSchema,
        posts: z.number().int(),
        skipped: z.array(blogPathSchema),
      }),
    },
    /**
     * Writes the post's status into the file, leaving all other bytes unchanged. A post that becomes ready
     * gets the current date if it has none, and a unique address.
     */
    "post.setStatus": {
      input: onePost.extend({ status: z.enum(["draft", "ready"]) }),
      output: postDocumentSchema,
    },
    "post.trash": { input: onePost, output: none },
    "post.untrash": { input: onePost, output: postDocumentSchema },

    /** Adds a text of a post to its history before it is replaced, as if it had been saved. */
    "history.keep": {
      input: onePost.extend({ frontMatter: z.string(), body: z.string() }),
      output: none,
    },
    /** Kept versions of a post, newest first. */
    "history.list": { input: onePost, output: z.array(versionSchema) },
    /** Returns a version's text to restore; the post's current address and id are kept. */
    "history.read": {
      input: onePost.extend({ id: z.string() }),
      output: z.object({ frontMatter: z.string(), body: z.string() }),
    },
    /** Compares a version with `newer`; with null, the version before it with this version. */
    "history.compare": {
      input: onePost.extend({
        id: z.string(),
        newer: z.object({ frontMatter: z.string(), body: z.string() }).nullable(),
      }),
      output: comparisonSchema,
    },

    /** The article itself is sent directly to the pages connected by `previewPortSchema`. */
    "preview.render": {
      input: z.object({
        path: blogPathSchema,
        version: z.number().int(),
        frontMatter: z.string(),
        body: typedBodySchema,
        /** The line being edited, which the page keeps in view; null: none. */
        written: z.number().nullable(),
      }),
      output: z.object({
        version: z.number().int(),
        /** Hash of everything on the page outside the article; when it changes the pane reloads the page. */
        frameKey: z.string(),
        /** URL of the page: `site://blog/<address>?preview=<path>`. */
        url: z.string(),
      }),
    },

    ...mediaCalls,

    /** Converts HTML copied from a page or an office program to Markdown. */
    "paste.markdown": { input: z.object({ html: z.string() }), output: z.object({ markdown: z.string() }) },

    "journal.write": {
      input: journalEntrySchema.omit({ at: true }).extend({ body: typedBodySchema }),
      output: none,
    },
    "journal.clear": { input: z.object({ id: z.string() }), output: none },
    /** Returns what a crash left behind: journal entries that differ from their files. */
    "journal.recover": { input: none, output: z.array(foundWordsSchema) },

    /** Returns the notices in `blog.yaml`; `hash` is of that file. */
    "notices.read": { input: none, output: storedNoticesSchema },
    /** Rejects with `blog.settingsChanged` when the file no longer has `baseHash`. */
    "notices.save": {
      input: z.object({ notices: z.array(editedNoticeSchema), baseHash: z.string() }),
      output: storedNoticesSchema,
    },
    /** Returns the URL of a page with these notices instead of the saved ones. */
    "notices.preview": {
      input: z.object({ notices: z.array(noticeSchema) }),
      output: z.object({ url: z.string() }),
    },

    /** Returns the problems of a text being edited; the same ones as `check.run` finds once it is saved. */
    "check.text": {
      input: onePost.extend({ frontMatter: z.string(), body: typedBodySchema }),
      output: z.array(problemSchema),
    },
    /** Returns the words that are neither in an English dictionary nor among the author's own. */
    "spell.check": { input: z.object({ words: z.array(z.string()) }), output: z.array(z.string()) },
    "spell.suggest": { input: z.object({ word: z.string() }), output: z.array(z.string()) },
    /** Adds a word to the author's own words on this computer. */
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
    /** Another program renamed a file; `post.removedOnDisk` may have been sent before. */
    "post.movedOnDisk": z.object({ from: blogPathSchema, file: postDocumentSchema }),
    /** Theme or settings changed: the preview has to render again. */
    "preview.stale": none,
    "site.pending": pendingChangesSchema,
    "publish.progress": publishProgressSchema,
    "target.tested": testReportSchema,
    /** Scheduled posts were published, or failed to be. */
    "schedule.done": scheduleReportSchema,
    "publish.question": z.object({ id: z.number().int(), question: questionSchema }),
  },
});
export type EngineContract = typeof engineContract;
