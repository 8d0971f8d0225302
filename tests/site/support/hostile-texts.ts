/** 500 characters in which no line can break. */
export const longWord = "Donaudampfschifffahrtselektrizitäten".repeat(14).slice(0, 500);

export const englishText =
  "This entry is in English, although the diary around it is in Japanese. A reader who speaks no Japanese may find it through a search, and a screen reader has to switch its voice for it. ".repeat(
    4,
  );
export const arabicText =
  "هذه التدوينة مكتوبة باللغة العربية، وتقرأ من اليمين إلى اليسار، رغم أن المدونة كلها باللغة اليابانية. ".repeat(
    6,
  );
export const hebrewText =
  "הרשומה הזאת כתובה בעברית ונקראת מימין לשמאל, אף על פי שהיומן כולו כתוב ביפנית. ".repeat(6);
export const koreanText = "이 글은 한국어로 썼습니다. 일기의 다른 글은 모두 일본어입니다. ".repeat(10);

export const mediaText = `最初の[^1]文。[上へ](#見出し)、[前の話](cdata.md#x)、[ほか](?q=1&r=2)、[旧](../../旧/ "題 & <印>")。

## 見出し

![写真 & 図](<../../media/2024/写真 & 図.png>)

![図](<../../media/2024/写真 & 図.png> "図の説明 & 印")

<p><img src="media/2024/%E5%86%99%E7%9C%9F%20&amp;%20%E5%9B%B3.png" srcset="media/2024/%E5%86%99%E7%9C%9F%20&amp;%20%E5%9B%B3.png 1x, media/2024/%E5%86%99%E7%9C%9F%20&amp;%20%E5%9B%B3.png?a,b 2x" alt="手で書いた図" width="3" height="2"></p>

<video src="media/2024/film.mp4" poster="media/2024/%E5%86%99%E7%9C%9F%20&amp;%20%E5%9B%B3.png" controls></video>

<audio controls><source src='media/2024/voice.mp3' type="audio/mpeg"></audio>

<blockquote cite="20240101-0000.html"><p>引いた文</p></blockquote>

<picture><source srcset="media/2024/%E5%86%99%E7%9C%9F%20&amp;%20%E5%9B%B3.png" type="image/png"><img src=media/2024/%E5%86%99%E7%9C%9F%20&amp;%20%E5%9B%B3.png alt=図></picture>

[便り](mailto:a@example.com?subject=a&body=b)、[電話](tel:+81-3-0000-0000)。

[^1]: 註です。[上へ](#見出し)
`;

export const addressesText = `[検索](https://example.com/?a=1&b=2&copy=3&lt=4)と https://example.com/?x=1&y=2 と <https://example.com/?p=1&q=2>。

[日本語](https://ja.wikipedia.org/wiki/日本語?題=検索#節)、[名前](https://例え.テスト/道)、[空白](<https://example.com/a b>)、https://example.com/です。

[括弧](https://example.com/a_(b)_[c])、[百分率](https://example.com/100%25/%E3%81%82)、[印](https://example.com/"'\`)。`;

export const wideText = `${longWord}

https://example.com/${"long-path/".repeat(40)}

\`${longWord}\`

\`\`\`ts
const ${"veryLongName".repeat(30)} = 1;
\`\`\`

| ${Array.from({ length: 14 }, (_, column) => `見出し${column}`).join(" | ")} |
|${" --- |".repeat(14)}
| ${Array.from({ length: 14 }, (_, column) => `中身${column}`).join(" | ")} |

![広い](https://example.org/wide.png)

1. ${longWord}
   - ${longWord}

> ${longWord}`;

export const everythingText = `# 一段目

## 二段目

## 二段目

#### 四段目

## 👨‍👩‍👧‍👦

[toc]

- [ ] まだ & <b>太</b>
- [x] すんだ

用語 & 語
: 説明 ]]>

::: note 題 & <題>
箱の中[^a]
:::

::: details 開く
- 中身
:::

| 左 | 中 | 右 |
| :-- | :-: | --: |
| a \\| b | \`c\` | 1 |

~~消す~~ 《《点》》 ｜漢字《かんじ》 {明日|あす} <kbd>Ctrl</kbd> H<sub>2</sub>O

[^a]: 註[^b]
[^b]: 註の註 \`]]>\`

再び[^a]。

<script>document.title += "]]>&lt;";</script>

<p onclick="alert(1)" style="color: #333">押す</p>`;
