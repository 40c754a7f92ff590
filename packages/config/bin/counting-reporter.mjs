import { writeFileSync } from 'node:fs';

/** A vitest reporter that leaves the counts of a run, as JSON, in the file that NOVA_TEST_COUNTS names. */
export default class CountingReporter {
  onTestRunEnd(modules, errors) {
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      for (const one of module.children.allTests()) {
        counts[stateOf(one)]++;
        if (one.diagnostic()?.flaky)
          console.log(`Failed once, then passed: ${module.relativeModuleId} › ${one.fullName}`);
      }
      // It failed outside its tests: before the first, or in a hook.
      counts.failed += module.errors().length;
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
    }
    writeFileSync(process.env.NOVA_TEST_COUNTS, JSON.stringify(counts));
  }
}

function stateOf(one) {
  const { state } = one.result();
  // Pending: the run ended before it did.
  return state === 'pending' ? 'failed' : state;
}
