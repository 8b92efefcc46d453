/** What a person must know or do. One open notice per cause: repeating it raises `count`. */
export interface Notice {
  /** Equal causes share one document. */
  cause: string;
  connectionId?: string;
  /** Path of the order or product it is about. */
  subject?: string;
  severity: 'warning' | 'error';
  title: string;
  message: string;
  /** What the person can do; the dashboard turns it into a button. */
  action: 'retry' | 'map_items' | 'reconnect' | 'fix_order' | 'check_order' | 'none';
}
