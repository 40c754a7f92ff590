/** Why something came to nothing; read aloud when it appears. */
export function Problem({ text }: { text: string | null }) {
  return (
    <div role="alert">
      {text !== null && <p className="mt-3 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">{text}</p>}
    </div>
  );
}
