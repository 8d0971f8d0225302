/** One diagram of each kind with most features of the kind, and the words that its drawing must contain. */
export const diagramSamples: readonly [kind: string, source: string, words: readonly string[]][] = [
  [
    "flowchart",
    `flowchart LR
  %% 手もとから公開まで
  A[原稿を書く] -->|保存| B{確認する?}
  B -- はい --> C[(公開)] & D>知らせる]
  B -. いいえ .-> A
  subgraph 手もと
    A
    B
  end
  C ==> E((読者)) --o F(["終わり"])
  G@{ shape: hex, label: "六角" } x--x H[/斜め/] <--> I[[組]]
  classDef 強調 fill:#f96
  class A 強調
  E --> E`,
    [
      "原稿を書く",
      "保存",
      "確認する?",
      "はい",
      "いいえ",
      "公開",
      "知らせる",
      "手もと",
      "読者",
      "終わり",
      "六角",
      "斜め",
      "組",
    ],
  ],
  [
    "sequence",
    `sequenceDiagram
  autonumber
  participant 読 as 読者
  actor S as サーバー
  読->>+S: ページをください
  Note right of S: 探す
  alt あった
    S-->>-読: 200
  else ない
    S--x読: 404
    loop 毎日
      読->>読: 思い出す
    end
  end
  create participant D as 新人
  S-)D: こんにちは
  destroy D
  D->>S: さようなら
  Note over 読,S: みんなで読む`,
    [
      "読者",
      "サーバー",
      "1. ページをください",
      "探す",
      "alt",
      "あった",
      "2. 200",
      "ない",
      "3. 404",
      "loop",
      "毎日",
      "4. 思い出す",
      "新人",
      "5. こんにちは",
      "6. さようなら",
      "みんなで読む",
    ],
  ],
  [
    "state",
    `stateDiagram-v2
  [*] --> 下書き
  下書き --> 公開済み : 公開する
  state 公開済み {
    [*] --> 新しい
    新しい --> 古い
  }
  state "まだ決めていない" as 迷い
  state 分かれ道 <<choice>>
  下書き --> 分かれ道
  分かれ道 --> 迷い
  note right of 下書き : 書きかけ
  公開済み --> [*]`,
    ["下書き", "公開する", "公開済み", "新しい", "古い", "まだ決めていない", "書きかけ"],
  ],
  [
    "class",
    `classDiagram
  class 記事 {
    <<abstract>>
    +題名 string
    +公開() bool
  }
  記事 <|-- 固定ページ
  記事 "1" *-- "0..*" 画像 : もつ
  class List~T~
  記事 ..> List~T~
  画像 : +幅 number
  note for 画像 "縮めたもの"`,
    [
      "«abstract»",
      "記事",
      "+題名 string",
      "+公開() bool",
      "固定ページ",
      "1",
      "0..*",
      "画像",
      "もつ",
      "List&lt;T&gt;",
      "+幅 number",
      "縮めたもの",
    ],
  ],
  [
    "entities",
    `erDiagram
  著者 ||--o{ 記事 : 書く
  記事 }|..|| 区分 : 属する
  記事 |o--o| 表紙 : もつ
  記事 {
    string 題名 PK "題"
    date 日付
  }`,
    ["著者", "記事", "書く", "区分", "属する", "表紙", "もつ", "string 題名 PK &quot;題&quot;", "date 日付"],
  ],
  [
    "pie",
    `pie showData title 便りの内訳
  "メール" : 42.5
  "フォーム <b>から</b>" : 30
  "その他" : 27.3
  "葉書" : 0.2
  "電報" : 0`,
    ["便りの内訳", "メール 42.5 (43%)", "フォーム から 30 (30%)", "その他 27.3 (27%)", "葉書 0.2 (0.2%)"],
  ],
  [
    "gantt",
    `gantt
  title 引っ越しの予定
  dateFormat YYYY-MM-DD
  axisFormat %m/%d
  下見 : done, look, 2024-05-01, 2d
  section 荷造り
  本を詰める : crit, active, books, after look, 4d
  箱を出す : 1w
  section 当日
  運ぶ : milestone, m1, 2024-05-14, 0d`,
    ["引っ越しの予定", "下見", "荷造り", "本を詰める", "箱を出す", "当日", "運ぶ", "2024-05-01", "05-08"],
  ],
];

/** Returns a source as a code block of Markdown. */
export function fence(source: string): string {
  return `\`\`\`mermaid\n${source}\n\`\`\`\n`;
}
