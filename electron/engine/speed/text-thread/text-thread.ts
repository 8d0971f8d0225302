import module from "node:module";
import { workerData } from "node:worker_threads";
import type { TextThreadStart } from "./text-thread-starter.ts";

// Runs in a separate thread. Stores its compiled code in the cache folder, like the command line program.
const { compileCache }: TextThreadStart = workerData;
if (compileCache !== undefined) module.enableCompileCache?.(compileCache);
await import("./text-program.ts");
