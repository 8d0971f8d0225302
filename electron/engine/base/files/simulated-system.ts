/** What is done with a file. */
export type FileOperation =
  | "rename"
  | "remove"
  | "copy"
  | "link"
  | "open"
  | "write"
  | "read"
  | "look"
  | "realpath";

/**
 * The behaviour of another system. For tests, which cannot make a file of this computer held or unreadable at
 * will.
 */
export interface SimulatedSystem {
  readonly platform: NodeJS.Platform;
  /** Called before each attempt. What it throws counts as the system's error. */
  readonly before?: (operation: FileOperation, path: string) => void;
  /** Replaces the pauses between attempts, in milliseconds. */
  readonly pauses?: readonly number[];
}

let current: SimulatedSystem = { platform: process.platform };

/**
 * Makes file operations of this thread behave as on another system. Returns a function that ends the
 * simulation.
 */
export function simulateSystem(simulated: SimulatedSystem): () => void {
  current = simulated;
  return () => {
    current = { platform: process.platform };
  };
}

/** Returns the system that file operations are to behave as. */
export function system(): SimulatedSystem {
  return current;
}

/** Returns an error as Node throws it for a failed file operation. For simulations. */
export function systemError(code: string, path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: simulated, '${path}'`), { code, path });
}
