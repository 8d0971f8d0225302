import { expect, test } from "vitest";
import { messageDate } from "#renderer/writing/message-heads.ts";
import { readMessages } from "#renderer/writing/read-messages.ts";

const today = "2022-05-20";

test("mails, a form's message and a post of a social network are recognised when pasted together", () => {
  const pasted = `From: 山田 太郎 <yamada@example.com>
Date: Fri, 06 May 2022 10:11:12 +0900
Subject: 感想

はじめまして。

いつも読んでいます。

お名前：通りすがり
日時：2022年5月7日 9:03
メールアドレス：
本文：この件は、
同じ意見です。

花子 (@hanako_h)
·
5月8日
RT どうぞ
---
名乗らない人の言葉
`;
  expect(readMessages(pasted, today)).toEqual([
    { source: "mail", name: "山田 太郎", date: "2022/5/6", text: "はじめまして。\n\nいつも読んでいます。" },
    { source: "form", name: "通りすがり", date: "2022/5/7", text: "この件は、\n同じ意見です。" },
    { source: "x", name: "花子", date: "2022/5/8", text: "RT どうぞ" },
    { source: null, name: "", date: "", text: "名乗らない人の言葉" },
  ]);
});

test("name and account may be on two lines, with the date after the account", () => {
  expect(readMessages("花子\r\n@hanako_h · 2022年5月8日\r\n本文です。\r\n", today)).toEqual([
    { source: "x", name: "花子", date: "2022/5/8", text: "本文です。" },
  ]);
  expect(readMessages("Jane Doe @jane@example.social · May 8, 2022\n\nHello.", today)).toEqual([
    { source: "other", name: "Jane Doe", date: "2022/5/8", text: "Hello." },
  ]);
});

test("paragraphs, a line with a colon and an address in the text do not begin a message", () => {
  const text = "一段落目。\n\n名前: つけ忘れました\n\n@taro さん、https://example.com/ を見てください。";
  expect(readMessages(text, today)).toEqual([{ source: null, name: "", date: "", text }]);
});

test.each([
  ["2022年5月7日(土) 10:11 山田 太郎 <yamada@example.com>:", "山田 太郎"],
  ["2022/05/07 10:11、山田 太郎 <yamada@example.com>のメール:", "山田 太郎"],
  ["On Sat, May 7, 2022 at 10:11 AM Taro Yamada <yamada@example.com> wrote:", "Taro Yamada"],
  ["On 2022/05/07 10:11, 山田 太郎 wrote:", "山田 太郎"],
  ["2022年5月7日(土) 10:11 <yamada@example.com>:", ""],
])("%j above a mail contains its sender and day, and is not part of the text", (line, name) => {
  const mail = { source: "mail", name, date: "2022/5/7" };
  expect(readMessages(`${line}\n\n> はじめまして。\n>\n> では。`, today)).toEqual([
    { ...mail, text: "はじめまして。\n\nでは。" },
  ]);
  expect(readMessages(`別の一通。\n\n${line}\nはじめまして。\n> 引用`, today)).toEqual([
    { source: null, name: "", date: "", text: "別の一通。" },
    { ...mail, text: "はじめまして。\n> 引用" },
  ]);
});

test("a post on its own page ends before its time, and its age may be given in hours", () => {
  const opened = "花子\n@hanako_h\nなるほど。\n午後3:00 · 2022年5月7日·Twitter for iPhone\n1,234\n件の表示";
  expect(readMessages(opened, today)).toEqual([
    { source: "x", name: "花子", date: "2022/5/7", text: "なるほど。" },
  ]);
  for (const [written, date] of [
    ["5時間", "2022/5/20"],
    ["12m", "2022/5/20"],
    ["May 7", "2022/5/7"],
    ["Dec 31", "2021/12/31"],
  ]) {
    expect(readMessages(`花子\n@hanako_h\n·\n${written}\n5月の話。`, today)).toEqual([
      { source: "x", name: "花子", date, text: "5月の話。" },
    ]);
  }
});

test("a mail address is no name", () => {
  const [message] = readMessages("From: a@example.com\nDate: 2022-05-06\n\nx", today);
  expect(message).toEqual({ source: "mail", name: "", date: "2022/5/6", text: "x" });
});

test.each(["", " \n\n", "---\n---\n"])("text without content is no message: %j", (pasted) => {
  expect(readMessages(pasted, today)).toEqual([]);
});

test.each([
  ["2022-05-06T10:00:00Z", "2022/5/6"],
  ["２０２２年５月６日", "2022/5/6"],
  ["午後3:12 · 2022/12/31", "2022/12/31"],
  ["6 May 2022", "2022/5/6"],
  ["December 31, 2021", "2021/12/31"],
  ["5月20日", "2022/5/20"],
  ["5月21日", "2021/5/21"],
  ["きのう", "きのう"],
])("%s is converted to %s", (written, day) => {
  expect(messageDate(written, today)).toBe(day);
});
