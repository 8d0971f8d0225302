import { passwordHash } from "#engine/blog/settings/password-hash.ts";
import type { Handlers } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { mediaMarkdown } from "#engine/blog/media/media.ts";
import type { Journal } from "#engine/blog/safety/journal.ts";
import { markdownFromHtml } from "#engine/markdown/from-html/from-html.ts";
import type { BlogService } from "./blog-service.ts";
import { TemplateService } from "./posts/template-service.ts";
import { themeDrafts } from "./site/theme-service.ts";
import { TypedBodies } from "./typed-bodies.ts";

/**
 * Returns the functions that answer the calls of one window.
 * Calls wait until the blog is open, and reject if the blog cannot be opened.
 * Calls for the journal do not wait, because the author may type before the blog is open.
 */
export function engineCalls(
  opening: Promise<BlogService>,
  journal: Pick<Journal, "write" | "clear">,
): Handlers<EngineContract> {
  const none = {};
  // Each call reads the text in its input before any `await`, to apply edits in the order of the calls.
  const bodies = new TypedBodies();
  const templates = async (): Promise<TemplateService> => {
    const { blog, posts } = await opening;
    return new TemplateService(blog, posts);
  };
  return {
    "blog.summary": async () => (await opening).overview.summary(),
    "posts.list": async () => (await opening).overview.listToSend(),
    "posts.times": async () => (await opening).overview.changedTimes(),
    "posts.find": async ({ query }) => (await opening).posts.find(query),
    "posts.search": async ({ query, limit }) => (await opening).posts.search(query, limit),
    "bulk.change": async ({ paths, change }) => (await opening).bulk.change(paths, change),
    "bulk.trash": async ({ paths }) => (await opening).bulk.trash(paths),
    "terms.list": async () => (await opening).terms.list(),
    "terms.change": async ({ except, ...change }) => (await opening).terms.change(change, except),
    "terms.removeRedirect": async ({ from }) => {
      await (await opening).terms.removeRedirect(from);
      return none;
    },
    "bulk.undo": async () => (await opening).bulk.undo(),
    "replace.find": async (input) => (await opening).replacing.find(input),
    "replace.apply": async ({ replacement, places }) => (await opening).replacing.apply(replacement, places),
    "replace.undo": async () => (await opening).replacing.undo(),
    "post.open": async ({ path }) => {
      const { posts, lastPost } = await opening;
      return lastPost.opened(await posts.open(path));
    },
    "post.create": async (input) => {
      const { posts, lastPost } = await opening;
      return lastPost.opened(await posts.create(input));
    },
    "post.nextPart": async ({ path }) => (await opening).posts.createNextPart(path),
    "templates.list": async () => (await templates()).list(),
    "templates.read": async ({ name }) => (await templates()).read(name),
    "templates.use": async (input) => {
      const file = await (await templates()).use(input);
      return (await opening).lastPost.opened(file);
    },
    "templates.save": async ({ path }) => (await templates()).save(path),
    "post.duplicate": async ({ path, title }) => (await opening).posts.duplicate(path, title),
    "post.import": async ({ name, bytes }) => (await opening).posts.import(name, bytes),
    "post.save": async ({ typed, ...input }) => {
      if (typed) bodies.compare(typed, input.body);
      const { posts, lastPost } = await opening;
      const file = lastPost.written(await posts.save(input));
      return { ...file, body: file.body === input.body ? null : file.body };
    },
    "post.editProperties": async (input) => (await opening).posts.editProperties(input),
    "post.rename": async ({ path, to }) => {
      const { posts, lastPost } = await opening;
      const renamed = await posts.rename(path, to);
      lastPost.opened(renamed.file);
      return renamed;
    },
    "post.setStatus": async ({ path, status }) => {
      const { posts, lastPost } = await opening;
      return lastPost.written(await posts.setStatus(path, status));
    },
    "post.share": async ({ path, days }) => {
      const { posts, lastPost } = await opening;
      return lastPost.written(await posts.shareDraft(path, days));
    },
    "post.convert": async ({ path, encoding }) => {
      const { posts, lastPost } = await opening;
      return lastPost.written(await posts.convertToUtf8(path, encoding));
    },
    "post.encodings": async ({ path }) => (await opening).blog.documents.readings(path),
    "post.trash": async ({ path }) => {
      await (await opening).posts.trash(path);
      return none;
    },
    "post.untrash": async ({ path, trashedAt }) => (await opening).posts.untrash(path, trashedAt),
    "trash.list": async () => {
      const { posts, settings, media } = await opening;
      const all = [...(await posts.trashed()), ...(await settings.themes.trashed()), ...media.trashed()];
      return all.sort((a, b) => (a.trashedAt < b.trashedAt ? 1 : -1));
    },
    "history.keep": async ({ path, frontMatter, body }) => {
      await (await opening).history.keep(path, { frontMatter, body });
      return none;
    },
    "history.list": async ({ path }) => (await opening).history.list(path),
    "history.read": async ({ path, id }) => (await opening).history.read(path, id),
    "history.compare": async ({ path, older, newer }) => (await opening).history.compare(path, older, newer),
    "preview.render": async ({ written, ...text }) => {
      const body = bodies.take(text.body);
      return (await opening).preview.type({ ...text, body }, written);
    },
    "media.add": async (input) => {
      const { posts, preview } = await opening;
      const stored = await posts.addMedia(input);
      // Updates the preview now, because the watcher may report the new image after the next rendering.
      preview.update();
      return stored;
    },
    "media.pictures": async ({ path }) => (await opening).media.pictures(path),
    "media.markdown": async ({ post, paths }) => paths.map((path) => mediaMarkdown(post, path, "")),
    "card.make": async ({ post, address }) => {
      const { cards, preview } = await opening;
      const markdown = await (await cards()).make(post, address);
      preview.update();
      return { markdown };
    },
    "media.list": async () => (await opening).media.list(),
    "media.rename": async ({ path, to }) => (await opening).media.rename(path, to),
    "media.replace": async ({ path, name, bytes }) => (await opening).media.replace(path, name, bytes),
    "media.find": async ({ post, link }) => (await opening).media.find(post, link),
    "media.edit": async ({ path, edit }) => (await opening).media.edit(path, edit),
    "media.undoReplace": async ({ path, from, trashedAt }) =>
      (await opening).media.undoReplace(path, from, trashedAt),
    "media.trash": async ({ path }) => (await opening).media.trash(path),
    "media.untrash": async ({ path, trashedAt }) => {
      await (await opening).media.untrash(path, trashedAt);
      return none;
    },
    "paste.markdown": async ({ html }) => ({ markdown: markdownFromHtml(html) }),
    "export.richText": async ({ path }) => (await opening).exporting.richText(path),
    "backup.read": async () => (await opening).exporting.backups.read(),
    "backup.set": async (changes) => (await opening).exporting.backups.set(changes),
    "journal.write": async (entry) => {
      const body = bodies.take(entry.body);
      await journal.write({ ...entry, body, at: Date.now() });
      return none;
    },
    "journal.clear": async ({ id }) => {
      await journal.clear(id);
      return none;
    },
    "journal.recover": async () => (await opening).recoverJournal(),
    "notices.read": async () => (await opening).settings.notices.read(),
    "notices.save": async (input) => (await opening).settings.notices.save(input),
    "notices.preview": async ({ notices }) => (await opening).settings.notices.preview(notices),
    "settings.read": async () => (await opening).settings.read(),
    "settings.edit": async (input) => (await opening).settings.edit(input),
    "settings.hashPassword": async ({ password }) => ({ hash: passwordHash(password) }),
    "settings.preview": async (input) => (await opening).settings.preview(input),
    "settings.looks": async (input) => (await opening).settings.looks(input),
    "themes.trash": async ({ theme }) => (await opening).settings.themes.trash(theme),
    "themes.restore": async ({ theme, at }) => (await opening).settings.themes.restore(theme, at),
    "themes.copy": async ({ theme, title, files }) =>
      (await opening).settings.themes.copy(theme, title, themeDrafts(files)),
    "themes.export": async ({ theme, files }) =>
      (await opening).settings.themes.pack(theme, themeDrafts(files)),
    "themes.import": async ({ bytes, fileName }) => (await opening).settings.themes.unpack(bytes, fileName),
    "themes.files": async ({ theme }) => (await opening).settings.themes.files(theme),
    "themes.read": async ({ theme, path }) => (await opening).settings.themes.read(theme, path),
    "settings.moved": async (input) => (await opening).settings.moved(input),
    "sections.moved": async (input) => {
      const { pages } = (await opening).settings.sections.movedByName(input);
      return { pages };
    },
    "sections.rename": async (input) => (await opening).settings.sections.rename(input),
    "settings.save": async (input) => (await opening).settings.save(input),
    "check.text": async (text) => {
      const body = bodies.take(text.body);
      return (await opening).preview.problemsOf({ ...text, body });
    },
    "spell.check": async ({ words }) => [...(await (await opening).spelling.check(words))],
    "spell.suggest": async ({ word }) => [...(await (await opening).spelling.suggest(word))],
    "spell.learn": async ({ word }) => {
      await (await opening).spelling.learn(word);
      return none;
    },
    "check.run": async () => (await opening).builder.check(),
    "check.mute": async ({ code }) => (await opening).settings.mute(code),
    "site.address": async (_, signal) => ({ url: await (await opening).siteAddress(signal) }),
    "site.pending": async ({ target }) => (await opening).overview.pending(target),
    "publish.run": async (request, signal) => {
      const { publishing, schedule } = await opening;
      await schedule.whenFree(signal);
      return publishing.run({ ...request, signal });
    },
    "publish.plan": async ({ target }, signal) => (await opening).publishing.plan({ target, signal }),
    "publish.undo": async ({ target, number }, signal) =>
      (await opening).publishing.undo({ target, number, signal }),
    "publish.states": async ({ target }, signal) => (await opening).publishing.states(target, signal),
    "publish.compare": async ({ path }) => (await opening).publishing.compare(path),
    "publish.compareLive": async (request, signal) =>
      (await opening).publishing.compareLive({ ...request, signal }),
    "schedule.unread": async () => [...(await opening).outcomes.unread],
    "schedule.see": async (notice) => {
      (await opening).outcomes.see(notice);
      return none;
    },
    "schedule.dismiss": async (notice) => {
      (await opening).outcomes.dismiss(notice);
      return none;
    },
    "targets.list": async () => (await opening).blog.settings.targets,
    "targets.test": async (input, signal) => (await opening).targets.test(input, signal),
    "targets.sshAlias": async ({ host }) => (await opening).targets.sshAlias(host),
    "targets.change": async ({ name, target, makeDefault }) => {
      const isGiven = target !== undefined;
      await (await opening).targets.change({ name, makeDefault, ...(isGiven ? { target } : {}) });
      return none;
    },
    "import.look": async (choices, signal) => (await opening).moveIn.look(choices, signal),
    "import.run": async (choices, signal) => (await opening).moveIn.run(choices, signal),
    "import.site": async (input, signal) => (await opening).moveIn.site(input, signal),
    "import.kit": async () => (await opening).moveIn.kit(),
    "import.undo": async () => (await opening).moveIn.undo(),
    "import.last": async () => ({ last: await (await opening).moveIn.last() }),
    "publish.answer": async ({ id, answer }) => {
      (await opening).publishing.answer(id, answer);
      return none;
    },
  };
}
