import { createStore, type StoreApi } from "zustand/vanilla";
import type { AppError } from "#contract/errors.ts";
import type { Client } from "#contract/rpc/definition.ts";
import type { MainContract } from "#contract/main-contract.ts";
import type { ExportProgress, ExportResult, WindowExport } from "#contract/types/export-types.ts";
import { CancellableCall } from "../cancellable-call.ts";

export interface ExportingState {
  readonly running: boolean;
  readonly progress: ExportProgress | null;
  /** The result of the last export, or null if there was no export yet. */
  readonly result: (ExportResult & { readonly file: string; readonly as: WindowExport["as"] }) | null;
  readonly error: AppError | null;
}

const atRest: ExportingState = { running: false, progress: null, result: null, error: null };

/** Exports posts into a file that the author chooses, one export at a time. */
export class Exporting {
  readonly store: StoreApi<ExportingState> = createStore(() => atRest);
  readonly #main: Client<MainContract>;
  readonly #saveAll: () => Promise<void>;
  readonly #call = new CancellableCall();

  /** `saveAll` saves the open documents, so that the exported file contains their current texts. */
  constructor(main: Client<MainContract>, saveAll: () => Promise<void>) {
    this.#main = main;
    this.#saveAll = saveAll;
    main.on("export.progress", (progress) => {
      if (this.store.getState().running) this.store.setState({ progress });
    });
  }

  /** Asks for a file and exports into it. Never rejects. `name` is the proposed name of the file. */
  async run(request: WindowExport, name: string): Promise<void> {
    if (this.store.getState().running) return;
    this.store.setState({ ...atRest, running: true });
    const { result, error } = await this.#call.run(async (signal) => {
      await this.#saveAll();
      return this.#main.call("export.save", { request, name }, signal);
    });
    this.store.setState({ ...atRest, result: result && { ...result, as: request.as }, error });
  }

  cancel(): void {
    this.#call.cancel();
  }

  /** Forgets the result of the last export. */
  reset(): void {
    if (!this.store.getState().running) this.store.setState(atRest);
  }
}
