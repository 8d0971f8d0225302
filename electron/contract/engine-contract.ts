import { backupSettingsSchema } from "./types/export-types.ts";
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
  propertyChangesSchema,
  savedPostSchema,
} from "./types/blog-types.ts";
import { postListChangeSchema } from "./types/post-list.ts";
import { bulkProgressSchema } from "./types/bulk-types.ts";
import { importCalls } from "./calls/import-calls.ts";
import { mediaCalls } from "./calls/media-calls.ts";
import { postListCalls } from "./calls/post-list-calls.ts";
import { publishCalls, publishEvents } from "./calls/publish-calls.ts";
import { settingsCalls } from "./calls/settings-calls.ts";
import { templateCalls } from "./calls/template-calls.ts";
import { bytesSchema } from "./rpc/bytes.ts";
import { defineContract } from "./rpc/definition.ts";
import { problemSchema } from "./errors.ts";
import { importProgressSchema } from "./types/import-types.ts";
import { comparisonSchema, versionSchema } from "./types/history-types.ts";
import { pendingChangesSchema } from "./types/pending-types.ts";
import { replacementSchema, replaceOutcomeSchema, replaceMatchSchema } from "./types/search-types.ts";
import { bodyNameSchema, typedBodySchema } from "./types/typed-body.ts";

const none = z.object({});
const storedNoticesSchema = z.object({ notices: z.array(noticeSchema), hash: z.string() });
const onePost = z.object({ path: blogPathSchema });
/** The text of a post, divided into its front matter and its body. */
const textSchema = z.object({ frontMatter: z.string(), body: z.string() });

