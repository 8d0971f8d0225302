import { onTestFinished } from "vitest";
import {
  type FileOperation,
  type SimulatedSystem,
  simulateSystem,
  systemError,
} from "#engine/base/files/simulated-system.ts";

let stop = (): void => undefined;

/** Makes file operations behave as on Windows until the end of the test, without pauses between attempts. */
export function asWindows(changes: Partial<SimulatedSystem> = {}): void {
  stop();
  stop = simulateSystem({ platform: "win32", pauses: [0, 0, 0, 0], ...changes });
  onTestFinished(() => stop());
}

/** The failing operations, their files, the error code, and the number of failing attempts. */
interface Hold {
  readonly on: readonly FileOperation[];
  readonly path: RegExp;
  readonly code?: string;
  readonly times?: number;
}

/** Holds files as a virus scanner does. Returns a function that returns the number of failed attempts. */
export function hold({ on, path, code = "EBUSY", times = Number.POSITIVE_INFINITY }: Hold): () => number {
  let failed = 0;
  asWindows({
    before: (operation, location) => {
      if (!on.includes(operation) || !path.test(location) || failed >= times) return;
      failed += 1;
      throw systemError(code, location);
    },
  });
  return () => failed;
}

/** Releases all files. */
export function letGo(): void {
  stop();
  stop = () => undefined;
}
