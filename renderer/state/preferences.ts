import { createStore, type StoreApi } from "zustand/vanilla";
import type { Client } from "#contract/definition.ts";
import type { MainContract, Preferences } from "#contract/main-contract.ts";

/** The author's preferences, as main keeps them; changed at once here, and told to main. */
export class PreferencesState {
  readonly store: StoreApi<Preferences>;
  readonly #main: Client<MainContract>;

  constructor(main: Client<MainContract>, first: Preferences) {
    this.#main = main;
    this.store = createStore(() => first);
    main.on("preferences.changed", (values) => this.store.setState(values, true));
  }

  get values(): Preferences {
    return this.store.getState();
  }

  /** Rejects when main could not keep the change; it holds for this window all the same. */
  async set(changes: Partial<Preferences>): Promise<void> {
    this.store.setState(changes);
    await this.#main.call("preferences.set", changes);
  }

  async setPanes(changes: Partial<Preferences["panes"]>): Promise<void> {
    await this.set({ panes: { ...this.values.panes, ...changes } });
  }
}
