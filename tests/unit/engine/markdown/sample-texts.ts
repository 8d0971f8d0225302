/** A post with all features of the pipeline, for tests that compare two ways to render a page. */
export const richPost = `はじめに{漢字|かんじ}と｜東京《とうきょう》、《《大事》》な**「話」**です。
改行した続きはhttps://example.com/a?b=1です。~~取り消し~~も10時~12時も。

# 見出し {#top .big}

[toc]

・一つ目
・二つ目

## まとめ

- 項目 *強調*
- [ ] やること
- [x] 済んだこと

  項目の続き

  1. 番号
  2. 番号二
     - 深い項目

## まとめ

> 引用の中の文
> > 深い引用
怠けた続き

![写真](../media/a.png "説明")

文中の ![小](b.png) と [記事](../hitokoto/x.md "題") と [参照][ref] と \`code\`。

[ref]: https://example.com/ref "題"
[追記]: これは消えない。

\`\`\`js
const 値 = "文字列";

console.log(値);
\`\`\`

\`\`\`mermaid
flowchart LR
  A[書く] -->|見る| B{よい?}
  B --> A
\`\`\`

    字下げのコード
    二行目

| 列 | 数 |
|----|---:|
| あ | 1 |
| い | **2** |

::: note 補足
箱の中。

- 箱の項目
:::

用語
: 説明
: 別の説明

<div class="wrap">

囲まれた段落。

</div>

<!-- コメント -->

### ■

2022. 5月の話

C:\\*.txt を消した。

***

終わりの段落  
強い改行\\
もう一つ。

まとめ
======
`;

/** The same post with footnotes, which are numbered over the whole text. */
export const postWithNotes = `${richPost}
本文[^1]と^[その場の注 [リンク](c.md)]と[^長い]と[^1]。

[^1]: 一つ目の注。
[^長い]: 二つ目の注。

    注の続き。

- 終わり
`;

/** Raw HTML that opens and closes across blocks. */
export const postWithHtml = `<section>

## 中の見出し

<div>

段落 <b>太字</b> <a href="x.md">記事</a>

</div>
</section>

外の段落

<details><summary>題</summary>

中身

</details>

<img src="a.png" alt="絵">

</div>

<table>
<tr><td>

升目

</td></tr>
</table>

<p>閉じない段落

最後
`;
