/** Stands in for the command line: says what it was asked and for whom; STUB=broken-demo fails. */
const { NOVA_URL, NOVA_OPERATOR_TOKEN = '', STUB } = process.env;
if (STUB === 'broken-demo') {
  console.error('the stub has no demo');
  process.exitCode = 1;
} else {
  console.log(`asked to ${process.argv.slice(2).join(' ')} at ${NOVA_URL} with ${NOVA_OPERATOR_TOKEN.length > 0}`);
}
