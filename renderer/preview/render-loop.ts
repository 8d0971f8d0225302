/** A request for a rendering: the post, and the version of its text. */
export interface RenderRequest {
  readonly path: string;
  readonly version: number;
}

export interface RenderLoopParts<Request extends RenderRequest, Answer> {
  render(request: Request): Promise<Answer>;
  /**
   * Receives the results in the order of their requests.
   * A result is dropped if another post has been opened meanwhile.
   */
  show(answer: Answer, request: Request): void;
  fail(error: unknown, request: Request): void;
}

/** Renders as often as the engine can, except during an IME composition (`hold`). */
export class RenderLoop<Request extends RenderRequest, Answer> {
  readonly #parts: RenderLoopParts<Request, Answer>;
  /** The newest request. Kept after its result has arrived, so that `again` can repeat the request. */
  #newest: Request | null = null;
  #waiting = false;
  #running = false;
  #held = false;

  constructor(parts: RenderLoopParts<Request, Answer>) {
    this.#parts = parts;
  }

  /** Requests a rendering of the newest text. `request` is null if no text is open. */
  request(request: Request | null): void {
    this.#newest = request;
    this.#waiting = request !== null;
    this.#next();
  }

  /** Repeats the newest request, for instance because the theme changed. */
  again(): void {
    this.request(this.#newest);
  }

  hold(held: boolean): void {
    this.#held = held;
    this.#next();
  }

  #next(): void {
    const request = this.#newest;
    if (this.#running || this.#held || !this.#waiting || !request) return;
    this.#waiting = false;
    this.#running = true;
    void this.#run(request);
  }

  async #run(request: Request): Promise<void> {
    try {
      const answer = await this.#parts.render(request);
      if (this.#takes(request)) this.#parts.show(answer, request);
    } catch (error) {
      if (this.#takes(request)) this.#parts.fail(error, request);
    } finally {
      this.#running = false;
      this.#next();
    }
  }

  /** Whether to show a result. Results during an IME composition are requested again later. */
  #takes(request: Request): boolean {
    if (this.#newest?.path !== request.path) return false;
    if (this.#held) this.#waiting = true;
    return !this.#held;
  }
}
