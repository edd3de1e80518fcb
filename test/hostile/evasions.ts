/** Ways to hide a dependency, and what is seen of each: the table in SECURITY.md is made of this list. */

/** `found`: as if written plainly. `dynamic`: that something is called, not what. `told`: a diagnostic or a count of what was left out. `unseen`: nothing. */
export type Seen = 'found' | 'dynamic' | 'told' | 'unseen';

export interface Evasion {
  readonly way: string;
  readonly seen: Seen;
  readonly note: string;
  readonly files: Readonly<Record<string, string | Buffer>>;
}

const URL = 'https://api.openai.com/v1';
const BASE64 = Buffer.from(URL).toString('base64');
const HEX = Buffer.from(URL).toString('hex');
const CODES = [...URL].map((char) => char.charCodeAt(0)).join(', ');
const CALL = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-5.5', input='Guten Tag')\n";
const SCRIPT = "import OpenAI from 'openai';\nnew OpenAI().responses.create({ model: 'gpt-5.5', input: 'Guten Tag' });\n";
const post = (url: string): string => `import requests\nrequests.post(${url}, json={'input': 'Guten Tag'})\n`;
const withModel = (url: string): string => `import requests\nrequests.post(${url}, json={'model': 'gpt-5.5', 'input': 'Guten Tag'})\n`;

