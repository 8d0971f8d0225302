import "ssh2";

declare module "ssh2" {
  /**
   * A server's connection to a client. In the published types, the methods are missing that a client's
   * connection has as well.
   */
  interface Connection {
    /** Disables Nagle's algorithm, so that small packets are sent at once. */
    setNoDelay(noDelay?: boolean): this;
  }
}
