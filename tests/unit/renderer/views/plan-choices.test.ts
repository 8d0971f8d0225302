import { expect, test } from "vitest";
import { createMessages } from "#contract/messages.ts";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import {
  answerWith,
  type Choices,
  chooseAll,
  filesFor,
  firstChoices,
  openChoices,
} from "#renderer/views/publishing/plan/plan-choices.ts";
import { reasonText } from "#renderer/views/publishing/plan/plan-decision.tsx";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };

const files: PublishPlan["files"] = [
  { path: "a", change: "conflict", size: 1, because: "edited" },
  { path: "b", change: "conflict", size: 1, because: "foreign" },
  { path: "gone", change: "leftover", size: 1, because: "edited" },
  { path: "old", change: "kept", size: 1 },
  { path: "new", change: "new", size: 1 },
];

test("no file of others is overwritten or deleted without the author's decision", () => {
  const choices = firstChoices(files);
  expect(answerWith(choices)).toMatchObject({ accept: true, take: [], keep: ["gone", "old"] });
  expect(openChoices(files, choices)).toBe(2);
  const some = chooseAll(choices, files.slice(0, 1), "take");
  expect(openChoices(files, some)).toBe(1);
  const all = chooseAll(some, files.slice(1, 2), "keep");
  expect(openChoices(files, all)).toBe(0);
  expect(answerWith(all)).toMatchObject({ take: ["a"], keep: ["gone", "old", "b"] });
  expect(answerWith(chooseAll(all, files.slice(2, 3), "take")).take?.sort()).toEqual(["a", "gone"]);
});

test("files of others below a link need a decision only if files are written through the link", () => {
  const theirs = [{ path: "media/a.png", size: 1, because: "foreign" as const }];
  const decided = { followed: false, end: "folder" as const, theirs };
  const links: PublishPlan["files"] = [
    { path: "media", change: "link", size: 0, link: { target: "/disk", files: 2, decided } },
    {
      path: "old",
      change: "link",
      size: 0,
      link: { target: "/x", files: 1, decided: { ...decided, end: "missing" } },
    },
    { path: "assets", change: "conflict", because: "link", size: 0, link: { target: "/other", files: 1 } },
    { path: "assets/style.css", change: "conflict", because: "foreign", size: 1 },
  ];
  const shown = (choices: Choices): string[] => filesFor(choices, links).map(({ path }) => path);
  const first = firstChoices(links);
  expect(answerWith(first)).toMatchObject({ take: [], keep: ["media"] });
  expect(shown(first)).toEqual(["media", "old", "assets", "assets/style.css"]);
  expect(openChoices(links, first)).toBe(2);
  const left = chooseAll(first, links.slice(2, 3), "keep");
  expect(shown(left)).toEqual(["media", "old", "assets"]);
  expect(openChoices(links, left)).toBe(0);
  const followed = chooseAll(left, links.slice(0, 1), "take");
  expect(shown(followed)).toEqual(["media/a.png", "media", "old", "assets"]);
  expect(openChoices(links, followed)).toBe(1);
  const all = chooseAll(followed, [{ ...theirs[0], change: "conflict" } as (typeof links)[number]], "take");
  expect(openChoices(links, all)).toBe(0);
  expect(answerWith(all)).toMatchObject({ take: ["media", "media/a.png"], keep: ["assets"] });
});

test("a link is described with its target, also if the server does not say it or nothing is left out", () => {
  const decided = { followed: false, end: "folder" as const, theirs: [] };
  const link = { target: "/disk", files: 0, decided };
  const english = createMessages("en", en);
  const japanese = createMessages("ja", ja);
  expect(reasonText(english, { link })).toBe(
    "A link to /disk. Nothing is written behind it, as you decided.",
  );
  expect(reasonText(japanese, { link })).toBe(
    "/disk へのリンクです。前に選んだとおり、リンク先には書きません。",
  );
  const unnamed = { target: "", files: 2 };
  expect(reasonText(english, { link: unnamed })).toBe(
    "A link to another place. 2 files would be written or deleted behind it.",
  );
  expect(reasonText(japanese, { link: { ...unnamed, decided: { ...decided, end: "missing" } } })).toBe(
    "別の場所へのリンクですが、リンク先がありません。ファイル 2 個を公開していません。",
  );
});
