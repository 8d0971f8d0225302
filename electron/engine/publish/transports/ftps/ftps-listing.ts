import type { Client } from "basic-ftp";
import { type FoundEntry, readFactsList, readList } from "./ftps-entries.ts";
import { againIfTemporary } from "./ftps-failure.ts";
import type { FtpsPool } from "./ftps-pool.ts";

/** Lists folders. Several callers that need the same folder share one listing. */
export class FtpsListing {
  readonly #pool: FtpsPool;
  readonly #hasFacts: boolean;
  /** Maps folders to listings that have not begun yet. Further callers share these listings. */
  readonly #next = new Map<string, Promise<FoundEntry[]>>();

  constructor(pool: FtpsPool, hasFacts: boolean) {
    this.#pool = pool;
    this.#hasFacts = hasFacts;
  }

  /** Returns the entries of a folder. The listing starts after the call, so it shows all earlier changes. */
  of(folder: string): Promise<FoundEntry[]> {
    const shared = this.#next.get(folder);
    if (shared) return shared;
    const begun = (): void => void this.#next.delete(folder);
    const list = (client: Client): Promise<FoundEntry[]> => {
      begun();
      return this.#hasFacts ? listFacts(client, folder) : listUnix(client, folder);
    };
    const listing = againIfTemporary(() => this.#pool.run("readdir", folder, list)).finally(begun);
    this.#next.set(folder, listing);
    return listing;
  }
}

function listFacts(client: Client, folder: string): Promise<FoundEntry[]> {
  return list(client, ["MLSD"], folder, readFactsList);
}

/**
 * Enters a folder, and sends LIST without a path, because LIST with a path is unreliable:
 * It succeeds for a missing folder, and some servers treat a space as the end of the path.
 */
async function listUnix(client: Client, folder: string): Promise<FoundEntry[]> {
  await client.send(`CWD ${folder}`);
  return list(client, ["LIST -a", "LIST"], "", readList);
}

async function list(
  client: Client,
  commands: string[],
  folder: string,
  read: (text: string) => FoundEntry[],
): Promise<FoundEntry[]> {
  let found: FoundEntry[] = [];
  client.availableListCommands = commands;
  client.parseList = (text) => {
    found = read(text);
    return [];
  };
  await client.list(folder);
  return found;
}
