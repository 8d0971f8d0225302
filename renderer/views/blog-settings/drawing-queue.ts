/** Draws pictures one after the other while the window is idle, so that keys are handled first. */
export class DrawingQueue {
  readonly #waiting: (() => void)[] = [];
  #isDrawing = false;

  /**
   * Calls `draw` when all earlier pictures are done. `draw` must call `done` when its picture is drawn.
   * Returns a function that removes `draw` from the queue.
   */
  enter(draw: (done: () => void) => void): () => void {
    let isDone = false;
    let isDrawn = false;
    const done = (): void => {
      if (isDone) return;
      isDone = true;
      if (!isDrawn) return;
      this.#isDrawing = false;
      this.#next();
    };
    const take = (): void => {
      isDrawn = true;
      draw(done);
    };
    this.#waiting.push(take);
    this.#next();
    return () => {
      const at = this.#waiting.indexOf(take);
      if (at >= 0) this.#waiting.splice(at, 1);
      done();
    };
  }

  #next(): void {
    if (this.#isDrawing || this.#waiting.length === 0) return;
    this.#isDrawing = true;
    requestIdleCallback(() => {
      const take = this.#waiting.shift();
      if (take) take();
      else this.#isDrawing = false;
    });
  }
}
