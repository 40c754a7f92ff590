import { writeFileSync } from 'node:fs';

/** A Playwright reporter that leaves the counts of a run, as JSON, in the file that NOVA_TEST_COUNTS names. */
export default class CountingBrowserReporter {
  #suite;
  #errors = 0;

  onBegin(_config, suite) {
    this.#suite = suite;
  }

  /** What fails outside a test. */
  onError() {
    this.#errors++;
  }

  onEnd() {
    const counts = { passed: 0, failed: this.#errors, skipped: 0 };
    for (const one of this.#suite?.allTests() ?? []) counts[stateOf(one)]++;
    writeFileSync(process.env.NOVA_TEST_COUNTS, JSON.stringify(counts));
  }

  printsToStdio() {
    return false;
  }
}

function stateOf(one) {
  if (one.outcome() === 'skipped') return one.expectedStatus === 'skipped' ? 'skipped' : 'failed';
  // Flaky: passed only when it was tried again, where that is allowed at all; the list names it.
  return one.outcome() === 'expected' || one.outcome() === 'flaky' ? 'passed' : 'failed';
}
