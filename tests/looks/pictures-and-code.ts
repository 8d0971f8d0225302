/** A post that is added to the Japanese sample blog, none of whose posts has both pictures and code. */
export const picturesAndCode = {
  path: "posts/hitokoto/20260101-0000.md",
  text: `---
title: 山の写真と、縮めるコード
date: 2026-01-01 00:00
tags: [散歩, 写真]
---

冬の山です。

![雪の残る山なみ](/media/2025/05/mountains.png "朝の山")

\`\`\`js
// 幅に合わせて高さを決めます。
const height = Math.round((width * image.height) / image.width);
\`\`\`

![湯呑み](/media/2024/12/teacup.png)
![窓](/media/2026/02/window.png)
`,
};
