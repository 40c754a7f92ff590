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

/** Attributes that people read or hear. */
const spoken = new Set([
  ...['alt', 'aria-description', 'aria-label', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext'],
  ...['closeLabel', 'hint', 'label', 'placeholder', 'stopLabel', 'title'],
]);

/** Letters, but for the name that is the same in all languages. */
function areWords(text) {
  return typeof text === 'string' && text.trim() !== 'Nova' && /\p{L}/u.test(text);
}

/** Whether an expression is words, whichever way it is taken. */
function saysWords(node) {
  switch (node?.type) {
    case 'Literal':
      return areWords(node.value);
    case 'TemplateLiteral':
      return node.quasis.some(({ value }) => areWords(value.cooked));
    case 'JSXExpressionContainer':
      return saysWords(node.expression);
    case 'ConditionalExpression':
      return saysWords(node.consequent) || saysWords(node.alternate);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return (node.operator === '+' || node.type === 'LogicalExpression') && [node.left, node.right].some(saysWords);
    default:
      return false;
  }
}

/** All that the app says is in its catalogues, in each of its languages. */
const wordsInCatalogue = {
  create(context) {
    const report = (node) =>
      context.report({ node, message: 'Words belong into the catalogues of apps/web/src/i18n.' });
    return {
      JSXText(node) {
        if (areWords(node.value)) report(node);
      },
      JSXExpressionContainer(node) {
        if (/^JSX(?:Element|Fragment)$/.test(node.parent?.type ?? '') && saysWords(node)) report(node);
      },
      JSXAttribute(node) {
        if (spoken.has(node.name.name) && saysWords(node.value)) report(node);
      },
    };
  },
};

const orders = ['sort', 'toSorted'];
const oneOfEach = ['Set', 'Map'];

/** Whether what is spread or copied into a list comes out of a set made for it: `new Set(all)`, `new Map(all).values()`. */
function isOnlyOnce(node) {
  if (node?.type === 'CallExpression' && node.callee.type === 'MemberExpression') return isOnlyOnce(node.callee.object);
  return node?.type === 'NewExpression' && oneOfEach.some((name) => isNamed(node.callee, name));
}

/**
 * The app is thin: what is true, in which order, and that it is there once, is decided by the client, which proves it
 * without a screen; hooks are views over that.
 */
const thinApp = {
  create(context) {
    const report = (node, what) =>
      context.report({ node, message: `${what} is only for packages/client: the app shows what is in order there.` });
    return {
      CallExpression({ callee, arguments: [first] }) {
        if (callee.type !== 'MemberExpression') return;
        const order = orders.find((name) => isNamed(callee.property, name));
        if (order !== undefined) report(callee, order);
        if (isNamed(callee.object, 'Array') && isNamed(callee.property, 'from') && isOnlyOnce(first))
          report(first, 'Taking each once');
      },
      ArrayExpression({ elements }) {
        for (const one of elements)
          if (one?.type === 'SpreadElement' && isOnlyOnce(one.argument)) report(one, 'Taking each once');
      },
    };
  },
};

export default {
  meta: { name: 'nova' },
  rules: {
    'passed-in-time': passedInTime,
    'statements-in-db': statementsInDb,
    'thin-app': thinApp,
    'words-in-catalogue': wordsInCatalogue,
  },
};
