/** How long the newest app may take to come to the device. */
const patienceMs = 10_000;

/**
 * Reloads into the newest app: fetched first, since the one on the device would only open the same again. Without a
 * network, or when it takes too long, it is a plain reload.
 */
export async function reloadNewest(): Promise<void> {
  await Promise.race([takeNewest().catch(() => null), new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  location.reload();
}

async function takeNewest(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration) return;
  await registration.update();
  const next = registration.waiting ?? registration.installing;
  if (!next) return;
  if (next.state === 'installing') await reached(next);
  const taken = new Promise((resolve) =>
    navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
  );
  next.postMessage({ type: 'SKIP_WAITING' });
  await taken;
}

function reached(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) =>
    worker.addEventListener('statechange', () => worker.state !== 'installing' && resolve(), { once: true }),
  );
}
