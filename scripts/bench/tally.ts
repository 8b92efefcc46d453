/** What costs money in Firestore and Cloud Tasks. */
export type Operation = 'reads' | 'writes' | 'deletes' | 'refusedCommits' | 'tasks' | 'refusedTasks';

/** Counts operations, each with the collection it was about. */
export class Tally {
  private readonly counts = new Map<Operation, Map<string, number>>();

  add(operation: Operation, collection: string, count = 1): void {
    if (count === 0) return;
    const counts = this.counts.get(operation) ?? new Map<string, number>();
    counts.set(collection, (counts.get(collection) ?? 0) + count);
    this.counts.set(operation, counts);
  }

  reset(): void {
    this.counts.clear();
  }

  /** All of a kind, or those of one collection. */
  of(operation: Operation, collection?: string): number {
    const counts = this.counts.get(operation);
    if (collection !== undefined) return counts?.get(collection) ?? 0;
    return [...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  }

  /** "jobs 1, orders 1": where they went, as an average of so many. */
  spread(operation: Operation, per: number): string {
    const counts = [...(this.counts.get(operation) ?? [])].sort(([, a], [, b]) => b - a);
    return counts.map(([name, count]) => `${name} ${Math.round((count / per) * 100) / 100}`).join(', ');
  }
}