export const EVASIONS: readonly Evasion[] = [
  { way: 'a host in pieces', seen: 'found', note: 'pieces are joined', files: { 'ask.py': post("'https://api.' + 'open' + 'ai.com/v1/responses'") } },
  {
    way: 'a host from a list that is joined',
    seen: 'found',
    note: 'join is worked out',
    files: { 'ask.py': withModel("''.join(['https://api.', 'open', 'ai.com/v1'])") },
  },
  { way: 'base64', seen: 'found', note: 'decoded wherever it stands', files: { 'ask.ts': `await fetch(atob('${BASE64}'), { method: 'POST' });\n` } },
  { way: 'hexadecimal digits', seen: 'found', note: 'decoded', files: { 'ask.py': post(`bytes.fromhex('${HEX}').decode()`) } },
  {
    way: 'escapes',
    seen: 'found',
    note: 'texts are read as the language reads them',
    files: { 'ask.py': post(`'${URL.replaceAll(/./g, (char) => `\\x${char.charCodeAt(0).toString(16)}`)}'`) },
  },
  { way: 'character codes', seen: 'found', note: 'spelled out', files: { 'ask.ts': `await fetch(String.fromCharCode(${CODES}));\n` } },
  {
    way: 'letters replaced at run time',
    seen: 'found',
    note: 'literal replacements are worked out',
    files: { 'ask.py': withModel("'https://api.openXai.com/v1'.replace('X', '')") },
  },
  { way: 'a text turned round', seen: 'dynamic', note: 'a call to an unknown host', files: { 'ask.py': withModel("'1v/moc.ianepo.ipa//:sptth'[::-1]") } },
  {
    way: 'a host put into a format',
    seen: 'dynamic',
    note: 'a call to an unknown host',
    files: { 'ask.py': withModel("'https://{}.{}.com/v1'.format('api', 'openai')") },
  },
  {
    way: 'a host in percent signs',
    seen: 'dynamic',
    note: 'a call to an unknown host',
    files: { 'ask.py': withModel("unquote('https%3A%2F%2Fapi.openai.com%2Fv1')") },
  },
  {
    way: 'letters moved by thirteen',
    seen: 'dynamic',
    note: 'a call to an unknown host',
    files: { 'ask.py': withModel("codecs.decode('uggcf://ncv.bcranv.pbz/i1', 'rot13')") },
  },
  {
    way: 'a sign of another script that is a point to some',
    seen: 'dynamic',
    note: 'a call to an unknown host',
    files: { 'ask.py': withModel("'https://api.openai\u3002com/v1'") },
  },
  {
    way: 'pieces kept in a mapping',
    seen: 'found',
    note: 'members are followed',
    files: { 'ask.py': `P = {'a': 'https://api.', 'b': 'openai.com/v1'}\n${withModel("P['a'] + P['b']")}` },
  },
  {
    way: 'a sign without width that is taken out',
    seen: 'found',
    note: 'literal replacements are worked out',
    files: { 'ask.py': withModel("'https://api.open\u200bai.com/v1'.replace('\u200b', '')") },
  },
  {
    way: 'user, port or a point behind the host',
    seen: 'found',
    note: 'the host is what connects',
    files: { 'ask.py': withModel("'HTTPS://user@API.OPENAI.COM.:443/v1'") },
  },
  {
    way: 'a model behind a hundred others',
    seen: 'found',
    note: 'the binding before the call counts',
    files: {
      'ask.py': `${Array.from({ length: 100 }, (_, at) => `model = 'own-${at}'\n`).join('')}model = 'gpt-5.5'\nfrom openai import OpenAI\nOpenAI().responses.create(model=model)\n`,
    },
  },
  {
    way: 'an address in a text of pages',
    seen: 'found',
    note: 'long texts are searched for addresses',
    files: { 'ask.py': `import os\nos.system('''${'tell a story '.repeat(400)} curl ${URL}/responses ''')\n` },
  },
  {
    way: 'a name taken from globals or by getattr twice',
    seen: 'found',
    note: 'the import is seen',
    files: { 'ask.py': "import openai as o\ngetattr(globals()['o'].OpenAI(), 'resp' + 'onses').create(model='gpt-5.5')\n" },
  },
  {
    way: 'a module named backwards',
    seen: 'dynamic',
    note: 'a call of an unknown library',
    files: { 'ask.py': "m = __import__('ianepo'[::-1])\nm.OpenAI().responses.create(model='gpt-5.5')\n" },
  },
  {
    way: 'a module from an address',
    seen: 'found',
    note: 'the address names the package',
    files: { 'ask.js': SCRIPT.replace("'openai'", "'https://esm.sh/openai@4'") },
  },
  { way: 'marks of an unfinished merge', seen: 'found', note: 'both sides are read', files: { 'ask.py': `<<<<<<< HEAD\n${CALL}=======\n>>>>>>> theirs\n` } },
  {
    way: 'a program given a list of words',
    seen: 'found',
    note: 'the address among them is seen',
    files: { 'ask.py': `import subprocess\nsubprocess.run(['curl', '${URL}/responses'])\n` },
  },
  {
    way: 'a step of a pipeline',
    seen: 'found',
    note: 'scope dev-tool',
    files: {
      '.github/workflows/ask.yml': `on: push\njobs:\n  ask:\n    runs-on: own\n    steps:\n      - run: curl ${URL}/responses -d '{"model":"gpt-5.5"}'\n`,
    },
  },
  {
    way: 'a connection to a bare host',
    seen: 'unseen',
    note: 'a host alone is a word like others',
    files: { 'ask.py': "import http.client\nhttp.client.HTTPSConnection('api.openai.com').request('POST', '/v1/responses')\n" },
  },
  {
    way: 'a Makefile, a batch file',
    seen: 'unseen',
    note: 'no grammar',
    files: { Makefile: `ask:\n\tcurl ${URL}/responses\n`, 'ask.bat': `curl ${URL}/responses\r\n` },
  },
  { way: 'a script in a page of HTML', seen: 'unseen', note: 'no grammar', files: { 'ask.html': `<script>fetch('${URL}/responses')</script>\n` } },
  {
    way: 'settings in INI or XML',
    seen: 'unseen',
    note: 'only the XML of build tools is read',
    files: { 'ask.ini': `[llm]\nbase_url=${URL}\n`, 'ask.xml': `<url>${URL}</url>\n` },
  },
  { way: 'another language, such as Lua', seen: 'unseen', note: 'no grammar', files: { 'ask.lua': `http.post('${URL}/responses')\n` } },
  { way: 'a script in a picture', seen: 'told', note: 'counted in coverage', files: { 'ask.svg': `<svg><script>fetch('${URL}')</script></svg>\n` } },
  {
    way: 'a host from the environment',
    seen: 'dynamic',
    note: 'a call to an unknown host',
    files: { 'ask.py': `import os\n${withModel("os.environ['UPSTREAM']")}` },
  },
  {
    way: 'a host and a model that come from a file or a service at run time',
    seen: 'unseen',
    note: 'nothing in the tree names them',
    files: { 'ask.py': post("open('where').read()") },
  },
  { way: 'an IP address', seen: 'dynamic', note: 'listed as an unknown endpoint', files: { 'ask.py': withModel("'https://162.159.140.245/v1/responses'") } },
  {
    way: 'a proxy of your own',
    seen: 'dynamic',
    note: 'listed as an unknown endpoint',
    files: { 'ask.py': withModel("'https://words.example.test/v1/chat/completions'") },
  },
  { way: 'a look-alike host', seen: 'dynamic', note: 'is not taken for the real one', files: { 'ask.py': withModel("'https://api.оpenai.com/v1/responses'") } },
  { way: 'an npm alias', seen: 'found', note: 'the real package is read', files: { 'package.json': '{"dependencies":{"words":"npm:openai@^5.0.0"}}' } },
  {
    way: 'a wheel at an address',
    seen: 'found',
    note: 'its file names the package',
    files: { 'requirements.txt': 'words @ https://files.example.test/openai-2.1.0-py3-none-any.whl\n' },
  },
  {
    way: 'a git dependency under another name',
    seen: 'found',
    note: 'the repository names the package',
    files: { 'requirements.txt': 'git+https://github.com/openai/openai-python.git@v2#egg=words\n' },
  },
  {
    way: 'a tarball of a registry',
    seen: 'found',
    note: 'its path names the package',
    files: { 'package.json': '{"dependencies":{"words":"https://registry.example.test/openai/-/openai-5.0.0.tgz"}}' },
  },
  {
    way: 'a copied package under a new name in a registry of your own',
    seen: 'unseen',
    note: 'its own code is read where it lies in the tree',
    files: { 'package.json': '{"dependencies":{"@letters/words":"1.0.0"}}' },
  },
  { way: 'a vendored SDK', seen: 'found', note: 'its hosts are read', files: { 'vendor/words/__init__.py': post(`'${URL}/responses'`) } },
  {
    way: 'a module named in pieces',
    seen: 'found',
    note: 'joined',
    files: { 'ask.py': "sdk = __import__('open' + 'ai')\nsdk.OpenAI().responses.create(model='gpt-5.5')\n" },
  },
  {
    way: 'require of a variable',
    seen: 'found',
    note: 'where it is bound once',
    files: { 'ask.js': "const name = 'openai';\nconst { OpenAI } = require(name);\nnew OpenAI().responses.create({ model: 'gpt-5.5' });\n" },
  },
  { way: 'getattr with a name in pieces', seen: 'found', note: 'the import is seen', files: { 'ask.py': "import openai\ngetattr(openai, 'Open' + 'AI')()\n" } },
  { way: 'code in a text (eval, exec)', seen: 'unseen', note: 'texts are not read as code', files: { 'ask.py': `exec(${JSON.stringify(CALL)})\n` } },
  {
    way: 'everything in pieces, nothing whole in the file',
    seen: 'unseen',
    note: 'a file without any known literal is not read',
    files: { 'ask.py': post("'htt' + 'ps://a' + 'pi.op' + 'en' + 'ai.com/v1'") },
  },
  {
    way: 'a command in base64',
    seen: 'unseen',
    note: 'what a shell decodes is not followed',
    files: { 'run.sh': `echo ${Buffer.from(`curl ${URL}/models`).toString('base64')} | base64 -d | sh\n` },
  },
  {
    way: 'python -c in a shell',
    seen: 'unseen',
    note: 'the text of an option is not read as code',
    files: { 'run.sh': 'python3 -c "from openai import OpenAI; OpenAI()"\n' },
  },
  { way: 'code in Markdown', seen: 'unseen', note: 'prose is not audited', files: { 'README.md': `\`\`\`python\n${CALL}\`\`\`\n` } },
  {
    way: 'a notebook',
    seen: 'found',
    note: 'cells are code; scope example',
    files: { 'ask.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source: [CALL], outputs: [] }], metadata: {}, nbformat: 4, nbformat_minor: 5 }) },
  },
  { way: 'a script without an ending', seen: 'found', note: 'its first line says what it is', files: { 'bin/ask': `#!/usr/bin/env python3\n${CALL}` } },
  { way: 'an unknown ending', seen: 'unseen', note: 'no grammar, unless a first line names one', files: { 'ask.dat': CALL } },
  { way: 'the ending of an image, archive or data file', seen: 'told', note: 'counted in coverage', files: { 'ask.png': CALL } },
  { way: 'a name of minified code', seen: 'told', note: 'counted in coverage', files: { 'ask.min.js': SCRIPT } },
  { way: 'a line of megabytes', seen: 'found', note: 'length of lines does not matter', files: { 'ask.js': `${'var a=1;'.repeat(100_000)}${SCRIPT}` } },
  {
    way: 'a file above the limit',
    seen: 'told',
    note: 'a diagnostic with the hosts and models its bytes name; --strict exits 4',
    files: { 'ask.js': `${SCRIPT}//${'x'.repeat(8.5 * 1024 * 1024)}` },
  },
  { way: 'UTF-16 with a mark', seen: 'found', note: 'read', files: { 'ask.js': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(SCRIPT, 'utf16le')]) } },
  { way: 'UTF-16 without a mark', seen: 'found', note: 'read', files: { 'ask.js': Buffer.from(SCRIPT, 'utf16le') } },
  { way: 'a NUL that looks binary', seen: 'found', note: 'read, and told', files: { 'ask.js': `/*\0*/${SCRIPT}` } },
  {
    way: 'bytes of no text under the name of code',
    seen: 'told',
    note: 'a diagnostic',
    files: { 'ask.js': Buffer.concat([Buffer.alloc(3000), Buffer.from(SCRIPT)]) },
  },
  { way: 'byte order mark, CR line ends', seen: 'found', note: 'read', files: { 'ask.py': `\ufeff${CALL.replaceAll('\n', '\r')}` } },
  {
    way: 'attributes of git (binary, vendored, export-ignore)',
    seen: 'found',
    note: 'never looked at',
    files: { '.gitattributes': '* binary export-ignore linguist-vendored linguist-generated\n', 'ask.py': CALL },
  },
  { way: 'a folder named tests', seen: 'found', note: 'scope test; production imports do not change it', files: { 'tests/ask.py': CALL } },
  { way: 'a folder named third_party', seen: 'found', note: 'scope vendored', files: { 'third_party/ask.py': CALL } },
  { way: 'a header of generated code', seen: 'found', note: 'scope generated', files: { 'ask.py': `# Code generated by hand. DO NOT EDIT.\n${CALL}` } },
  {
    way: 'a comment that suppresses, in the same change',
    seen: 'found',
    note: 'shown as suppressed; --config-from ignores it',
    files: { 'ask.py': `${CALL}# sovaudit-ignore-file cloud/foreign-operator -- never mind\n` },
  },
  { way: 'a capital ending', seen: 'found', note: 'endings have no case', files: { 'ASK.PY': CALL } },
  {
    way: 'a folder of installed packages',
    seen: 'unseen',
    note: 'not entered; tracked ones are counted',
    files: { 'node_modules/words/index.js': SCRIPT, 'app.js': '\n' },
  },
];
