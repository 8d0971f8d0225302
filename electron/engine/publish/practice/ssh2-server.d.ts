import "ssh2";

declare module "ssh2" {
  /** A server's connection; the published types lack methods it shares with a client's. */
  interface Connection {
    /** Disables Nagle's algorithm, so that small packets are sent at once. */
    setNoDelay(noDelay?: boolean): this;
  }
}
