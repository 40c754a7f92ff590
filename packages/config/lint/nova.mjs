/** Lint rules of this repository's own; loaded by .oxlintrc.json. */

const timers = ['setTimeout', 'setInterval', 'setImmediate'];
const readings = [
  ['Date', 'now'],
  ['performance', 'now'],
  ['Math', 'random'],
];

function isNamed(node, name) {
  return node.type === 'Identifier' && node.name === name;
}

/** Time and chance come in through a `Platform`, so that tests and the simulation own them. */
const passedInTime = {
  create(context) {
    const report = (node, what) =>
      context.report({ node, message: `${what} is only for platform.ts: take time and chance from the Platform.` });
    return {
      CallExpression({ callee }) {
        const timer = timers.find((name) => isNamed(callee, name));
        if (timer !== undefined) report(callee, timer);
      },
      MemberExpression(node) {
        for (const [object, property] of readings) {
          if (isNamed(node.object, object) && isNamed(node.property, property)) report(node, `${object}.${property}`);
        }
      },
      NewExpression(node) {
        if (isNamed(node.callee, 'Date') && node.arguments.length === 0) report(node, 'new Date()');
      },
    };
  },
};

const clients = ['sql', 'orm'];

/**
 * The api package writes no SQL: a statement is a function of the db package, and one that changes a conversation takes
 * a `LockedTx`, which only the lock hands out. So no command can be written past the lock (W1).
 */
const statementsInDb = {
  create(context) {
    const report = (node, what) =>
      context.report({ node, message: `${what} is only for packages/db: make it a statement there.` });
    return {
      TaggedTemplateExpression: (node) => report(node, 'SQL'),
      MemberExpression(node) {
        const name = clients.find((one) => isNamed(node.property, one));
        if (name !== undefined) report(node, name);
      },
      ObjectPattern({ properties }) {
        for (const property of properties) {
          const name = clients.find((one) => property.type === 'Property' && isNamed(property.key, one));
          if (name !== undefined) report(property, name);
        }
      },
    };
  },
};

export default {
  meta: { name: 'nova' },
  rules: { 'passed-in-time': passedInTime, 'statements-in-db': statementsInDb },
};