/** Calls and events between the renderer and the engine, about the blog in one window. */
export const engineContract = defineContract({
  calls: {
    "blog.summary": { input: none, output: blogSummarySchema },
    ...postListCalls,
    /**
     * Finds the matches that a replacement in all posts would change. Lists matches in newer posts first.
     * Returns only the first of many matches, but `total` counts all matches.
     */
    "replace.find": {
      input: replacementSchema.pick({ search: true, exact: true }),
      output: z.object({ total: z.number().int(), places: z.array(replaceMatchSchema) }),
    },
    /** Replaces the given matches. First adds the current texts of the posts to their histories. */
    "replace.apply": {
      input: z.object({ replacement: z.string(), places: z.array(replaceMatchSchema) }),
      output: replaceOutcomeSchema,
    },
    "replace.undo": { input: none, output: replaceOutcomeSchema },
    "post.open": { input: onePost, output: postDocumentSchema },
    "post.create": {
      input: z.object({
        kind: z.enum(["post", "page"]),
        section: z.string().optional(),
        title: z.string().optional(),
        /** Status of the new post, by default `draft`. The address of a `ready` post is made unique. */
        status: z.enum(["draft", "ready"]).optional(),
        items: z.array(frontMatterItemSchema).optional(),
        /** Text of the new post. Present if the author restores a post that exists only in the journal. */
        frontMatter: z.string().optional(),
        body: z.string().optional(),
      }),
      output: postDocumentSchema,
    },
    /** Makes a draft for the next part of the series of the given post. */
    "post.nextPart": { input: onePost, output: postDocumentSchema },
    /**
     * Makes a draft with the text of a post and the current date. `title` is the title of the draft, or "".
     */
    "post.duplicate": {
      input: onePost.extend({ title: z.string() }),
      output: postDocumentSchema,
    },
    /**
     * Makes a draft from any Markdown file, in any encoding. Keeps the front matter of the file.
     */
    "post.import": { input: z.object({ name: z.string(), bytes: bytesSchema }), output: postDocumentSchema },
    /**
     * Writes the post. Without `force`, rejects with `post.conflict` if the file's hash is not `baseHash`.
     */
    "post.save": {
      input: z.object({
        path: blogPathSchema,
        frontMatter: z.string(),
        body: z.string(),
        baseHash: z.string(),
        force: z.boolean().default(false),
        /**
         * Identifies the revision of the text in `body`.
         * The engine compares its own copy of the revision with `body`, and discards a copy that differs.
         */
        typed: bodyNameSchema.optional(),
      }),
      output: savedPostSchema,
    },
    /**
     * Changes properties in the front matter, and adds `items` to the lists in the front matter.
     * Returns the new front matter. Writes no file.
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
     * Renames a post's file and updates the links to it in other posts.
     * `posts` is the number of changed posts. `skipped` lists posts with a link that could not be updated.
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
     * Writes the post's status into its file, and keeps all other bytes.
     * A post that becomes ready gets a unique address, and the current date if the post has no date.
     */
    "post.setStatus": {
      input: onePost.extend({ status: z.enum(["draft", "ready"]) }),
      output: postDocumentSchema,
    },
    /**
     * Shares a draft at a secret address for `days` days. If `days` is null, ends the sharing.
     * Rejects with `share.protected` if the post's section has a password.
     */
    "post.share": {
      input: onePost.extend({ days: z.number().int().min(1).max(366).nullable() }),
      output: postDocumentSchema,
    },
    /**
     * Converts a post's file to UTF-8. The history keeps the original file.
     * `encoding` is an encoding that `post.encodings` returned. By default, the encoding is detected.
     */
    "post.convert": {
      input: onePost.extend({ encoding: z.string().optional() }),
      output: postDocumentSchema,
    },
    /** Returns the encodings that a post's file can have, each with a sample line of the decoded text. */
    "post.encodings": {
      input: onePost,
      output: z.array(z.object({ encoding: z.string(), line: z.string() })),
    },
    "post.trash": { input: onePost, output: none },
    /** Restores the post that was deleted from this path at `trashedAt`. Default: the last deletion. */
    "post.untrash": {
      input: onePost.extend({ trashedAt: z.string().optional() }),
      output: postDocumentSchema,
    },

    /** Adds the given text to the post's history. The window calls this before replacing a post's text. */
    "history.keep": {
      input: onePost.extend({ frontMatter: z.string(), body: z.string() }),
      output: none,
    },
    /** Returns the stored versions of a post, newest first. */
    "history.list": { input: onePost, output: z.array(versionSchema) },
    /**
     * Returns the text of the version `id`, with the post's current address and id, which must not change.
     */
    "history.read": {
      input: onePost.extend({ id: z.string() }),
      output: textSchema,
    },
    /**
     * Compares two texts of a post. `older` is a text or the id of a version. `newer` is a text.
     * If `newer` is null, compares the version `older` with its predecessor.
     */
    "history.compare": {
      input: onePost.extend({
        older: z.union([z.string(), textSchema]),
        newer: textSchema.nullable(),
      }),
      output: comparisonSchema,
    },

    /** Renders the post. The engine sends the article directly to the connected preview pages. */
    "preview.render": {
      input: z.object({
        path: blogPathSchema,
        version: z.number().int(),
        frontMatter: z.string(),
        body: typedBodySchema,
        /** The line that the author is editing, or null. The page scrolls to this line. */
        written: z.number().nullable(),
      }),
      output: z.object({
        version: z.number().int(),
        /** Hash of the page without the article. If the hash changes, the preview reloads the page. */
        frameKey: z.string(),
        /** URL of the page: `site://blog/<address>?preview=<path>`. */
        url: z.string(),
      }),
    },

    ...mediaCalls,

    /** Converts HTML copied from a page or an office program to Markdown. */
    "paste.markdown": { input: z.object({ html: z.string() }), output: z.object({ markdown: z.string() }) },

    /** Returns a saved post for the clipboard: as HTML that contains the pictures, and as plain text. */
    "export.richText": { input: onePost, output: z.object({ html: z.string(), text: z.string() }) },

    /** Returns the author's choices about backups of this blog. Rejects with `file.*`. */
    "backup.read": { input: none, output: backupSettingsSchema },
    /**
     * Stores these choices. An empty `folder` means the default folder.
     * Rejects with `backup.inside` or `file.*`.
     */
    "backup.set": {
      input: backupSettingsSchema.omit({ isUsualFolder: true }),
      output: backupSettingsSchema,
    },

    "journal.write": {
      input: journalEntrySchema.omit({ at: true }).extend({ body: typedBodySchema }),
      output: none,
    },
    "journal.clear": { input: z.object({ id: z.string() }), output: none },
    /** Returns unsaved texts of earlier windows: the journal entries that differ from their posts' files. */
    "journal.recover": { input: none, output: z.array(foundWordsSchema) },

    /** Returns the notices in `blog.yaml`, and the file's hash for `notices.save`. */
    "notices.read": { input: none, output: storedNoticesSchema },
    /**
     * Writes the notices. Rejects with `blog.settingsChanged` if the hash of `blog.yaml` is not `baseHash`.
     */
    "notices.save": {
      input: z.object({ notices: z.array(editedNoticeSchema), baseHash: z.string() }),
      output: storedNoticesSchema,
    },
    /** Returns the URL of a page that previews unsaved notices. */
    "notices.preview": {
      input: z.object({ notices: z.array(noticeSchema) }),
      output: z.object({ url: z.string(), html: z.string() }),
    },

    ...settingsCalls,

    /** Returns the problems that `check.run` would find in the given text of a post. */
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
    /**
     * Mutes a kind of warning: adds the kind to `blog.yaml`, so that checks no longer list these warnings.
     * Rejects with `blog.settings*` or `file.*`.
     */
    "check.mute": { input: z.object({ code: z.string().min(1) }), output: none },
    ...publishCalls,
    ...importCalls,
    ...templateCalls,
  },
  events: {
    "blog.changed": blogSummarySchema,
    "posts.changed": postListChangeSchema,
    /** Another program changed the post's file, or a publish wrote the post's address into the file. */
    "post.changedOnDisk": postDocumentSchema,
    "post.removedOnDisk": z.object({ path: blogPathSchema }),
    /**
     * Another program moved the post's file, or the engine moved it together with other files.
     * The event `post.removedOnDisk` may have been sent for the old name before this event.
     */
    "post.movedOnDisk": z.object({ from: blogPathSchema, file: postDocumentSchema }),
    /** The preview is outdated, for example after a theme change. The window has to call `preview.render`. */
    "preview.stale": none,
    "site.pending": pendingChangesSchema,
    "import.progress": importProgressSchema,
    "bulk.progress": bulkProgressSchema,
    ...publishEvents,
  },
});
export type EngineContract = typeof engineContract;
