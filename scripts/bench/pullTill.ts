import type { Http } from '../../functions/src/providers/http';

const PAGE = 250;

const idOf = (kind: number, n: number) => `c0ffee00-000${kind}-4000-8000-${String(n).padStart(12, '0')}`;

/** An item as Loyverse sends it, some 700 bytes. */
function itemOf(n: number, price: number, at: string): object {
  const words = 'Freshly made every morning, with whatever the market has. '.repeat(3);
  const variants = [
    {
      variant_id: idOf(2, n),
      item_id: idOf(1, n),
      sku: `SKU-${n}`,
      default_pricing_type: 'FIXED',
      default_price: price,
      cost: 1,
      stores: [],
      created_at: at,
      updated_at: at,
    },
  ];
  return {
    id: idOf(1, n),
    item_name: `Dish number ${n}`,
    description: `<p>${words}</p>`,
    category_id: idOf(3, n % 40),
    track_stock: false,
    tax_ids: [idOf(4, 1)],
    modifier_ids: [],
    created_at: at,
    updated_at: at,
    variants,
  };
}

/** A Loyverse with a menu of any length, made as it is asked for: it takes no memory of its own. */
export class Till {
  /** Every so many-eth item costs more than it did; 0: none. */
  changedEvery = 0;
  changedAt = '2026-01-01T00:00:00.000Z';
  /** Called with each page. */
  onPage: () => void = () => {};

  constructor(readonly items: number) {}

  get pages(): number {
    return Math.ceil(this.items / PAGE);
  }

  private item(n: number): object {
    const changed = this.changedEvery > 0 && n % this.changedEvery === 0;
    return itemOf(n, changed ? 12 : 10, changed ? this.changedAt : '2025-01-01T00:00:00.000Z');
  }

  page(from: number): object[] {
    const length = Math.max(0, Math.min(PAGE, this.items - from));
    return Array.from({ length }, (_, n) => this.item(from + n));
  }

  /** All of it, as one text. */
  text(): string {
    const parts = Array.from({ length: this.pages }, (_, n) =>
      JSON.stringify(this.page(n * PAGE)).slice(1, -1),
    );
    return `[${parts.join(',')}]`;
  }

  readonly http: Http = async ({ url }) => {
    const { pathname, searchParams } = new URL(url);
    const list = pathname.split('/').filter(Boolean).at(-1) ?? '';
    const name = list === 'inventory' ? 'inventory_levels' : list;
    // Everything is asked for: the case that costs most.
    if (name !== 'items') return { status: 200, headers: {}, text: JSON.stringify({ [name]: [] }) };
    this.onPage();
    const from = Number(searchParams.get('cursor') ?? 0);
    const cursor = from + PAGE < this.items ? String(from + PAGE) : undefined;
    return { status: 200, headers: {}, text: JSON.stringify({ items: this.page(from), cursor }) };
  };
}
