import { startPracticeWeb } from "#engine/publish/practice/practice-web.ts";

export interface StaticServer {
  /** Ends with `/`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a web server for a folder on loopback, as a host serves a published site. */
export async function startStaticServer(folder: string): Promise<StaticServer> {
  const web = await startPracticeWeb({ root: folder, port: 0, site: "test" });
  return { url: `http://127.0.0.1:${web.port}/`, close: () => web.close() };
}
