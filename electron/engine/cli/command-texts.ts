import type { Language } from "#contract/messages.ts";
import type { ShellCommand } from "#contract/shell-words.ts";
import type { Operand, OptionName, ValueKind } from "./command-table.ts";

/** Texts that describe the tables of `command-table.ts`, for the help, the completions and the man page. */
export interface CommandTexts {
  readonly commands: Readonly<Record<ShellCommand, string>>;
  readonly options: Readonly<Record<OptionName, string>>;
  readonly operands: Readonly<Record<Operand, string>>;
  readonly values: Readonly<Record<ValueKind, string>>;
}

export const commandTexts: Readonly<Record<Language, CommandTexts>> = {
  en: {
    commands: {
      build: "build the site into DIR",
      publish: "build and publish over SFTP",
      undo: "go back to an earlier publish: the one before, or number N of the list",
      test: "try out the way to a target, step by step, and say what is wrong with it",
      check: "list what is wrong in the blog, with file and line",
      new: "make a new blog folder",
      import: "move posts of another service in; several files are one export",
      render: "Markdown (FILE, or - for standard input) to the article's HTML, on standard output",
      demo: "build the sample blog, publish it to the practice site, and serve it until Ctrl+C",
    },
    options: {
      help: "show the help",
      version: "show the version",
      out: "folder for the site",
      url: "address that the site will have, such as https://example.com/",
      force: "build into a folder with files that Hitofude did not make",
      target: "target to publish to, by its name in blog.yaml",
      "dry-run": "show the plan and change nothing",
      yes: "agree to the plan without being asked, except to deleting files",
      delete: "delete files of the site that it no longer has",
      json: "print the result as JSON",
      sample: "fill the new blog with the sample",
      diff: "show the differences of files that someone changed on the server",
      "keep-theirs": "leave files on the server that are not as they were published",
      "take-mine": "publish over files on the server that are not as they were published",
      "take-over": "go on where another computer stopped in the middle",
      trust: "trust the blog folder and remember it",
      list: "list the earlier publishes",
      to: "number of the publish to go back to",
      "host-key": "fingerprint of the server's key, SHA256:…; may be repeated",
      undo: "undo the last import",
      format: "format of the files, if it is not recognized",
      section: "section for the posts",
      encoding: "character encoding of the files, such as shift_jis",
      "time-zone": "time zone of the dates, such as Asia/Tokyo",
      "unescape-html": "read &lt; and &gt; in texts as HTML tags",
    },
    operands: {
      blog: "BLOG",
      "new-blog": "BLOG",
      file: "FILE",
      "blog-and-files": "BLOG FILE...",
      "blog-or-none": "[BLOG]",
    },
    values: {
      folder: "DIR",
      address: "ADDRESS",
      name: "NAME",
      number: "N",
      fingerprint: "FINGERPRINT",
      zone: "ZONE",
    },
  },
  ja: {
    commands: {
      build: "サイトをフォルダーに書き出します",
      publish: "サイトを作り、SFTP で公開します",
      undo: "前の公開に戻します。ひとつ前、または一覧の番号 N",
      test: "公開先までの道を順に試し、何がうまくいかないかを伝えます",
      check: "ブログの直すところを、ファイルと行で並べます",
      new: "新しいブログのフォルダーを作ります",
      import: "ほかのサービスの記事を取り込みます。複数のファイルはひとつのものとして扱います",
      render: "Markdown（ファイル、または標準入力は -）を記事の HTML にして、標準出力に書きます",
      demo: "見本のブログを練習用サイトに公開し、Ctrl+C まで見られるようにします",
    },
    options: {
      help: "使い方を表示します",
      version: "バージョンを表示します",
      out: "サイトを書き出すフォルダー",
      url: "サイトのアドレス（https://example.com/ など）",
      force: "Hitofude が作っていないファイルのあるフォルダーにも書き出します",
      target: "公開先の名前（blog.yaml のとおり）",
      "dry-run": "公開内容を表示するだけで、何も変えません",
      yes: "公開内容に、確認なしで同意します（削除を除く）",
      delete: "サイトからなくなったファイルを、サーバーから削除します",
      json: "結果を JSON で出力します",
      sample: "新しいブログに見本を入れます",
      diff: "サーバー側で変わったファイルの違いを表示します",
      "keep-theirs": "公開したときと違うサーバーのファイルを、そのまま残します",
      "take-mine": "公開したときと違うサーバーのファイルに、自分のものを公開します",
      "take-over": "ほかのコンピューターが途中で止まった続きを引き受けます",
      trust: "ブログのフォルダーを信頼し、次からも覚えておきます",
      list: "これまでの公開を並べます",
      to: "戻す公開の番号",
      "host-key": "サーバーの鍵の指紋 SHA256:…（複数可）",
      undo: "最後の取り込みを取り消します",
      format: "ファイルの形式（自動で分からないとき）",
      section: "記事を入れるセクション",
      encoding: "ファイルの文字コード（shift_jis など）",
      "time-zone": "日時のタイムゾーン（Asia/Tokyo など）",
      "unescape-html": "本文の &lt; と &gt; を HTML のタグとして読みます",
    },
    operands: {
      blog: "ブログ",
      "new-blog": "ブログ",
      file: "ファイル",
      "blog-and-files": "ブログ ファイル...",
      "blog-or-none": "[ブログ]",
    },
    values: {
      folder: "フォルダー",
      address: "アドレス",
      name: "名前",
      number: "N",
      fingerprint: "指紋",
      zone: "タイムゾーン",
    },
  },
};
