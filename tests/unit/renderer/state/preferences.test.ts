import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connect } from "#contract/rpc/connect.ts";
import type { Handlers } from "#contract/rpc/definition.ts";
import { type MainContract, mainContract, type Preferences } from "#contract/main-contract.ts";
import { serve } from "#contract/rpc/serve.ts";
import { PreferencesStore } from "#main/preferences.ts";
import { PreferencesState } from "#renderer/state/preferences.ts";
import { wirePair } from "#tests/support/wire-pair.ts";

/** A page and a main process that keeps preferences and reports each change to all pages. */
function start() {
  const [page, main] = wirePair();
  let { values } = new PreferencesStore(join(tmpdir(), "hitofude-no-preferences.json"));
  const client = connect(mainContract, page);
  const preferences = new PreferencesState(client, values);
  const change = (changes: object): Preferences => {
    values = { ...values, ...changes };
    server.emit("preferences.changed", values);
    return values;
  };
  const server = serve(
    mainContract,
    { "preferences.set": change } as unknown as Handlers<MainContract>,
    main,
  );
  return { client, preferences, change, stored: () => values };
}

const named = (name: string) => ({ snippets: [{ name, text: "" }] });

test("the report about an earlier change does not take back a later one", async () => {
  const { preferences, stored } = start();
  const shown: string[] = [];
  preferences.store.subscribe(({ snippets }) => shown.push(snippets[0]?.name ?? ""));
  await Promise.all([preferences.set(named("あ")), preferences.set(named("あい"))]);
  expect(shown).toEqual(["あ", "あい", "あい", "あい"]);
  expect(stored()).toMatchObject(named("あい"));
});

test("a change of another window is shown, also while a change of this window is on its way", async () => {
  const { preferences, change } = start();
  const setting = preferences.set(named("あ"));
  change({ recentBlogs: ["/b"] });
  await setting;
  expect(preferences.values).toMatchObject({ ...named("あ"), recentBlogs: ["/b"] });
  change(named("い"));
  await preferences.set({ colours: "dark" });
  expect(preferences.values).toMatchObject({ ...named("い"), colours: "dark" });
});

test("a page cannot change which folders are trusted or can be opened", async () => {
  const { client, stored } = start();
  const attack = { colours: "dark", recentBlogs: ["/attack"], blogsBeforeTrust: ["/attack"] } as const;
  await client.call("preferences.set", attack as never);
  expect(stored()).toMatchObject({ colours: "dark", recentBlogs: [], blogsBeforeTrust: null });
});
