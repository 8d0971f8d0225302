import { textsIn } from "#engine/base/languages.ts";
import { escapeMarkup } from "#engine/base/markup.ts";
import { places } from "../addresses/places.ts";
import { rootOf } from "../addresses/urls.ts";
import type { Site } from "../model/site.ts";
import { type PlanContext, type PlannedFile, renderThemed } from "../template-data/planned-file.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { hasFormTemplate } from "../theme/theme.ts";

const formMark = "[hitofude-share-form]";

/**
 * Plans the page that asks readers for the name of their Mastodon server. Also plans the page's script.
 * Links for sharing on Mastodon lead to this page, because readers use different servers.
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

const translations: Readonly<Record<string, typeof ja>> = {
  ja,
  en,
  "zh-Hant": {
    title: "分享到 Mastodon",
    text: "貼文內容",
    server: "您的伺服器",
    send: "開啟伺服器",
    note: "您的伺服器會以此內容開啟發文畫面，內容仍可修改。伺服器名稱只保存在這個瀏覽器。",
    wrong: "請輸入伺服器名稱，例如 mastodon.social。",
    noScript: "此頁面需要 JavaScript。請複製文章網址並貼到您的伺服器。",
  },
  "zh-Hans": {
    title: "分享到 Mastodon",
    text: "帖子内容",
    server: "您的服务器",
    send: "打开服务器",
    note: "您的服务器会以此内容打开发帖页面，内容仍可修改。服务器名称只保存在这个浏览器中。",
    wrong: "请输入服务器名称，例如 mastodon.social。",
    noScript: "此页面需要 JavaScript。请复制文章网址并粘贴到您的服务器。",
  },
  ko: {
    title: "Mastodon에 공유",
    text: "게시할 글",
    server: "사용하는 서버",
    send: "서버 열기",
    note: "서버의 글쓰기 화면이 이 글이 담긴 채로 열립니다. 글은 고칠 수 있습니다. 서버 이름은 이 브라우저만 기억합니다.",
    wrong: "mastodon.social과 같은 서버 이름을 입력해 주세요.",
    noScript: "이 페이지에는 JavaScript가 필요합니다. 글의 주소를 복사하여 서버에 붙여 넣어 주세요.",
  },
  fr: {
    title: "Partager sur Mastodon",
    text: "Texte du message",
    server: "Votre serveur",
    send: "Ouvrir le serveur",
    note: "Votre serveur s’ouvre avec ce texte, que vous pouvez encore modifier. Seul ce navigateur retient le nom du serveur.",
    wrong: "Veuillez saisir le nom d’un serveur, par exemple mastodon.social.",
    noScript:
      "Cette page nécessite JavaScript. Copiez l’adresse de l’article et collez-la sur votre serveur.",
  },
  de: {
    title: "Auf Mastodon teilen",
    text: "Text des Beitrags",
    server: "Ihr Server",
    send: "Server öffnen",
    note: "Ihr Server öffnet sich mit diesem Text, den Sie noch ändern können. Nur dieser Browser merkt sich den Server.",
    wrong: "Bitte geben Sie den Namen eines Servers ein, zum Beispiel mastodon.social.",
    noScript:
      "Diese Seite benötigt JavaScript. Bitte kopieren Sie die Adresse des Beitrags und fügen Sie sie auf Ihrem Server ein.",
  },
  es: {
    title: "Compartir en Mastodon",
    text: "Texto de la publicación",
    server: "Su servidor",
    send: "Abrir el servidor",
    note: "Su servidor se abre con este texto, que aún puede cambiar. Solo este navegador recuerda el servidor.",
    wrong: "Escriba el nombre de un servidor, por ejemplo mastodon.social.",
    noScript: "Esta página necesita JavaScript. Copie la dirección de la entrada y péguela en su servidor.",
  },
  pt: {
    title: "Partilhar no Mastodon",
    text: "Texto da publicação",
    server: "O seu servidor",
    send: "Abrir o servidor",
    note: "O seu servidor abre com este texto, que ainda pode alterar. Só este navegador memoriza o servidor.",
    wrong: "Introduza o nome de um servidor, por exemplo mastodon.social.",
    noScript: "Esta página precisa de JavaScript. Copie o endereço do artigo e cole-o no seu servidor.",
  },
  it: {
    title: "Condividi su Mastodon",
    text: "Testo del post",
    server: "Il tuo server",
    send: "Apri il server",
    note: "Il tuo server si apre con questo testo, che puoi ancora modificare. Solo questo browser ricorda il server.",
    wrong: "Inserisci il nome di un server, per esempio mastodon.social.",
    noScript:
      "Questa pagina richiede JavaScript. Copia l’indirizzo dell’articolo e incollalo sul tuo server.",
  },
};

function wordsOf({ settings }: Site): typeof ja {
  return textsIn(translations, settings.language);
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
 * The page's script reads the shared text from the fragment of the page's address.
 * Browsers never send the fragment to a server.
 * Mastodon, Misskey, Pleroma and others all accept posts at the path `/share`.
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
