import module from "node:module";
import { workerData } from "node:worker_threads";
import type { TextThreadStart } from "./text-thread-starter.ts";

// Starts the program of a thread. Node's compile cache stores the compiled program.
const { compileCache }: TextThreadStart = workerData;
if (compileCache !== undefined) module.enableCompileCache?.(compileCache);
await import("./text-program.ts");
