// What takes longer than a reader should wait for: done once the rest is painted, and in pieces, so that the next push, which has it
// abandoned, waits for one piece at most.

/** Milliseconds of work before anything else may happen. */
const PIECE = 10;

export class Later {
  private turn = 0;
  private busy = false;

  /** *first*: what is done before, whenever it began. */
  constructor(private readonly first: Later | null = null) {}

  /** Do the steps of some work, and then *done*, in place of what was begun before. */
  begin(work: Iterator<void>, done: () => void): void {
    this.abandon();
    const turn = this.turn;
    this.busy = true;
    const piece = (): void => {
      if (turn !== this.turn) return;
      const until = performance.now() + PIECE;
      if (!this.first?.busy)
        do if (work.next().done) return this.end(done); while (performance.now() < until);
      setTimeout(piece);
    };
    requestAnimationFrame(() => setTimeout(piece));
  }

  abandon(): void {
    this.turn += 1;
    this.busy = false;
  }

  private end(done: () => void): void {
    this.busy = false;
    done();
  }
}
