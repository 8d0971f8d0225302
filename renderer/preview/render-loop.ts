/** What asks for a rendering: whatever `render` needs, and whose text it is. */
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
 * Renders as fast as the engine can and no faster: one request in flight, the newest waiting, no fixed delay. While
 * held (an IME composition is open) nothing is asked for and nothing shown.
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

  /** Asks for a rendering of the newest text; null when no text is open any more. */
  request(request: Request | null): void {
    this.#newest = request;
    this.#waiting = request !== null;
    this.#next();
  }

  /** Renders the newest text once more: the theme changed under it. */
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

  /** Whether the answer to a request still matters; one that came during a composition is asked for again after it. */
  #takes(request: Request): boolean {
    if (this.#newest?.path !== request.path) return false;
    if (this.#held) this.#waiting = true;
    return !this.#held;
  }
}
