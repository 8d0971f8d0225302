import type { Language } from "#contract/messages.ts";

/** The help of the command line program, in both languages. */
export const usage: Readonly<Record<Language, string>> = {
  en: `Usage: hitofude COMMAND [OPTIONS]

  build --out DIR BLOG          build the site into DIR
        [--url ADDRESS] [--json]
  publish BLOG                  build and publish over SFTP
        [--target NAME] [--dry-run] [--yes] [--json] [--diff]
        [--keep-theirs | --take-mine] [--take-over] [--trust] [--host-key FINGERPRINT]
  undo BLOG                     go back to an earlier publish: the one before, or number N of the list
        [--list] [--to N] and all options of publish
  test BLOG                     try out the way to a target, step by step, and say what is wrong with it
        [--target NAME] [--host-key FINGERPRINT] [--trust] [--json]
  check BLOG [--json]           list what is wrong in the blog, with file and line
  new BLOG [--sample]           make a new blog folder
  render FILE                   Markdown (FILE, or - for standard input) to the article's HTML, on standard output
  demo [BLOG]                   build the sample blog, publish it to the practice site, and serve it until Ctrl+C

  --help, --version

Files on the server that are not as they were published are never overwritten or deleted without a choice: --keep-theirs
leaves them, --take-mine publishes yours, --diff shows the differences. --take-over goes on where another computer stopped
in the middle and shows no sign of life. --yes agrees to everything else in a plan, but never accepts the key of a server.

--host-key SHA256:… says which key the server has, as its host gives it; may be repeated. Any other key is refused. Without it
an unknown key is asked about at a terminal, and refused where there is none.

A folder that was neither made nor trusted on this computer sends nothing before --trust, which shows its targets and is
remembered; building and checking need no trust.

Exit codes: 0 success, 1 a problem in the blog or at the target, 2 wrong use.
Secrets are asked at the terminal, or read from HITOFUDE_PASSWORD and HITOFUDE_PASSPHRASE.
`,
  ja: `使い方: hitofude コマンド [オプション]

  build --out フォルダー ブログ   サイトをフォルダーに書き出します
        [--url アドレス] [--json]
  publish ブログ                サイトを作り、SFTP で公開します
        [--target 名前] [--dry-run] [--yes] [--json] [--diff]
        [--keep-theirs | --take-mine] [--take-over] [--trust] [--host-key 指紋]
  undo ブログ                   前の公開に戻します。ひとつ前、または一覧の番号 N
        [--list] [--to N] と、publish のすべてのオプション
  test ブログ                   公開先までの道を順に試し、何がうまくいかないかを伝えます
        [--target 名前] [--host-key 指紋] [--trust] [--json]
  check ブログ [--json]         ブログの直すところを、ファイルと行で並べます
  new ブログ [--sample]         新しいブログのフォルダーを作ります
  render ファイル               Markdown（ファイル、または標準入力は -）を記事の HTML にして、標準出力に書きます
  demo [ブログ]                 見本のブログを練習用サイトに公開し、Ctrl+C まで見られるようにします

  --help, --version

サーバーのファイルが公開したときと違うときは、選ばないかぎり、上書きも削除もしません。--keep-theirs はそのまま残し、
--take-mine は自分のものを公開し、--diff は違いを表示します。--take-over は、ほかのコンピューターが途中で止まり、動いている
様子がないときに、続きを引き受けます。--yes は公開内容のほかの確認すべてに同意しますが、サーバーの鍵は受け入れません。

--host-key SHA256:… で、サーバーの鍵の指紋を、レンタルサーバーの案内どおりに指定します（複数可）。ほかの鍵は断ります。
指定しないと、知らない鍵は端末で確認し、端末がなければ断ります。

このコンピューターで作っても信頼してもいないフォルダーは、--trust を付けるまで何も送りません。--trust は公開先を表示し、
次からは覚えています。build と check には要りません。

終了コード: 0 成功、1 ブログか公開先の問題、2 使い方の誤り。
パスワードなどは端末で尋ねるか、HITOFUDE_PASSWORD と HITOFUDE_PASSPHRASE から読みます。
`,
};
