import { mentionsIn } from '@nova/contract';
import type { Nodes, Root, RootContent, Text } from 'mdast';

/** Makes a `span` with `data-mention` of each mention in running text; code and links are left alone. */
export function remarkMentions(): (tree: Root) => void {
  return (tree) => walk(tree);
}

function walk(node: Nodes): void {
  if (!('children' in node) || node.type === 'link' || node.type === 'linkReference') return;
  if (node.children.some((child) => child.type === 'text' && child.value.includes('@'))) {
    const children = (node.children as RootContent[]).flatMap((child) =>
      child.type === 'text' ? split(child) : [child],
    );
    // Text may stand wherever it stood before.
    (node.children as RootContent[]) = children;
  }
  // What was made here is done.
  for (const child of node.children) if (!child.data?.hProperties) walk(child);
}

function split({ value }: Text): RootContent[] {
  const parts: RootContent[] = [];
  let at = 0;
  const text = (from: number, to?: number): void => {
    const between = value.slice(from, to);
    if (between !== '') parts.push({ type: 'text', value: between });
  };
  for (const { handle, at: start, end } of mentionsIn(value)) {
    text(at, start);
    parts.push({
      type: 'emphasis',
      data: { hName: 'span', hProperties: { dataMention: handle } },
      children: [{ type: 'text', value: value.slice(start, end) }],
    });
    at = end;
  }
  text(at);
  return parts;
}
