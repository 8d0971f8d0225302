import type { Handlers } from "#contract/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { markdownFromHtml } from "#engine/markdown/from-html.ts";
import type { BlogService } from "./blog-service.ts";

/**
 * Answers the interface's calls. The blog may still be opening, or may have failed to open: then each call tells why.
 */
export function engineCalls(opening: Promise<BlogService>): Handlers<EngineContract> {
  const none = {};
  return {
    "blog.summary": async () => (await opening).overview.summary(),
    "posts.list": async () => (await opening).overview.list(),
    "posts.find": async ({ query }) => (await opening).posts.find(query),
    "posts.search": async ({ query, most }) => (await opening).posts.search(query, most),
    "replace.find": async (input) => (await opening).replacing.find(input),
    "replace.apply": async ({ replacement, places }) => (await opening).replacing.apply(replacement, places),
    "replace.undo": async () => (await opening).replacing.undo(),
    "post.open": async ({ path }) => (await opening).posts.open(path),
    "post.create": async (input) => (await opening).posts.create(input),
    "post.save": async (input) => (await opening).posts.save(input),
    "post.editProperties": async (input) => (await opening).posts.editProperties(input),
    "post.rename": async ({ path, to }) => (await opening).posts.rename(path, to),
    "post.trash": async ({ path }) => {
      await (await opening).posts.trash(path);
      return none;
    },
    "post.untrash": async ({ path }) => (await opening).posts.untrash(path),
    "history.keep": async ({ path, frontMatter, body }) => {
      await (await opening).history.keep(path, { frontMatter, body });
      return none;
    },
    "history.list": async ({ path }) => (await opening).history.list(path),
    "history.read": async ({ path, id }) => (await opening).history.read(path, id),
    "history.compare": async ({ path, id, newer }) => (await opening).history.compare(path, id, newer),
    "preview.render": async (input) => (await opening).preview.render(input),
    "media.add": async (input) => {
      const { posts, preview } = await opening;
      const stored = await posts.addMedia(input);
      // The next rendering already shows the image; the watcher comes later.
      preview.update();
      return stored;
    },
    "paste.markdown": async ({ html }) => ({ markdown: markdownFromHtml(html) }),
    "journal.write": async (entry) => {
      await (await opening).journal.write({ ...entry, at: Date.now() });
      return none;
    },
    "journal.clear": async ({ id }) => {
      await (await opening).journal.clear(id);
      return none;
    },
    "journal.recover": async () => (await opening).recoverJournal(),
    "notices.read": async () => (await opening).notices.read(),
    "notices.save": async (input) => (await opening).notices.save(input),
    "notices.preview": async ({ notices }) => (await opening).notices.preview(notices),
    "check.text": async (text) => (await opening).preview.problemsOf(text),
    "spell.check": async ({ words }) => [...(await (await opening).spelling.check(words))],
    "spell.suggest": async ({ word }) => [...(await (await opening).spelling.suggest(word))],
    "spell.learn": async ({ word }) => {
      await (await opening).spelling.learn(word);
      return none;
    },
    "check.run": async () => (await opening).check(),
    "site.pending": async ({ target }) => (await opening).overview.pending(target),
    "publish.run": async ({ target, review }, signal) =>
      (await opening).publishing.run({ target, review, signal }),
    "publish.plan": async ({ target }, signal) => (await opening).publishing.plan({ target, signal }),
    "publish.undo": async ({ target, number }, signal) =>
      (await opening).publishing.undo({ target, number, signal }),
    "publish.states": async ({ target }) => (await opening).publishing.states(target),
    "publish.compare": async ({ path }) => (await opening).publishing.compare(path),
    "schedule.last": async () => (await opening).schedule.last,
    "targets.list": async () => (await opening).blog.settings.targets,
    "targets.test": async (input, signal) => (await opening).targets.test(input, signal),
    "targets.change": async ({ name, target, makeDefault }) => {
      const isGiven = target !== undefined;
      await (await opening).targets.change({ name, makeDefault, ...(isGiven ? { target } : {}) });
      return none;
    },
    "publish.answer": async ({ id, answer }) => {
      (await opening).publishing.answer(id, answer);
      return none;
    },
  };
}
