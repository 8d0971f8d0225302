/** The sentences of the corpus, written for this purpose. */
export const japanese = [
  "朝いちばんに窓を開けると、通りのパン屋から焼きたての匂いが上がってくる。",
  "机の引き出しを片づけていたら、五年前の切符が二枚、重なって出てきた。",
  "雨の日は鉛筆の芯がすこし柔らかい気がして、いつもより濃い字になる。",
  "新しい手帳の一ページ目は、どうしても書き出しを迷ってしまう。",
  "川沿いの道を歩きながら、昨日読んだ話の続きを考えていた。",
  "設定ファイルは一つにまとめ、変えた理由を横に書き残しておくことにした。",
  "画面の文字を一段大きくしただけで、夕方の肩の重さが違う。",
  "図書館の返却棚には、ときどき思いがけない本が並んでいる。",
  "急須の注ぎ口が欠けたので、金継ぎの道具を少しずつ揃えている。",
  "写真は撮った日ではなく、見返した日に意味が決まるのかもしれない。",
  "小さな道具ほど、手入れをした日付を覚えておくと長持ちする。",
  "電車が遅れた二十分のあいだに、短い手紙を一通書き終えた。",
  "原稿は一晩置いてから読み直すと、要らない言葉がよく見える。",
  "庭の南天に鳥が来る時刻は、毎日ほとんど変わらない。",
  "バックアップは取るだけでなく、戻してみるところまでが仕事だ。",
  "夜更けの台所で、湯が沸くまでの三分間がいちばん静かだった。",
  "色の名前を調べていたら、同じ緑に十以上の呼び名があった。",
  "古い地図と今の地図を重ねると、消えた水路が道の曲がりに残っている。",
  "書きかけの文を閉じる前に、次に書くことを一行だけ残しておく。",
  "自転車の空気を入れた帰り道は、坂が一つ少なくなったように感じる。",
  "紙の辞書で隣の言葉に目が移るのは、寄り道のようで楽しい。",
  "測ってから直す、直してからもう一度測る、という順番を守りたい。",
  "友人の庭から分けてもらった苗が、今年はじめて花をつけた。",
  "同じ曲を違う部屋で聴くと、低い音の居場所が変わって聞こえる。",
] as const;

export const english = [
  "The kettle takes three minutes, which is about as long as one good paragraph.",
  "I renamed the folder twice before I noticed that the old name was better.",
  "A short list on paper still beats every reminder on the phone.",
  "Measure first, change one thing, and then measure the same way again.",
  "The bookshop by the station closes early when it rains.",
  "Nothing was lost, because the copy from Tuesday could be read back.",
  "Small tools age well when they are cleaned before they are put away.",
  "The map shows a bridge that has been gone for forty years.",
  "A plain text file opens on every machine in the house.",
  "We walked along the canal until the lamps came on.",
  "The new index made the search fast and the old one made it right.",
  "Write down why, because the how can be read from the code.",
] as const;

export const headings = [
  "朝の支度",
  "道具のこと",
  "順番を決める",
  "覚え書き",
  "歩いた道",
  "Notes on the setup",
  "試したこと",
  "次に書くこと",
  "What changed",
  "残った疑問",
] as const;

export const items = [
  "湯を沸かす",
  "窓を拭く",
  "手紙を出す",
  "鉛筆を削る",
  "copy the folder",
  "切符をしまう",
  "check the date",
  "植木に水をやる",
] as const;

/**
 * One code block for each of eight languages. `%` stands for the post's number, so all blocks differ.
 */
export const code: readonly (readonly [language: string, text: string])[] = [
  [
    "ts",
    'const total%: number = prices.reduce((sum, price) => sum + price, %);\nconsole.log("合計", total%);',
  ],
  [
    "js",
    "for (const file of files.slice(%)) {\n  if (!file.endsWith('.md')) continue;\n  await copy(file, target%);\n}",
  ],
  [
    "python",
    "def mean_%(values):\n    # 空の列は数えない\n    return sum(values) / len(values) if values else %",
  ],
  ["bash", 'for name in *%.txt; do\n  cp -- "$name" backup/% # 上書きしない\ndone'],
  ["css", ".page-% > p {\n  line-height: 1.9;\n  width: %px;\n  color: #222;\n}"],
  ["html", '<nav id="nav-%" aria-label="目次">\n  <a href="%.html">表紙</a>\n</nav>'],
  ["json", '{\n  "title": "日々の記",\n  "number": %,\n  "items": [1, 2, 3]\n}'],
  ["yaml", "title: 日々の記\ntags: [道具, 散歩]\ncount: % # 何回目か"],
];

export const tags: readonly string[] = [
  ..."散歩 道具 手紙 お茶 写真 庭 本 地図 音楽 台所 天気 文房具 電車 自転車 雨 朝 夜 川 図書館 色 辞書 手入れ 引き出し 記録 季節".split(
    " ",
  ),
  ..."walk tools letters tea photo garden books maps music kitchen weather paper trains bicycle rain morning night river library colour words care drawers records seasons".split(
    " ",
  ),
];
