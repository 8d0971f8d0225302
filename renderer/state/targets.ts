import { createStore, type StoreApi } from "zustand/vanilla";
import type { TargetSettings } from "#contract/settings/target.ts";
import type { SshAlias } from "#contract/settings/targets/sftp.ts";
import type { TestReport } from "#contract/types/connection-test-types.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { AppError } from "#contract/errors.ts";
import { CancellableCall } from "./cancellable-call.ts";
import { keepError } from "./keep-error.ts";
import type { ReplaceableClient } from "./replaceable-client.ts";

export interface TargetsState {
  /** Maps names to the targets in the settings. Null until the targets are loaded. */
  readonly list: Readonly<Record<string, TargetSettings>> | null;
  readonly testing: boolean;
  /** The finished steps of the last connection test. */
  readonly reports: readonly TestReport[];
  readonly error: AppError | null;
}

/** The blog's targets, and the result of the last connection test. */
export class Targets {
  readonly store: StoreApi<TargetsState> = createStore(() => ({
    list: null,
    testing: false,
    reports: [],
    error: null,
  }));
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #test = new CancellableCall();

  constructor(engine: ReplaceableClient<EngineContract>) {
    this.#engine = engine;
    engine.on("target.tested", (report) => {
      if (!this.store.getState().testing) return;
      this.store.setState(({ reports }) => ({
        reports: [...reports.filter(({ step }) => step !== report.step), report],
      }));
    });
    engine.on("blog.changed", () => {
      if (this.store.getState().list) void this.load();
    });
  }

  async load(): Promise<void> {
    this.store.setState({ error: null });
    await keepError(this.store, () => this.#loadList());
  }

  /** Tests the connection to a target and resolves with true if all steps succeeded. Never rejects. */
  async test(name: string, target: TargetSettings): Promise<boolean> {
    this.cancel();
    this.store.setState({ testing: true, reports: [], error: null });
    const { result, error, isCancelled } = await this.#test.run((signal) =>
      this.#engine.call("targets.test", { name, target }, signal),
    );
    if (isCancelled) return false;
    // A success keeps the error of a change that the author made to another target meanwhile.
    this.store.setState({ testing: false, ...(result ? { reports: result } : { error }) });
    return result?.every(({ state }) => state === "passed" || state === "warned") ?? false;
  }

  /** Returns what the author's OpenSSH configuration says about a host name, or null. Never rejects. */
  async sshAlias(host: string): Promise<SshAlias | null> {
    return this.#engine.call("targets.sshAlias", { host }).catch(() => null);
  }

  cancel(): void {
    this.#test.cancel();
    this.store.setState({ testing: false });
  }

  /** Stops a running connection test and removes the result of the last test. */
  forget(): void {
    this.cancel();
    this.store.setState({ reports: [], error: null });
  }

  /** Saves a target and resolves with true if that succeeded. Never rejects. */
  save(name: string, target: TargetSettings, makeDefault: boolean): Promise<boolean> {
    return this.#change({ name, target, makeDefault });
  }

  makeDefault(name: string): Promise<boolean> {
    return this.#change({ name, makeDefault: true });
  }

  remove(name: string): Promise<boolean> {
    return this.#change({ name, target: null, makeDefault: false });
  }

  #change(change: { name: string; target?: TargetSettings | null; makeDefault: boolean }): Promise<boolean> {
    this.store.setState({ error: null });
    return keepError(this.store, async () => {
      await this.#engine.call("targets.change", change);
      await this.#loadList();
    });
  }

  async #loadList(): Promise<void> {
    this.store.setState({ list: await this.#engine.call("targets.list", {}) });
  }
}
