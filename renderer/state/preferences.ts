import { createStore, type StoreApi } from "zustand/vanilla";
import { type CommandKeys, commandKeys, type KeyChanges } from "#contract/command-keys.ts";
import type { Client } from "#contract/rpc/definition.ts";
import {
  type BlogPreferenceName,
  blogPreferenceChange,
  type ChangeablePreferences,
  type MainContract,
  type Preferences,
} from "#contract/main-contract.ts";

/** The author's preferences. The main process stores them, and the window applies them immediately. */
export class PreferencesState {
  readonly store: StoreApi<Preferences>;
  readonly #main: Client<MainContract>;
  #keys: { readonly of: KeyChanges; readonly keys: CommandKeys } | null = null;
  /** Changes of this window that the main process has not stored yet. The latest change comes last. */
  readonly #onTheWay = new Set<Partial<ChangeablePreferences>>();

  constructor(main: Client<MainContract>, first: Preferences) {
    this.#main = main;
    this.store = createStore(() => first);
    main.on("preferences.changed", (values) => {
      // The event may lack the latest changes of this window, so these changes override the event's values.
      this.store.setState(Object.assign({}, values, ...this.#onTheWay), true);
    });
  }

  get values(): Preferences {
    return this.store.getState();
  }

  /**
   * The key of every command, including the author's changes.
   * Returns the same object until the author changes a key, so that components are not rendered again.
   */
  get keys(): CommandKeys {
    const { keys: changes } = this.values;
    if (this.#keys?.of !== changes) this.#keys = { of: changes, keys: commandKeys(changes) };
    return this.#keys.keys;
  }

  /** Changes preferences in the window and stores them. Rejects if they could not be stored. */
  async set(changes: Partial<ChangeablePreferences>): Promise<void> {
    this.store.setState(changes);
    this.#onTheWay.add(changes);
    try {
      await this.#main.call("preferences.set", changes);
    } finally {
      this.#onTheWay.delete(changes);
    }
  }

  /** Changes a preference of one blog. If `value` is undefined, removes the preference of this blog. */
  async setForBlog<Name extends BlogPreferenceName>(
    name: Name,
    folder: string,
    value: Preferences[Name][string] | undefined,
  ): Promise<void> {
    await this.set(blogPreferenceChange(this.values, name, folder, value));
  }

  async setPanes(changes: Partial<Preferences["panes"]>): Promise<void> {
    await this.set({ panes: { ...this.values.panes, ...changes } });
  }
}
