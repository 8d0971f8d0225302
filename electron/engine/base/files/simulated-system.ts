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

/** The behaviour of the operating system. Tests replace it to simulate locked or unreadable files. */
export interface SimulatedSystem {
  readonly platform: NodeJS.Platform;
  /** Called before each attempt. If this function throws an error, the attempt fails with that error. */
  readonly before?: (operation: FileOperation, path: string) => void;
  /** Pauses between attempts, in milliseconds. Default: the usual pauses. */
  readonly pauses?: readonly number[];
}

let current: SimulatedSystem = { platform: process.platform };

/** Makes this thread's file operations behave as on another system. Returns a function that undoes this. */
export function simulateSystem(simulated: SimulatedSystem): () => void {
  current = simulated;
  return () => {
    current = { platform: process.platform };
  };
}

/** Returns the simulated system. Outside tests, returns the real system. */
export function system(): SimulatedSystem {
  return current;
}

/** Returns an error like the one that Node reports for a failed file operation. Used only by simulations. */
export function systemError(code: string, path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: simulated, '${path}'`), { code, path, syscall: "simulated" });
}
