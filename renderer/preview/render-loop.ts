/** A request for a rendering: the input of `render`, and the post that it belongs to. */
export interface RenderRequest {
  readonly path: string;
  readonly version: number;
}

export interface RenderLoopParts<Request extends RenderRequest, Answer> {
  render(request: Request): Promise<Answer>;
  /** Called with answers in the order of their requests; never for another post than the newest request's. */
  show(answer: Answer, request: Request): void;
  fail(error: unknown, request: Request): void;
}

/**
 * Renders as fast as the engine can: one request in flight, the newest waiting, no fixed delay. While held
 * (an IME composition is in progress) it requests and shows nothing.
 */
export class RenderLoop<Request extends RenderRequest, Answer> {
  readonly #parts: RenderLoopParts<Request, Answer>;
  /** The newest request; kept after it is shown, so that `again` can repeat it. */
  #newest: Request | null = null;
  #waiting = false;
  #running = false;
  #held = false;

  constructor(parts: RenderLoopParts<Request, Answer>) {
    this.#parts = parts;
  }

  /** Requests a rendering of the newest text; null when no text is open any more. */
  request(request: Request | null): void {
    this.#newest = request;
    this.#waiting = request !== null;
    this.#next();
  }

  /** Renders the newest text again, after a change of the theme. */
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

  /** Whether an answer is still needed; one that arrived during a composition is requested again after it. */
  #takes(request: Request): boolean {
    if (this.#newest?.path !== request.path) return false;
    if (this.#held) this.#waiting = true;
    return !this.#held;
  }
}
