/** Said to a page whose app may put itself on the device. */
export const installWord = 'nova:install';

/**
 * Runs in each page before the app: what the app asks of the browser to be installed comes about when `installWord` is
 * dispatched in that page, as on a network that has better things to bring. Where it is installed already, nothing is held.
 */
export function holdInstall(word: string): void {
  // Only pages of a trustworthy origin have any.
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const wanted = new Promise<void>((resolve) => addEventListener(word, () => resolve(), { once: true }));
  const register = serviceWorker.register.bind(serviceWorker);
  serviceWorker.register = async (...asked) => {
    if (!(await serviceWorker.getRegistration())) await wanted;
    return register(...asked);
  };
}
