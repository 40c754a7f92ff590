/** Runs in a page without the app: in the device's copy of the list of conversations, people have something with this text for a name. */
export async function spoilKept(text: string): Promise<void> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('a request failed'));
    });
  const database = await done(indexedDB.open('nova'));
  const store = database.transaction('meta', 'readwrite').objectStore('meta');
  const rows = (await done(store.getAll())) as { key: string; value: string }[];
  for (const row of rows.filter(({ key }) => key.startsWith('inbox.'))) {
    const list = JSON.parse(row.value) as { peer: object }[];
    const spoiled = list.map((summary) => ({ ...summary, peer: { ...summary.peer, name: { text } } }));
    await done(store.put({ ...row, value: JSON.stringify(spoiled) }));
  }
  database.close();
}
