import type { Language } from "#contract/messages.ts";

/** The new site to which a forwarding kit redirects readers. */
export interface KitSite {
  /** URL of the site. */
  readonly url: string;
  /** Title of the blog. */
  readonly title: string;
}

/** Returns the instructions for the files of a forwarding kit: one section for each service. */
export function forwardingGuide(language: Language, site: KitSite, count: number): string {
  return language === "ja" ? inJapanese(site, count) : inEnglish(site, count);
}

function inEnglish({ title, url }: KitSite, count: number): string {
  return `# From the old blog to ${title}

These files lead readers and search engines from ${count} old addresses to ${url}.
Publish the new blog first, and open some of the new addresses in \`addresses.csv\`.

## Which file for which service

Services rename their menus now and then. If the words below are not there, look for "HTML", "template" or "head".

| service | what to do |
| --- | --- |
| さくらのブログ, Seesaa | デザイン, HTML: paste \`head.html\` right before \`</head>\` in the template that you use. |
| FC2ブログ | テンプレートの設定, 編集: paste \`head.html\` right before \`</head>\`. Do the same for smartphones. |
| livedoor Blog | デザイン, カスタマイズ: paste \`head.html\` right before \`</head>\` in each kind of page. |
| はてなブログ | 設定, 詳細設定, "headに要素を追加": paste \`head.html\`. |
| Blogger | Theme, Edit HTML: paste \`head-blogger.html\` right before \`</head>\`. |
| WordPress on a server of your own | Import \`redirection.csv\` with the plugin Redirection, or use \`htaccess.txt\`. |
| WordPress.com | Pages of the free plan take no scripts: publish \`links.html\` as your last post. The paid "Site Redirect" of WordPress.com keeps paths, so old addresses work if the new blog has them as \`aliases\`. |
| note, Ameba and others without templates | Publish \`links.html\` as your last post, and put the new address into your profile. |
| A web space of your own with Apache | Put the content of \`htaccess.txt\` into the \`.htaccess\` at the top of the old site. |

## What the files do

- \`head.html\` opens the new address of the post, and names it as the canonical address, which search engines
  follow. A link at the top of the page is there for readers whose browser does not forward. Pages without a new
  address stay as they are; the front page leads to the front page.
- \`htaccess.txt\` and \`redirection.csv\` answer with the status 301, which is best for search engines.
- \`links.html\` is a list of all posts, for services where neither is possible.
- \`addresses.csv\` has every old path with its new address and the title.

Leave the old blog online as long as you can. Search engines need some months.
`;
}

function inJapanese({ title, url }: KitSite, count: number): string {
  return `# もとのブログから「${title}」への案内

もとのブログの ${count} 件のアドレスから、読者と検索エンジンを ${url} に案内するためのファイルです。
先に新しいブログを公開して、\`addresses.csv\` にある新しいアドレスをいくつか開いて確かめてください。

## サービスごとの使い方

サービスのメニューの名前は、ときどき変わります。下の言葉が見当たらないときは、「HTML」「テンプレート」「head」を探してください。

| サービス | すること |
| --- | --- |
| さくらのブログ、Seesaa | デザイン→HTML で、使っているテンプレートの \`</head>\` のすぐ前に \`head.html\` の中身を貼り付けます。 |
| FC2ブログ | テンプレートの設定→編集で、\`</head>\` のすぐ前に \`head.html\` の中身を貼り付けます。スマートフォン用にも同じことをします。 |
| livedoor Blog | デザイン→カスタマイズで、それぞれの種類のページの \`</head>\` のすぐ前に \`head.html\` の中身を貼り付けます。 |
| はてなブログ | 設定→詳細設定→「headに要素を追加」に、\`head.html\` の中身を貼り付けます。 |
| Blogger | テーマ→HTML を編集で、\`</head>\` のすぐ前に \`head-blogger.html\` の中身を貼り付けます。 |
| ご自分のサーバーの WordPress | プラグイン Redirection で \`redirection.csv\` を読み込むか、\`htaccess.txt\` を使います。 |
| WordPress.com | 無料プランのページにはスクリプトを置けません。\`links.html\` を最後の記事にしてください。有料の「サイトリダイレクト」はパスをそのまま引き継ぐので、新しいブログの \`aliases\` にあるアドレスなら届きます。 |
| note、Ameba など、テンプレートを変えられないところ | \`links.html\` を最後の記事にして、プロフィールに新しいアドレスを書きます。 |
| Apache の動く、ご自分のウェブスペース | \`htaccess.txt\` の中身を、もとのサイトの一番上の \`.htaccess\` に入れます。 |

## それぞれのファイル

- \`head.html\`：開いた記事の新しいアドレスに移り、検索エンジンにも正しいアドレス（canonical）として伝えます。移れないブラウザーのために、ページの上にリンクを出します。新しいアドレスのないページは、そのままです。トップページからは、新しいトップページに移ります。
- \`htaccess.txt\`、\`redirection.csv\`：サーバーが 301 で転送します。検索エンジンにはこれが一番です。
- \`links.html\`：どちらもできないサービスのための、記事の一覧です。
- \`addresses.csv\`：もとのアドレスと、新しいアドレスと、題名の表です。

もとのブログは、できるだけ長く残しておいてください。検索エンジンに伝わるまで、何か月かかかります。
`;
}
