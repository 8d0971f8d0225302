import { expect as expectSoon, type Page } from "@playwright/test";
import type { Random } from "#tests/torture/random.ts";
import { motionEnds, previewArticle } from "#tests/support/program/editing.ts";
import { beginComposition } from "#tests/support/program/input-method.ts";
import { publishButton, publishedNotice } from "#tests/support/program/publishing-window.ts";

/** Maximum duration of one step on a busy computer, in milliseconds. */
export const timeoutMs = 120_000;
const expect = expectSoon.configure({ timeout: timeoutMs });

/** Something that an author does. `weight` determines how often it is chosen. */
interface Action {
  readonly name: string;
  readonly weight: number;
  run(page: Page, random: Random): Promise<void>;
}

/** Number of posts in the blog. */
const posts = 40;
export const postsInBlog = posts;
const titleOf = (number: number): string => `第${number}回の話`;

/** After this number of added words, a short text replaces the text, so that the blog does not grow. */
const longestText = 60;

/** Does at random what an author does all day. */
export class RandomUse {
  readonly #page: Page;
  readonly #random: Random;
  /** Number of the open post; 0 before one is opened. */
  #post = 0;
  /** For each post, how many words it got since its text was replaced. The keys are numbers of posts. */
  readonly #words = new Map<number, number>();
  /** How often each action was carried out. */
  readonly counts: Record<string, number> = {};

  constructor(page: Page, random: Random) {
    this.#page = page;
    this.#random = random;
  }

  /** Carries out one action, chosen by chance. */
  async act(): Promise<void> {
    const all = this.#actions;
    let left = this.#random.number() * all.reduce((sum, { weight }) => sum + weight, 0);
    const chosen = all.find(({ weight }) => {
      left -= weight;
      return left < 0;
    });
    if (!chosen) return;
    await chosen.run(this.#page, this.#random);
    this.counts[chosen.name] = (this.counts[chosen.name] ?? 0) + 1;
  }

  /** Brings the window to the state in which it is measured: one post, everything saved and nothing open. */
  async rest(): Promise<void> {
    this.#post = 1;
    await openPost(this.#page, titleOf(this.#post));
    await focusEditor(this.#page);
    await saved(this.#page);
    await expect(previewArticle(this.#page)).toBeVisible();
    await motionEnds(this.#page);
  }

  readonly #actions: readonly Action[] = [
    { name: "type", weight: 40, run: (page, random) => this.#type(page, random) },
    {
      name: "open a post",
      weight: 20,
      run: async (page, random) => {
        this.#post = random.between(1, posts);
        await openPost(page, titleOf(this.#post));
      },
    },
    {
      name: "preview",
      weight: 12,
      run: async (page, random) => {
        const view = `ControlOrMeta+Alt+${random.between(1, 6)}`;
        await page.keyboard.press(view);
        await motionEnds(page);
        // Scheme, feed and card are switched off by the same key
        await page.keyboard.press(/[456]$/.test(view) ? view : "ControlOrMeta+Alt+3");
        await loadAgain(page);
      },
    },
    {
      name: "look into sheets",
      weight: 8,
      run: async (page, random) => {
        await page.keyboard.press(random.number() < 0.5 ? "ControlOrMeta+," : "F1");
        await expect(page.getByRole("dialog")).toBeVisible();
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
      },
    },
    { name: "publish", weight: 5, run: (page) => this.#publish(page) },
  ];

  async #type(page: Page, random: Random): Promise<void> {
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+End");
    let words = this.#words.get(this.#post) ?? 0;
    if (words > longestText) {
      await page.keyboard.press("ControlOrMeta+A");
      words = 0;
    }
    const added = random.between(1, 8);
    this.#words.set(this.#post, words + added);
    for (let word = added; word > 0; word -= 1) {
      if (random.number() < 0.4) {
        const composition = await beginComposition(page);
        for (const reading of ["あ", "あめ", "雨"]) await composition.show(reading);
        await composition.commit("雨。");
      } else {
        await page.keyboard.type(random.number() < 0.2 ? "**strong** words\n\n" : "some words ");
      }
    }
  }

  async #publish(page: Page): Promise<void> {
    await saved(page);
    await publishButton(page).click();
    await expect(publishedNotice(page)).toBeVisible();
    const notices = page.locator(".notices");
    // The message may leave by itself before it is closed.
    const close = notices.getByRole("button", { name: "Close" }).first();
    await close.click({ timeout: 5000 }).catch(() => undefined);
    await expect(notices.locator(".notice-good")).toHaveCount(0, { timeout: timeoutMs });
  }
}

async function openPost(page: Page, title: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox", { name: "Find commands and posts" }).fill(title);
  await page.getByRole("option", { name: title }).first().click();
  await expect(page.getByRole("textbox", { name: "Title", exact: true })).toHaveValue(title);
}

async function loadAgain(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Load the page again" }).click();
  await expect(previewArticle(page)).toBeVisible();
}

async function focusEditor(page: Page): Promise<void> {
  // Clicks again, as a person does, if the program moved the focus right after the click.
  await expect(async () => {
    await page.locator(".monaco-editor .view-lines").first().click();
    await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/, { timeout: 5000 });
  }).toPass({ timeout: timeoutMs });
}

async function saved(page: Page): Promise<void> {
  await expect(page.locator(".status-save")).toHaveText("Saved");
}
