import "ssh2";

declare module "ssh2" {
  /**
   * A server's connection to a client. The published types lack the methods that it has in common with a
   * client's connection.
   */
  interface Connection {
    /** Disables Nagle's algorithm, so that small packets are sent at once. */
    setNoDelay(noDelay?: boolean): this;
  }
}
