import { escapeMarkup } from "#engine/base/markup.ts";
import { places } from "../addresses/places.ts";
import { rootOf } from "../addresses/urls.ts";
import type { Site } from "../model/site.ts";
import { type PlanContext, type PlannedFile, renderThemed } from "../pages/planned-file.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { hasFormTemplate } from "../theme/theme.ts";

const formMark = "[hitofude-share-form]";

/**
 * Plans the page that asks readers for the name of their Mastodon server, and its script.
 * Links to a post on Mastodon lead to this page, because each reader has another server.
 */
export function* planSharePage(context: PlanContext): Generator<PlannedFile> {
  const { site } = context;
  const isLinked = site.settings.share.some(({ service }) => service === "mastodon");
  if (!isLinked || !hasFormTemplate(site.theme)) return;
  const shared = { group: "list", name: "share page" } as const;
  yield { ...shared, path: places.shareScript, inputs: () => [shareScript], text: () => shareScript };
  yield {
    ...shared,
    path: places.sharePage,
    inputs: () => [context.themedKey("feedback", rootOf(places.sharePage))],
    text: () => sharePage(context),
  };
}

function sharePage(context: PlanContext): string {
  const { site } = context;
  const words = wordsOf(site);
  const page = generatedPageScope(site, { kind: "feedback", path: places.sharePage, title: words.title });
  const own = { feedback: { form: formMark } };
  return renderThemed(context, { template: "feedback", page, own }, places.sharePage).replace(formMark, () =>
    formOf(words),
  );
}

const ja = {
  title: "Mastodon で共有",
  text: "投稿する文",
  server: "お使いのサーバー",
  send: "サーバーを開く",
  note: "あなたのサーバーの投稿画面が、この文の入った状態で開きます。サーバーの名前を覚えるのは、このブラウザだけです。",
  wrong: "mastodon.social のような、サーバーの名前を入れてください。",
  noScript:
    "このページには JavaScript が要ります。記事のアドレスを写して、お使いのサーバーに貼ってください。",
};

const en: typeof ja = {
  title: "Share on Mastodon",
  text: "Text of the post",
  server: "Your server",
  send: "Open the server",
  note: "Your server opens with this text, and you can still change it. Only this browser remembers the server.",
  wrong: "Please enter the name of a server, such as mastodon.social.",
  noScript: "This page needs JavaScript. Please copy the address of the post and paste it on your server.",
};

function wordsOf({ settings }: Site): typeof ja {
  return settings.language.startsWith("ja") ? ja : en;
}

function formOf(words: typeof ja): string {
  const { text, server, send, note, wrong, noScript } = words;
  const script = places.shareScript.slice(rootFolder.length);
  return `<form class="feedback" data-share data-wrong="${escapeMarkup(wrong)}" hidden>
<p><label for="share-text">${text}</label><br><textarea id="share-text" name="text" rows="4" required style="width:100%;box-sizing:border-box"></textarea></p>
<p><label for="share-server">${server}</label><br><input id="share-server" name="server" required autocomplete="off" autocapitalize="none" spellcheck="false" inputmode="url" placeholder="mastodon.social"></p>
<p><button type="submit">${send}</button></p>
<p>${note}</p>
</form>
<noscript><p>${noScript}</p></noscript>
<script src="${script}" defer></script>`;
}

/** The folder that contains both the page and its script. */
const rootFolder = `${places.sharePage.slice(0, places.sharePage.lastIndexOf("/"))}/`;

/**
 * Script of the page: it reads the text from the fragment of the address, which is sent to no server.
 * Misskey, Pleroma and others accept posts at the same path `/share`.
 * @see https://docs.joinmastodon.org/client/intents/
 */
const shareScript = `(() => {
  const form = document.querySelector("[data-share]");
  const { text, server } = form.elements;
  const key = "hitofude-share-server";
  text.value = new URLSearchParams(location.hash.slice(1)).get("text") ?? "";
  try {
    server.value = localStorage.getItem(key) ?? "";
  } catch {}
  form.hidden = false;
  const hostOf = (typed) => {
    const host = typed.trim().replace(/^https?:\\/\\//i, "").split("/")[0].split("@").pop();
    return host.includes(".") && URL.canParse("https://" + host) ? new URL("https://" + host).host : "";
  };
  server.addEventListener("input", () => server.setCustomValidity(""));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const host = hostOf(server.value);
    if (host === "") {
      server.setCustomValidity(form.dataset.wrong);
      server.reportValidity();
      return;
    }
    try {
      localStorage.setItem(key, host);
    } catch {}
    location.href = "https://" + host + "/share?text=" + encodeURIComponent(text.value);
  });
})();
`;
