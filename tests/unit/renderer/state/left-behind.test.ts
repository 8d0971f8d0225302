import { expect, test } from "vitest";
import { isOpenDraft, leftBehind, leftNow } from "#renderer/state/documents/left-behind.ts";
import { openedDocument } from "#renderer/state/documents/open-document.ts";
import { postFile } from "../support/served-engine.ts";

const path = "posts/hibi/2019-05-01-rain.md";

test.each(["ready", "published", "changed"] as const)(
  "a %s post without a date in its front matter is no draft",
  (state) => {
    // Such a post has its date in the name of its file.
    const document = openedDocument(postFile({ path, state }));
    expect([isOpenDraft(document), leftBehind(document, undefined)]).toEqual([false, null]);
  },
);

test("a ready post without any date is a draft", () => {
  const document = openedDocument(postFile({ properties: { title: "雨", status: "ready" }, state: "draft" }));
  expect(isOpenDraft(document)).toBe(true);
  expect(leftBehind(document, undefined)).toMatchObject({ state: "draft" });
});

test("a post that something else than its status keeps private is named, too", () => {
  const properties = { title: "雨", status: "ready", date: "2026-12-01" } as const;
  const document = openedDocument(postFile({ path: "posts/_drafts/rain.md", properties, state: "draft" }));
  expect(isOpenDraft(document)).toBe(false);
  expect(leftBehind(document, undefined)).toMatchObject({ state: "draft", title: "雨", isHeldBack: true });
});

test("a draft that was left behind is named only while that is true", () => {
  const left = leftBehind(openedDocument(postFile({ path, state: "draft" })), undefined);
  const now = (state: string) => leftNow(left, { path, state, dateText: "3 May" } as never);
  expect(now("draft")).toMatchObject({ path, state: "draft" });
  expect(now("scheduled")).toMatchObject({ state: "scheduled", dateText: "3 May" });
  expect([now("ready"), now("published"), leftNow(left, undefined)]).toEqual([null, null, null]);
});
