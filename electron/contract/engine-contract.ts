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
import { settingsCalls } from "./calls/settings-calls.ts";
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
  replaceMatchSchema,
  searchHitSchema,
} from "./types/search-types.ts";
import { bodyNameSchema, typedBodySchema } from "./types/typed-body.ts";

const none = z.object({});
const storedNoticesSchema = z.object({ notices: z.array(noticeSchema), hash: z.string() });
const onePost = z.object({ path: blogPathSchema });

/**
 * Calls and events between the renderer and the engine: everything that the interface requests about the blog
 * in its window.
 */
export const engineContract = defineContract({
  calls: {
    "blog.summary": { input: none, output: blogSummarySchema },
    "posts.list": { input: none, output: z.array(postSummarySchema) },
    /** Searches titles, tags and text for `query`. Returns the paths of the posts found, best match first. */
    "posts.find": { input: z.object({ query: z.string() }), output: z.array(blogPathSchema) },
    /**
     * Finds the same posts as `posts.find`, and returns at most `most` of them, with the lines that match.
     * `total` is the number of all posts found.
     */
    "posts.search": {
      input: z.object({ query: z.string(), limit: z.number().int() }),
      output: z.object({ total: z.number().int(), hits: z.array(searchHitSchema) }),
    },
    /**
     * Returns the matches that a replacement across posts would change. Those in the newest posts come first.
     * A long list is cut; `total` also counts the matches that are left out.
     */
    "replace.find": {
      input: replacementSchema.pick({ search: true, exact: true }),
      output: z.object({ total: z.number().int(), places: z.array(replaceMatchSchema) }),
    },
    /**
     * Replaces the given matches and no others. First adds the present texts of the posts to their histories.
     */
    "replace.apply": {
      input: z.object({ replacement: z.string(), places: z.array(replaceMatchSchema) }),
      output: replaceOutcomeSchema,
    },
    /** Reverts the last replacement across posts. */
    "replace.undo": { input: none, output: replaceOutcomeSchema },
    "post.open": { input: onePost, output: postDocumentSchema },
    "post.create": {
      input: z.object({
        kind: z.enum(["post", "page"]),
        section: z.string().optional(),
        title: z.string().optional(),
        /**
         * If `ready`, the next publish includes the post, and the post's address is made unique. Default:
         * `draft`.
         */
        status: z.enum(["draft", "ready"]).optional(),
        items: z.array(frontMatterItemSchema).optional(),
        /** Text of the new post. Given if the post is made from a journal entry that has no file. */
        frontMatter: z.string().optional(),
        body: z.string().optional(),
      }),
      output: postDocumentSchema,
    },
    /**
     * Makes a draft for the next part of a series, after its last part. The series is the one that the given
     * post belongs to.
     */
    "post.nextPart": { input: onePost, output: postDocumentSchema },
    /**
     * Makes a draft with the text of a post and the current date. `title` is the title of the draft; "" for
     * none.
     */
    "post.duplicate": {
      input: onePost.extend({ title: z.string() }),
      output: postDocumentSchema,
    },
    /** Makes a draft from a Markdown file outside the blog, in any encoding. Its front matter is kept. */
    "post.import": { input: z.object({ name: z.string(), bytes: bytesSchema }), output: postDocumentSchema },
    /**
     * Writes the post's file. If the file's hash is no longer `baseHash`, rejects with `post.conflict`,
     * unless `force` is set.
     */
    "post.save": {
      input: z.object({
        path: blogPathSchema,
        frontMatter: z.string(),
        body: z.string(),
        baseHash: z.string(),
        force: z.boolean().default(false),
        /**
         * Identifies the revision of the text that `body` contains, as the window knows it. The engine
         * compares `body` with its own text of this revision, which it made from the edits, to detect a
         * mismatch.
         */
        typed: bodyNameSchema.optional(),
      }),
      output: postDocumentSchema,
    },
    /**
     * Applies changes to the given front matter and appends `items` to its lists; all other bytes stay the
     * same. Returns the result without writing it to the file.
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
     * Renames a post's file and updates the links to it in other posts. `posts` is the number of changed
     * posts; `skipped` lists the posts that the author has to check by hand.
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
     * Writes the post's status into its file; all other bytes stay the same. If the post becomes ready, it
     * also gets a unique address and, if it has no date, the current date.
     */
    "post.setStatus": {
      input: onePost.extend({ status: z.enum(["draft", "ready"]) }),
      output: postDocumentSchema,
    },
    /**
     * Converts the file of a post from another encoding to UTF-8. The original file becomes a version in the
     * history.
     */
    "post.convert": { input: onePost, output: postDocumentSchema },
    "post.trash": { input: onePost, output: none },
    "post.untrash": { input: onePost, output: postDocumentSchema },

    /**
     * Adds the given text to the post's history, as if it had been saved. The window calls this before it
     * replaces the text.
     */
    "history.keep": {
      input: onePost.extend({ frontMatter: z.string(), body: z.string() }),
      output: none,
    },
    /** Returns the kept versions of a post, newest first. */
    "history.list": { input: onePost, output: z.array(versionSchema) },
    /**
     * Returns the text of the version `id`, so that the author can restore it. Its front matter has the
     * post's current address and id, not those of the version.
     */
    "history.read": {
      input: onePost.extend({ id: z.string() }),
      output: z.object({ frontMatter: z.string(), body: z.string() }),
    },
    /**
     * Compares the version `id` with `newer`. If `newer` is null, compares the version `id` with the version
     * before it.
     */
    "history.compare": {
      input: onePost.extend({
        id: z.string(),
        newer: z.object({ frontMatter: z.string(), body: z.string() }).nullable(),
      }),
      output: comparisonSchema,
    },

    /**
     * Renders the post. The result does not contain the article: the engine sends the article directly to the
     * preview pages that are connected by `previewPortSchema`.
     */
    "preview.render": {
      input: z.object({
        path: blogPathSchema,
        version: z.number().int(),
        frontMatter: z.string(),
        body: typedBodySchema,
        /** The line that the author is editing; the page scrolls it into view. Null if there is none. */
        written: z.number().nullable(),
      }),
      output: z.object({
        version: z.number().int(),
        /** Hash of everything on the page except the article. If it changes, the preview reloads the page. */
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
    /**
     * Returns unsaved text that a crash left behind. These are the journal entries that differ from their
     * files.
     */
    "journal.recover": { input: none, output: z.array(foundWordsSchema) },

    /**
     * Returns the notices in `blog.yaml`. `hash` is the hash of that file, to be passed to `notices.save`.
     */
    "notices.read": { input: none, output: storedNoticesSchema },
    /**
     * Writes the notices into `blog.yaml`. Rejects with `blog.settingsChanged` if the file's hash is no
     * longer `baseHash`.
     */
    "notices.save": {
      input: z.object({ notices: z.array(editedNoticeSchema), baseHash: z.string() }),
      output: storedNoticesSchema,
    },
    /** Returns the URL of a preview page that shows these notices instead of the saved ones. */
    "notices.preview": {
      input: z.object({ notices: z.array(noticeSchema) }),
      output: z.object({ url: z.string() }),
    },

    ...settingsCalls,

    /**
     * Returns the problems of a text that is being edited: those that `check.run` would find if the text were
     * saved.
     */
    "check.text": {
      input: onePost.extend({ frontMatter: z.string(), body: typedBodySchema }),
      output: z.array(problemSchema),
    },
    /** Returns the words that are neither in the English dictionary nor among the author's own words. */
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
    /** Another program changed the file, or a publish wrote the post's address into it. */
    "post.changedOnDisk": postDocumentSchema,
    "post.removedOnDisk": z.object({ path: blogPathSchema }),
    /** Another program renamed the file. `post.removedOnDisk` may have been sent for the old name before. */
    "post.movedOnDisk": z.object({ from: blogPathSchema, file: postDocumentSchema }),
    /**
     * The preview is out of date, for example because the theme or the settings changed. The window has to
     * call `preview.render` again.
     */
    "preview.stale": none,
    "site.pending": pendingChangesSchema,
    "publish.progress": publishProgressSchema,
    "target.tested": testReportSchema,
    /** A scheduled publish has ended: the posts were published, or it failed. */
    "schedule.done": scheduleReportSchema,
    "publish.question": z.object({ id: z.number().int(), question: questionSchema }),
  },
});
export type EngineContract = typeof engineContract;
