import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import type { Goal } from "../goals.ts";
import { alternate, quantile } from "../measure.ts";
import { figure, printTable } from "../table.ts";
import { scrollFrames, timeChanges } from "./changes.ts";
import { during } from "./desk.ts";
import { type Part, spread } from "./part.ts";

/** Words that the benchmark types letter by letter. Each word is deleted before the next word is typed. */
const words = ["703", "javascript", "12", "note"];
/** Pause between two key presses in milliseconds. */
const rest = 400;
const frames = 240;
/** Pixels that the list scrolls in each frame: nearly one row, as with a fast turn of the mouse wheel. */
const step = 40;

interface ListFigures {
  readonly filter: readonly number[];
  readonly tag: readonly number[];
  readonly search: readonly number[];
  readonly frames: readonly number[];
}

/**
 * Measures filtering, searching and scrolling the list of 10,000 posts.
 * Scrolling is compared with a plain list in a bare window.
 */
export const listPart: Part = async (desk, { rounds }) => {
  await desk.write("短い文です。\n");
  const results = await alternate<ListFigures>(
    rounds,
    [
      ["Hitofude", () => during(desk.startOurs(), ({ page }) => useList(page))],
      [
        "plain list",
        () =>
          during(desk.startPeer("list"), async ({ page }) => ({
            filter: [],
            tag: [],
            search: [],
            frames: await scrolled(page, "#list"),
          })),
      ],
    ],
    false,
  );
  const of = (name: string, key: keyof ListFigures): number[] =>
    (results.get(name) ?? []).flatMap((each) => each[key]);
  const [ours, theirs] = [of("Hitofude", "frames"), of("plain list", "frames")];
  printTable(
    `A list of ${desk.posts} posts, key → first results on screen, p50 / p95 ms`,
    ["", "keys", "p50 / p95"],
    (["filter", "tag", "search"] as const).map((key) => [
      key === "tag" ? `list filtered by tag with ${desk.posts.toLocaleString("en")} posts` : key,
      String(of("Hitofude", key).length),
      spread(of("Hitofude", key)),
    ]),
  );
  printTable(
    `Scrolling by ${step} pixels a frame, ${ours.length} frames`,
    ["", "frame p50 / p95 ms", "over 16.7 ms", "missed frames"],
    [
      ["Hitofude", spread(ours), percent(late(ours)), percent(missed(ours))],
      ["plain list, bare window", spread(theirs), percent(late(theirs)), percent(missed(theirs))],
    ],
  );
  const goals: Goal[] = [
    {
      name: "filter, first results, p95",
      figure: quantile(of("Hitofude", "filter"), 0.95),
      atMost: 50,
      unit: "ms",
    },
    {
      name: "filter by tag, first results, p95",
      figure: quantile(of("Hitofude", "tag"), 0.95),
      atMost: 50,
      unit: "ms",
    },
    {
      name: "search, first results, p95",
      figure: quantile(of("Hitofude", "search"), 0.95),
      atMost: 50,
      unit: "ms",
    },
    { name: "scrolling, frame p95", figure: quantile(ours, 0.95), atMost: 17.5, unit: "ms" },
    {
      name: "scrolling, frame p95, ours / theirs",
      figure: quantile(ours, 0.95) / quantile(theirs, 0.95),
      atMost: 1.2,
      unit: "× plain list",
    },
  ];
  return goals;
};

async function useList(page: Page): Promise<ListFigures> {
  await page.locator(".post-tree .post-row").first().waitFor();
  const frames = await scrolled(page, ".post-tree");
  // The program indexes the texts in its idle time, so the benchmark waits.
  await pause(6000);
  await page.locator(".filter input").click();
  const filter = await timeChanges(page.mainFrame(), ".list-body", typed(), rest);
  const tag = await timeTags(page);
  await page.keyboard.press("ControlOrMeta+Shift+F");
  await page.locator(".palette-field input").waitFor();
  const search = await timeChanges(
    page.mainFrame(),
    ".palette .search-sum, .palette .search-list",
    typed(),
    rest,
  );
  return { filter, tag, search, frames };
}

/** Number of times that the benchmark chooses a tag and removes it again. */
const tagRounds = 12;

/** Chooses a tag in the menu of filters and removes it again, while the menu stays open. */
async function timeTags(page: Page): Promise<number[]> {
  await page.locator(".filter-button").click();
  await page.locator('.menu-item[data-key="tag"]').click();
  await page.locator(".facet-menu").waitFor();
  await page.keyboard.press("ArrowDown");
  const keys = Array.from({ length: tagRounds }, () => ["Enter", "Enter"]).flat();
  const times = await timeChanges(page.mainFrame(), ".list-body", keys, rest);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  return times;
}

async function scrolled(page: Page, list: string): Promise<number[]> {
  await page.locator(list).waitFor();
  await pause(1500);
  await scrollFrames(page, list, step, 60);
  return scrollFrames(page, list, step, frames);
}

function typed(): string[] {
  return words.flatMap((word) => [...word, ...Array.from(word, () => "Backspace")]);
}

/** The clock for frames is inexact by a tenth of a millisecond. */
function late(intervals: readonly number[]): number {
  return intervals.filter((ms) => ms > 16.7 + 0.5).length / intervals.length;
}

/** Returns how many frames are missing, compared with 60 frames per second. */
function missed(intervals: readonly number[]): number {
  const lost = intervals.reduce((sum, ms) => sum + Math.max(0, Math.round((ms * 60) / 1000) - 1), 0);
  return lost / (lost + intervals.length);
}

function percent(share: number): string {
  return `${figure(share * 100)} %`;
}
