import { expect, test } from "vitest";
import { RecentTexts } from "#engine/site/articles/recent-texts.ts";
import { createRandom } from "../../blog/random.ts";

test("a text is returned under its key only, until many later ones replace it", () => {
  const random = createRandom(11);
  const maxBytes = 700_000;
  const recent = new RecentTexts(maxBytes);
  const put = new Map<string, { key: string; text: string }>();
  let [kept, gone] = [0, 0];
  for (let round = 0; round < 4000; round++) {
    const path = `posts/${random.below(900)}.md`;
    const text = `${round}一筆𠮷`.repeat(1 + random.below(180));
    put.set(path, { key: String(round), text });
    recent.put(path, String(round), text);
    expect(recent.get(path, String(round))).toBe(text);
    for (let tries = 0; tries < 5; tries++) {
      const asked = `posts/${random.below(900)}.md`;
      const known = put.get(asked);
      const found = recent.get(asked, known?.key ?? "");
      if (found === undefined) gone++;
      else kept++;
      if (found !== undefined) expect(found).toBe(known?.text);
      expect(recent.get(asked, "another")).toBeUndefined();
    }
  }
  expect(kept).toBeGreaterThan(1000);
  expect(gone).toBeGreaterThan(1000);
});

test("the latest texts are kept: at least half of the capacity", () => {
  const recent = new RecentTexts(100_000);
  const text = "あ".repeat(300);
  for (let at = 0; at < 1000; at++) recent.put(`${at}`, "key", text);
  for (let at = 945; at < 1000; at++) expect(recent.get(`${at}`, "key")).toBe(text);
});

test("a text larger than the capacity is kept until the next one, and removes none", () => {
  const recent = new RecentTexts(1000);
  recent.put("a", "key", "words");
  recent.put("b", "key", "x".repeat(1001));
  expect(recent.get("b", "key")).toHaveLength(1001);
  recent.put("c", "key", "other words");
  expect(recent.get("b", "key")).toBeUndefined();
  expect(recent.get("a", "key")).toBe("words");
});
