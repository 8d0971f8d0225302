import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { AppError } from "#contract/errors.ts";
import { shareStateOf } from "#contract/types/pending-types.ts";
import { settingsFile } from "#engine/blog/settings/load-settings.ts";
import { frontMatterText, momentAt } from "#engine/blog/dates/moment.ts";
import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";
import { openShellBlog } from "./shell-blog.ts";

/**
 * `hitofude share`: makes or renews the secret address of a draft, and prints the address.
 * With `--stop`, ends the sharing.
 * Changes only the post's file. The page goes online or offline with the next publish.
 */
export async function shareCommand(
  { post: file, days, json }: Extract<Request, { command: "share" }>,
  report: Report,
): Promise<number> {
  const { folder, path } = postAt(file);
  const blog = await openShellBlog(folder);
  try {
    if (!blog.blog.posts.has(path)) throw new AppError("share.noPost", { path: file });
    await blog.posts.shareDraft(path, days);
    const { defaultTarget, targets } = blog.overview.summary();
    const { sharedDraft } = blog.overview.list().find((post) => post.path === path) ?? {};
    const change = blog.overview.pending().shared.find((post) => post.path === path)?.change;
    const state = shareStateOf(sharedDraft?.until, change, Date.now());
    const address = sharedDraft?.address.replace(/index\.html$/, "") ?? null;
    const site = targets.find(({ name }) => name === defaultTarget)?.url;
    const url = address === null || !site ? null : new URL(address, `${site.replace(/\/*$/, "")}/`).href;
    const until = sharedDraft ? momentAt(sharedDraft.until, blog.blog.settings.timeZone) : null;
    if (json) {
      const expires = until && new Date(until.time).toISOString();
      report.json("share", { path, state, address, url, until: expires });
      return 0;
    }
    if (address !== null) report.result(url ?? address);
    const time = until === null ? "" : frontMatterText(until);
    report.say(report.text(`share.state.${state}`, { time }));
    if (address !== null && url === null) report.say(report.text("shell.shareNoUrl"));
    return 0;
  } finally {
    await blog.close();
  }
}

/** Returns the folder of the blog that contains a post's file, and the post's path in the blog. */
function postAt(file: string): { readonly folder: string; readonly path: string } {
  const whole = resolve(file);
  if (!existsSync(whole)) throw new AppError("file.notFound", { path: file });
  for (let folder = dirname(whole); folder !== dirname(folder); folder = dirname(folder)) {
    if (!existsSync(join(folder, settingsFile))) continue;
    return { folder, path: relative(folder, whole).split(sep).join("/").normalize("NFC") };
  }
  throw new AppError("share.noPost", { path: file });
}
