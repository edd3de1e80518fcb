/**
 * Words that are frequent in the files of all kinds of projects, in lower case: a table. Only the choice of the offsets to look at hangs on it,
 * never a match. Counted over C, Python, TypeScript, Go, JSON, YAML and Markdown of eight projects, names of their own left out.
 */
export const COMMON_WORDS: string =
  'self from name import const return type value class react user test with date text data none input picker props error description struct false this ' +
  'true assert string content default size file session define root item label context title mock state button create table base server instance config ' +
  'group export style path list token node info index that column port host status element code object select request provider null function response ' +
  'image compute number device result message event view model component start flex open client icon static field query version https width update ' +
  'await border when schema change json address mode trigger required time steps expect else source styles items document will only case async current ' +
  'workspace void check count names connection body control metadata header disabled child container components include init admin dict license boolean ' +
  'card have chat connector stack options read page should primary delete custom length mask block render service tool variant parent param users close ' +
  'children tags fake args active values stat design height filter menu failed locale target next engine used prefix driver semantic email which search ' +
  'font placement manager action handle hash invalid show full offset testing mapped system integer write form lock format call patch first project ' +
  'unsigned slot padding example exception policy inline where agent settings cache spec flags objects extra link step sync access prompt line files ' +
  'interface order output remove post range task attr equal merged click array tree other upload process success preview addresses center span types ' +
  'mapping match display utils console expected loading enabled pair mapper theme auto setup enable total build selected using called join attribute ' +
  'timeout each thread bool cell priv option last application some empty resource limit before local entry method prop after require tests align clear ' +
  'internal reset property valid models raise load returns module keys ctrl http long wait fetch execute collection space month params payload tokens ' +
  'make icons auth warning role break sess year events free copy groups generate properties float docs history send transform meta portal credential ' +
  'paths disk found classes register updated char enum fill parse optional fields logo sandbox loader tables radius checkbox must channel database ' +
  'outline without background shared support scroll usage down chunk available more external documents command section left then dialog buffer save ' +
  'stream expression same supported actions find debug selector complete effect interrupt unlock spinlock pointer endif kernel reserved assembler bytes ' +
  'memory instruction iterator operator template namespace public private protected virtual override implements extends package throws undefined ' +
  'exports prototype arguments constructor super instanceof typeof abstract synchronized volatile restrict extern signed double implement language ' +
  'location stable account security';
