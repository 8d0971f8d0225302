import { AppError } from "#contract/errors.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";

/** Writes the given file once and prints the error's code, or `written`. */
const [path = ""] = process.argv.slice(2);
try {
  await atomicWrite(path, "new");
  console.log("written");
} catch (error) {
  console.log(error instanceof AppError ? error.code : String(error));
}
